import { untouchedGate } from '#shared/domain/gate/state.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { dayTime } from '#shared/views/format/day-time.ts';
import { gateStanding, whatOpens } from '#shared/views/gate-board.ts';
import { useLaunch } from '../../stores/launch.ts';
import { open } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { WithdrawGo } from './withdraw-go.tsx';

/** What was decided, by whom and when, whether it still holds, and the next move after a NO-GO (reconciled 28, 30). */
export function GateVerdict({ gate, now }: { readonly gate: Gate; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const standing = gateStanding(state, gate, now);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const { decision, withdrawn } = state.gate.gates[gate.id] ?? untouchedGate;
  const name = (id: string | null) => (id === null ? 'someone not signed in' : (state.roster.people[id]?.name ?? id));
  const opens = whatOpens(state, gate);
  if (decision === null || standing.tone === null)
    return <p className="muted gate-verdict">Not decided yet. GO opens {opens}.</p>;
  return (
    <div className="gate-verdict">
      <p className="verdict-word">
        <StateMark tone={standing.tone}>{standing.word}</StateMark>
      </p>
      <p className="muted">
        {name(decision.by)}, {dayTime(decision.at, now, zone)}
        {decision.recordedBy === null ? '' : `, recorded by ${name(decision.recordedBy)}`}
        {decision.reason === '' ? '' : `: ${decision.reason}`}
      </p>
      {decision.overrode.length === 0 ? null : (
        <p>
          <StateMark tone="watch">over {decision.overrode.length} criteria</StateMark>{' '}
          <span className="muted">{overrodeText(gate, decision.overrode)}</span>
        </p>
      )}
      {withdrawn === null ? null : (
        <p className="muted">
          Withdrawn by {name(withdrawn.by)}, {dayTime(withdrawn.at, now, zone)}
          {withdrawn.reason === '' ? '' : `: ${withdrawn.reason}`}
        </p>
      )}
      <p className="muted">
        {standing.isFresh ? `It opens ${opens}. ${freshText(standing.staleAt, gate, now, zone)}` : standing.why}
      </p>
      <div className="task-actions">
        {decision.verdict === 'no-go' ? (
          <Button look="primary" onClick={() => open('clock')}>
            Slip or scrub
          </Button>
        ) : null}
        {standing.isGo ? <WithdrawGo gate={gate} /> : null}
      </div>
    </div>
  );
}

const overrodeText = (gate: Gate, ids: readonly string[]): string =>
  ids.map((id) => gate.criteria.find((criterion) => criterion.id === id)?.title ?? id).join('; ');

const freshText = (staleAt: number | null, gate: Gate, now: number, zone: string): string =>
  staleAt === null || gate.opens === 'freeze'
    ? ''
    : `Fresh until ${dayTime(staleAt, now, zone)}, when the first vote goes stale.`;
