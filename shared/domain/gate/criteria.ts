import { err, ok, type Result } from '../../lib/result.ts';
import { type Refusal, refusal } from '../../lib/trouble.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Gate } from '../plan/launch-plan.ts';
import { roleTitle } from '../roster/roles.ts';
import { untouchedGate } from './state.ts';

export type CriterionStatus = {
  readonly id: string;
  readonly title: string;
  readonly state: 'met' | 'not-met' | 'unknown';
  readonly text: string;
};

export const gateById = (state: LaunchState, gateId: string): Gate | undefined =>
  state.launch?.plan.gates.find((gate) => gate.id === gateId);

/** The four decision criteria of runbook §1.5, computed as reconciled 29 defines them. */
export function gateCriteria(state: LaunchState, gateId: string, now: number): readonly CriterionStatus[] {
  const gate = gateById(state, gateId);
  if (gate === undefined) return [];
  return gate.criteria.map(({ id, title, kind }) => ({ id, title, ...evaluate[kind](state, gate, now) }));
}

type Verdict = Pick<CriterionStatus, 'state' | 'text'>;
const met = (text: string): Verdict => ({ state: 'met', text });
const notMet = (text: string): Verdict => ({ state: 'not-met', text });

const evaluate: Record<Gate['criteria'][number]['kind'], (state: LaunchState, gate: Gate, now: number) => Verdict> = {
  'all-checklists-complete': (state, gate) => {
    const open = itemsOf(state, gate).filter(({ id }) => !['done', 'not-applicable'].includes(itemState(state, id)));
    return open.length === 0
      ? met('every item is done')
      : notMet(
          `${open.length} open: ${open
            .map((item) => item.title)
            .slice(0, 3)
            .join('; ')}`,
        );
  },
  'no-blocking-issues': (state, gate) => {
    const blocked = itemsOf(state, gate).filter(({ id }) => itemState(state, id) === 'blocked');
    const decisions = state.rollback.decisions.filter((decision) => decision.state === 'open');
    if (blocked.length > 0) return notMet(`blocked: ${blocked.map((item) => item.title).join('; ')}`);
    return decisions.length > 0
      ? notMet(`open decision: ${decisions.map((entry) => entry.title).join('; ')}`)
      : met('nothing is blocked');
  },
  'all-stakeholders-approve': (state, gate, now) => {
    const votes = (state.gate.gates[gate.id] ?? untouchedGate).votes;
    const title = (role: string) => (state.launch === null ? role : roleTitle(state.launch.plan, role));
    const missing = gate.attendees.filter((role) => votes[role] === undefined);
    const against = gate.attendees.filter((role) => votes[role]?.verdict === 'no-go');
    const stale = gate.attendees.filter((role) => now - (votes[role]?.at ?? now) > gate.voteFreshMs);
    if (against.length > 0) return notMet(`NO-GO from ${against.map(title).join(', ')}`);
    if (missing.length > 0) return notMet(`no vote from ${missing.map(title).join(', ')}`);
    return stale.length > 0
      ? notMet(`stale vote of ${stale.map(title).join(', ')}`)
      : met(`GO from all ${gate.attendees.length}`);
  },
  'rollback-plan-confirmed': (state) => {
    const { readiness } = state.signal;
    if (readiness === null || readiness.verdict === 'unknown')
      return { state: 'unknown', text: 'readiness is not proven yet' };
    const wrong = readiness.checks
      .filter((check) => check.state !== 'good')
      .map((check) => `${check.title}: ${check.text}`);
    return readiness.verdict === 'ready' ? met('a rollback would work now') : notMet(wrong.join('; '));
  },
};

const itemState = (state: LaunchState, item: string) => state.checklist.items[item]?.state ?? 'open';

const itemsOf = (state: LaunchState, gate: Gate) =>
  (state.launch?.plan.checklists ?? [])
    .filter((list) => gate.checklists.includes(list.id))
    .flatMap((list) => list.sections.flatMap((section) => section.items));

/** Whether the gate is GO and fresh: decided GO, not withdrawn, after the last rollback, no vote stale (reconciled 28, 30). */
export function gateFreshness(state: LaunchState, gateId: string, now: number, notBefore = 0): Result<void, Refusal> {
  const gate = gateById(state, gateId);
  if (gate === undefined) return err(refusal('no-such-gate', `The runbook has no gate "${gateId}".`));
  const { decision, withdrawn, votes } = state.gate.gates[gateId] ?? untouchedGate;
  const again = 'Poll the attendees and decide again.';
  if (decision === null)
    return err(refusal('gate-not-go', `${gate.title} has not been decided.`, 'Collect the votes and decide GO.'));
  if (decision.verdict === 'no-go')
    return err(refusal('gate-not-go', `${gate.title} is NO-GO: ${decision.reason}`, 'Slip and poll again, or scrub.'));
  if (withdrawn !== null)
    return err(refusal('gate-withdrawn', `GO was withdrawn: ${withdrawn.reason || 'no reason given'}.`, again));
  if (decision.at < notBefore)
    return err(refusal('gate-not-fresh', `${gate.title} was decided before the last long hold or rollback.`, again));
  const isOverridden = decision.overrode.length > 0;
  const stale = Object.values(votes).filter(
    (vote) => now - Math.max(vote.at, isOverridden ? decision.at : 0) > gate.voteFreshMs,
  );
  if (stale.length > 0)
    return err(refusal('gate-not-fresh', `${stale.length} votes of ${gate.title} are stale.`, again));
  return ok(undefined);
}
