import { notReadyText } from '../../describe/words.ts';
import { type Criterion, notMet, unknown } from './verdict.ts';

/** A proof of readiness counts for so long, launch time (reconciled 29). */
const PROVEN_FOR_MS = 180_000;

/**
 * Readiness proven within the last three minutes, and the dry run on record (reconciled 29). The dry run is not carried
 * out here yet, so that this is never more than unknown.
 */
export const rollbackPlanConfirmed: Criterion = (state, _gate, now) => {
  const { readiness } = state.signal;
  if (readiness === null || readiness.verdict === 'unknown') return unknown('readiness is not proven');
  if (readiness.verdict === 'not-ready') {
    const wrong = readiness.checks.filter((check) => check.state !== 'good');
    return notMet(notReadyText(wrong) || 'a rollback would not work now');
  }
  if (now - readiness.at > PROVEN_FOR_MS) return unknown('readiness was proven more than three minutes ago');
  return unknown('a rollback would work now; no dry run of it is on record');
};
