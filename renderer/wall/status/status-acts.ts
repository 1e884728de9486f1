import { createContext, type ReactNode } from 'react';
import type { AlertObserved } from '#shared/contract/observed/outside.ts';
import type { MessageRow } from '#shared/views/message-rows.ts';

/** What the console offers at an alert, a silence and a message of ours. A wall offers nothing: it takes no commands. */
export type StatusActs = {
  readonly silence: (alert: AlertObserved) => ReactNode;
  readonly lift: (silence: string, alert: string) => ReactNode;
  /** Says that a message was sent by hand. */
  readonly markSent: (message: MessageRow) => ReactNode;
};
export const StatusAct = createContext<StatusActs | null>(null);
