import { bad, good, noAnswer } from '../finding.ts';
import type { Look } from '../parts.ts';

const DAY_MS = 86_400_000;
/** Certificates live by the world's calendar, whatever the speed of a rehearsal. */
const leftMs = (until: number): number => until - Date.now();
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

function left(ms: number): string {
  if (ms < 2 * DAY_MS) return `${Math.max(0, Math.floor(ms / 3_600_000))} hours`;
  return `${Math.floor(ms / DAY_MS)} days`;
}

/** The certificate is trusted, fits the name, and stays valid long enough. */
export const lookAtCertificate: Look<'tls'> = async (check, { looks }, signal) => {
  const seen = await looks.certificate.look(check, signal);
  if (!seen.ok) return noAnswer(seen.error);
  const { validFromMs, validToMs, issuer, problems, latencyMs } = seen.value;
  const span = `valid from ${day(validFromMs)} to ${day(validToMs)}, issued by ${issuer}`;
  if (problems.length > 0) return bad(`The certificate of ${check.host}: ${problems.join('; ')} (${span}).`, latencyMs);
  const ms = leftMs(validToMs);
  if (Number.isNaN(ms) || ms < check.validForMs)
    return bad(`Valid for ${left(ms)} only, ${left(check.validForMs)} are wanted: ${span}.`, latencyMs);
  return good(`Valid for ${left(ms)}, until ${day(validToMs)}, issued by ${issuer}.`, latencyMs);
};
