import { spoken } from '#shared/views/format/duration.ts';
import { bad, good, noAnswer, unknown } from '../finding.ts';
import { connected } from '../parts.ts';

/** A Job has succeeded, lately enough. Its times are the cluster's own, in real time. */
export const lookAtJob = connected<'job'>(async (check, { outside }, signal) => {
  const seen = await outside.cluster.job(check.job, signal);
  if (!seen.ok) return seen.error.cause === 'not-found' ? bad(seen.error.message) : noAnswer(seen.error);
  const { state, endedAtMs, text } = seen.value;
  if (state === 'running') return unknown(`${check.job} has not ended yet: ${text}.`);
  if (state === 'failed') return bad(`${check.job} failed${text === '' ? '' : `: ${text}`}.`);
  if (endedAtMs === null) return unknown(`${check.job} succeeded, but does not say when.`);
  const agoMs = Date.now() - endedAtMs;
  const when = `${check.job} succeeded ${spoken(agoMs)} ago`;
  if (check.withinMs !== undefined && agoMs > check.withinMs)
    return bad(`${when}, longer than ${spoken(check.withinMs)}.`);
  return good(`${when}.`);
});
