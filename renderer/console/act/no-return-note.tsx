import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { pointsOfNoReturn } from '#shared/views/rollback-windows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useObservations } from '../../stores/observations.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** Said before a step that takes a way back away: how long it is to a safe state before and after it (product §5). */
export function NoReturnNote({ step }: { readonly step: Step }) {
  const state = useLaunch((replica) => replica.state);
  const estimateMs = useObservations((seen) => seen.latest?.readiness.estimateMs ?? null);
  const point = pointsOfNoReturn(state, estimateMs).find((entry) => entry.step.id === step.id);
  if (point === undefined) return null;
  return (
    <div className="no-return">
      <StateMark tone="act">Point of no return</StateMark>
      <span>
        To a safe state now: {point.before}. After it: {point.after}.
      </span>
    </div>
  );
}
