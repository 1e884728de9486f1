import type { DecisionEntry } from '#shared/domain/rollback/state.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { age, minutesSeconds } from '#shared/views/format/duration.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show, useView } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { AskRollback } from '../rollback/ask-rollback.tsx';
import { KeepGoing } from '../rollback/keep-going.tsx';
import { TaskCard } from './task-card.tsx';

type Props = { readonly decision: DecisionEntry; readonly others: number; readonly now: number };

/** A criterion tripped: red, with its clock and who decides. */
export function DecisionTask({ decision, others, now }: Props) {
  const plan = useLaunch((replica) => replica.state.launch?.plan);
  const view = useView((state) => state.view);
  const authority = plan === undefined ? undefined : authorityById(plan, decision.authority);
  const left = decision.dueAt === null ? null : decision.dueAt - now;
  const clock = left === null ? null : minutesSeconds(left);
  const due = decision.hasTimedOut
    ? ' The time to decide is over: decide now.'
    : left === null
      ? ' There is no time to wait.'
      : ' left to decide.';
  return (
    <TaskCard
      label={`${decision.severity}: ${decision.title}`}
      tone="act"
      head={decision.evidence === '' ? decision.title : decision.evidence}
      clock={clock}
      aside={others > 0 ? `and ${others} more open` : 'runbook 3.1'}
      text={`Open for ${age(now - decision.openedAt)}.${clock === null || decision.hasTimedOut ? due : ` ${clock}${due}`} Decided by: ${authority?.title ?? decision.authority}.`}
    >
      {view === 'rollback' ? (
        <AskRollback />
      ) : (
        <Button look="danger" shortcut="R" onClick={() => show('rollback')}>
          Roll back
        </Button>
      )}
      <KeepGoing decision={decision} />
    </TaskCard>
  );
}
