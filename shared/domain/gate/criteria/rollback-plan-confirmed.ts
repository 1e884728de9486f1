import { notReadyText } from '../../describe/words.ts';
import type { LaunchState } from '../../launch/state.ts';
import type { ProcedureKind } from '../../rollback/state.ts';
import { type Criterion, met, notMet, unknown } from './verdict.ts';

/** A proof of readiness counts for so long, launch time (reconciled 29). */
const PROVEN_FOR_MS = 180_000;

/**
 * Readiness proven within the last three minutes, and of every rollback that the plan has a dry run on record that
 * passed, of the plan as it is now (reconciled 29).
 */
export const rollbackPlanConfirmed: Criterion = (state, _gate, now) => {
  const { readiness } = state.signal;
  if (readiness === null || readiness.verdict === 'unknown') return unknown('readiness is not proven');
  if (readiness.verdict === 'not-ready') {
    const wrong = readiness.checks.filter((check) => check.state !== 'good');
    return notMet(notReadyText(wrong) || 'a rollback would not work now');
  }
  if (now - readiness.at > PROVEN_FOR_MS) return unknown('readiness was proven more than three minutes ago');
  const procedures: readonly ProcedureKind[] =
    state.launch?.plan.databaseRollback === undefined ? ['quick-rollback'] : ['quick-rollback', 'database-rollback'];
  const missing = procedures.map((procedure) => whyNotRehearsed(state, procedure)).find((why) => why !== null);
  return missing == null ? met('a rollback would work now, and its dry run passed') : notMet(missing);
};

/** Why the last dry run of a procedure doesn't count; null when it does. */
export function whyNotRehearsed(state: LaunchState, procedure: ProcedureKind): string | null {
  const last = state.rollback.dryRuns.findLast((entry) => entry.procedure === procedure && entry.findings !== null);
  const name = procedure.replace('-', ' ');
  if (last === undefined) return `no dry run of the ${name} is on record`;
  if (!last.isPassed) return `the last dry run of the ${name} did not pass`;
  const adoptedAt = state.adoption.planAdoptedAt;
  return adoptedAt !== null && last.askedAt < adoptedAt
    ? `the plan was changed after the last dry run of the ${name}`
    : null;
}
