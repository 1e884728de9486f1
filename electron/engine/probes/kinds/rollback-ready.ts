import { notReadyText } from '#shared/domain/describe/words.ts';
import { spoken } from '#shared/views/format/duration.ts';
import { bad, good, unknown } from '../finding.ts';
import { connected } from '../parts.ts';

/** It is proven every minute; an older proof says nothing of now. Launch time, but never less than a fast rehearsal needs. */
const FRESH_MS = 3 * 60_000;
const FRESH_REAL_MS = 15_000;

/** What keeps proving that a rollback would work says so now (product §6 "Readiness"). */
export const lookAtReadiness = connected<'rollback-ready'>(async (_check, { hub, clock }) => {
  const { state, provenAt, checks } = hub.readiness;
  if (provenAt === null) return unknown('A rollback has not been proven yet.');
  const agoMs = clock.now() - provenAt;
  if (agoMs > FRESH_MS && clock.toReal(agoMs) > FRESH_REAL_MS)
    return unknown(`A rollback was last proven ${spoken(agoMs)} ago.`);
  const wrong = checks.filter((check) => check.state === 'act' || check.state === 'unknown');
  const text = notReadyText(wrong);
  if (state === 'ready') return good(`A rollback would work now: ${checks.length} things were tried.`);
  return state === 'not-ready' ? bad(`${text}.`) : unknown(`${text}.`);
});
