import { err, ok, type Result } from '../../lib/result.ts';
import { type Refusal, refusal } from '../../lib/trouble.ts';
import type { LaunchState } from '../launch/state.ts';
import { gateById } from './criteria.ts';
import { freshFrom } from './poll.ts';
import { untouchedGate } from './state.ts';

const again = 'Poll the attendees and decide again.';

/**
 * Whether the gate is GO and fresh: decided GO, not withdrawn, after the last rollback and long hold, no vote stale
 * (reconciled 28, 30). Where the commander went without a fresh GO of
 * everyone, votes age from that decision on.
 */
export function gateFreshness(state: LaunchState, gateId: string, now: number): Result<void, Refusal> {
  const gate = gateById(state, gateId);
  if (gate === undefined) return err(refusal('no-such-gate', `The runbook has no gate "${gateId}".`));
  const { decision, withdrawn, votes } = state.gate.gates[gateId] ?? untouchedGate;
  if (decision === null)
    return err(refusal('gate-not-go', `${gate.title} has not been decided.`, 'Collect the votes and decide GO.'));
  if (decision.verdict === 'no-go')
    return err(refusal('gate-not-go', `${gate.title} is NO-GO: ${decision.reason}`, 'Slip and poll again, or scrub.'));
  if (withdrawn !== null)
    return err(refusal('gate-withdrawn', `GO was withdrawn: ${withdrawn.reason || 'no reason given'}.`, again));
  if (gate.opens === 'launch' && decision.at < freshFrom(state))
    return err(refusal('gate-not-fresh', `${gate.title} was decided before the last long hold or rollback.`, again));
  const approval = gate.criteria.find((criterion) => criterion.kind === 'all-stakeholders-approve')?.id ?? '';
  const overriddenAt = decision.overrode.includes(approval) ? decision.at : 0;
  const stale = gate.attendees.filter((role) => {
    const from = Math.max(votes[role]?.at ?? 0, overriddenAt);
    return now - from > gate.voteFreshMs;
  });
  if (stale.length > 0)
    return err(refusal('gate-not-fresh', `${stale.length} votes of ${gate.title} are stale.`, again));
  const changed = gate.attendees.filter((role) => {
    const vote = votes[role];
    return vote !== undefined && vote.verdict === 'no-go' && vote.at > decision.at;
  });
  if (changed.length > 0)
    return err(refusal('gate-not-fresh', `${changed.length} changed their vote to NO-GO after the decision.`, again));
  return ok(undefined);
}
