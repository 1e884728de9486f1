import { actionsInOrder } from './action/evolve.ts';
import type { EngineCommand } from './commands.ts';
import type { LaunchState } from './launch/state.ts';

/** A command that the engine sends when its time has come, launch time in epoch ms. */
export type Due = { readonly at: number; readonly command: EngineCommand };

/** Everything that happens by the clock alone: the end of a grace time, of a confirmation, of a decision's time, of a silence. */
export function due(state: LaunchState): readonly Due[] {
  const found: Due[] = [];
  const rules = state.launch?.plan.rules;
  for (const action of actionsInOrder(state.actions)) {
    if (action.state === 'grace' && action.graceUntil !== null)
      found.push({ at: action.graceUntil, command: { type: 'action.start', action: action.id } });
    if ((action.state === 'waiting' || action.state === 'plan-failed') && rules !== undefined) {
      const validMs = action.subject.kind === 'rollback' ? rules.rollbackConfirmationMs : rules.confirmationMs;
      const first = Math.min(
        ...action.confirmations.map((entry) => entry.expiresAt),
        (action.plannedAt ?? action.askedAt) + validMs,
      );
      found.push({ at: first, command: { type: 'action.expire', action: action.id } });
    }
  }
  for (const decision of state.rollback.decisions)
    if (decision.state === 'open' && decision.dueAt !== null && !decision.hasTimedOut)
      found.push({ at: decision.dueAt, command: { type: 'decision.time-out', decision: decision.id } });
  for (const { id, standing, endsAt } of state.silences.silences)
    if (standing === 'active' || standing === 'unknown')
      found.push({ at: endsAt, command: { type: 'silence.end', silence: id, why: 'time' } });
  return found.toSorted((a, b) => a.at - b.at);
}
