import type { Action } from '#shared/domain/action/state.ts';
import { minutesSeconds } from '#shared/views/format/duration.ts';
import { rollbackTookMs } from '#shared/views/rollback-steps.ts';
import { whoConfirms } from '#shared/views/who-confirms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show, useView } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../act/confirm-button.tsx';
import { ContinueButton } from '../act/continue-button.tsx';
import { StopButton } from '../act/stop-button.tsx';
import { TaskCard } from './task-card.tsx';

const heads: Partial<Record<Action['state'], string>> = {
  waiting: 'The rollback waits for confirmation.',
  'not-started': 'The rollback was cut off. Nothing more starts by itself.',
  verifying: 'All traffic is on stable; what was reached is being read back.',
};

/** A rollback is in hand: its clock, who still has to confirm, what it is at. */
export function RollingTask({ action, now }: { readonly action: Action; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const view = useView((shown) => shown.view);
  const took = rollbackTookMs(action, now);
  const budget = state.launch?.plan.quickRollback.budgetMs ?? 0;
  const missing = whoConfirms(state, action).missing;
  const done = action.operations.filter((entry) => entry.state === 'succeeded').length;
  const text =
    action.state === 'waiting'
      ? `Still to confirm: ${missing.map((entry) => `${entry.title} (${entry.candidates.map((one) => one.name).join(' or ')})`).join(' and ')}.`
      : `${done} of ${action.operations.length} operations done. ${action.reason}`;
  return (
    <TaskCard
      label="Rollback"
      tone="act"
      head={heads[action.state] ?? 'Rolling back to stable.'}
      clock={took === null ? null : minutesSeconds(took)}
      aside={took === null ? '' : `of ${minutesSeconds(budget)}${took > budget ? ', over its budget' : ''}`}
      text={text}
    >
      {action.state === 'waiting' ? <ConfirmButton action={action} /> : null}
      {action.state === 'not-started' ? <ContinueButton action={action} /> : null}
      {view === 'rollback' ? null : <Button onClick={() => show('rollback')}>Show the six steps</Button>}
      <StopButton action={action} />
    </TaskCard>
  );
}
