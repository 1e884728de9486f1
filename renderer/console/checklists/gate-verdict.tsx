import { gateFreshness } from '#shared/domain/gate/criteria.ts';
import { untouchedGate } from '#shared/domain/gate/state.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { useDispatch } from '../act/use-dispatch.ts';

/** What was decided, by whom and when, whether it still holds; anyone may withdraw GO, which is a hold (reconciled 30). */
export function GateVerdict({ gate, now }: { readonly gate: Gate; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const { send, trouble } = useDispatch();
  const { decision, withdrawn } = state.gate.gates[gate.id] ?? untouchedGate;
  if (decision === null) return <p className="muted gate-verdict">Not decided yet.</p>;
  const fresh = gateFreshness(state, gate.id, now);
  const by = state.roster.people[decision.by]?.name ?? decision.by;
  const isGo = decision.verdict === 'go' && withdrawn === null;
  return (
    <div className="gate-verdict">
      <StateMark tone={isGo && fresh.ok ? 'good' : 'act'}>
        {isGo ? 'GO' : withdrawn === null ? 'NO-GO' : 'GO withdrawn'}
      </StateMark>{' '}
      <span className="muted">
        {by}, {clockTime(decision.at, state.launch?.plan.timeZone ?? 'UTC')}
        {decision.reason === '' ? '' : `: ${decision.reason}`}
        {decision.overrode.length === 0 ? '' : ` (over ${decision.overrode.length} criteria)`}
      </span>
      {fresh.ok ? null : <p className="muted">{fresh.error.message}</p>}
      {isGo ? (
        <Button size="small" onClick={() => void send({ type: 'gate.withdraw', gate: gate.id, reason: '' })}>
          Withdraw GO
        </Button>
      ) : null}
      <TroubleNote trouble={trouble} />
    </div>
  );
}
