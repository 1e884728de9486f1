import type { LaunchState } from '../launch/state.ts';
import { everBegun } from '../rollout/attempt.ts';

/** From the freeze on: its gate is GO, or the launch's first action has begun (reconciled 30, 32). */
export function isWatchingChanges(state: LaunchState): boolean {
  if (state.launch === null || state.clock.scrub !== null) return false;
  const isFrozen = state.launch.plan.gates.some(
    (gate) => gate.opens === 'freeze' && state.gate.gates[gate.id]?.decision?.verdict === 'go',
  );
  return isFrozen || everBegun(state);
}
