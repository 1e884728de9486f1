import type { ReactNode } from 'react';
import { AlertAct, type AlertActs } from '../../wall/status/alert-act.ts';
import { LiftButton, SilenceButton } from './silence-button.tsx';

const acts: AlertActs = {
  silence: (alert) => <SilenceButton alert={alert} />,
  lift: (silence, alert) => <LiftButton silence={silence} alert={alert} />,
};

/** On the console the rows of the status screen can be acted on: alerts are silenced and heard again. */
export const WithAlertActs = ({ children }: { readonly children: ReactNode }) => (
  <AlertAct value={acts}>{children}</AlertAct>
);
