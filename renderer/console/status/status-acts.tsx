import type { ReactNode } from 'react';
import { StatusAct, type StatusActs } from '../../wall/status/status-acts.ts';
import { MarkSentButton } from './mark-sent-button.tsx';
import { LiftButton, SilenceButton } from './silence-button.tsx';

const acts: StatusActs = {
  silence: (alert) => <SilenceButton alert={alert} />,
  lift: (silence, alert) => <LiftButton silence={silence} alert={alert} />,
  markSent: (message) => <MarkSentButton message={message} />,
};

/** On the console the rows of the status screen can be acted on: alerts are silenced, messages marked as sent. */
export const WithStatusActs = ({ children }: { readonly children: ReactNode }) => (
  <StatusAct value={acts}>{children}</StatusAct>
);
