import { command, each, nobody, type Row } from './table-row.ts';

const HOUR_MS = 3_600_000;

/**
 * An alert that is noise of the launch is silenced by whoever commands the launch or its operations, in every state. Here
 * nothing is outside: they are told that it can't be proven that no rollback hangs on it, everybody else that they may not.
 */
export const rowsOfSilences: readonly Row[] = [
  {
    what: 'silence an alert',
    of: ['silences'],
    send: ({ now }) =>
      command({
        ...{ type: 'silence.place', alert: 'PodsRestarting', endsAt: now + HOUR_MS, reason: 'the rollout does that' },
        matchers: [{ name: 'alertname', value: 'PodsRestarting' }],
      }),
    event: 'silence.asked',
    isIndependent: true,
    cells: { else: nobody('not-entitled', each(['commander', 'operations'], 'not-proven')) },
  },
];
