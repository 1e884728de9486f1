import { createContext, type ReactNode } from 'react';
import type { AlertObserved } from '#shared/contract/observed/outside.ts';

/** What the console offers at an alert, and at a silence of ours. A wall offers nothing: it takes no commands. */
export type AlertActs = {
  readonly silence: (alert: AlertObserved) => ReactNode;
  readonly lift: (silence: string, alert: string) => ReactNode;
};
export const AlertAct = createContext<AlertActs | null>(null);
