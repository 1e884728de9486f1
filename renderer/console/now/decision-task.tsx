import type { DecisionEntry } from '#shared/domain/rollback/state.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { decisionStanding } from '#shared/views/decision-standing.ts';
import { age, minutesSeconds } from '#shared/views/format/duration.ts';
import { rollbackRoles } from '#shared/views/rollback-roles.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show, useView } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { BreakGlassButton } from '../rollback/break-glass-button.tsx';
import { KeepGoing } from '../rollback/keep-going.tsx';
import { NobodyAnswers } from '../rollback/nobody-answers.tsx';
import { WaysToRollBack } from '../rollback/ways-to-roll-back.tsx';
import { TaskCard } from './task-card.tsx';

type Props = { readonly decision: DecisionEntry; readonly others: number; readonly now: number };

/** A criterion tripped: red, with its clock and who decides. */
export function DecisionTask({ decision, others, now }: Props) {
  const state = useLaunch((replica) => replica.state);
  const plan = state.launch?.plan;
  const standing = decisionStanding(state, now);
  const view = useView((shown) => shown.view);
  const authority = plan === undefined ? undefined : authorityById(plan, decision.authority);
  const roles = rollbackRoles(state, now).roles.map(({ title }) => title);
  const who = authority?.asks === 'criterion' ? roles.join(' and ') : `any ${roles.join(' or ')}`;
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
      text={
        <>
          {`Open for ${age(now - decision.openedAt)}.${clock === null || decision.hasTimedOut ? due : ` ${clock}${due}`} Decided by ${who}.`}
          {standing === null ? null : <NobodyAnswers standing={standing} />}
        </>
      }
    >
      {view === 'rollback' ? (
        <WaysToRollBack />
      ) : (
        <Button look="danger" shortcut="R" onClick={() => show('rollback')}>
          Roll back
        </Button>
      )}
      <KeepGoing decision={decision} />
      {standing !== null && standing.breakGlass.leftMs === 0 ? <BreakGlassButton /> : null}
    </TaskCard>
  );
}
