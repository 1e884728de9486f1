import { bad, good, noAnswer } from '../finding.ts';
import type { Look } from '../parts.ts';

/** The page answers as it should, and soon enough. */
export const lookAtPage: Look<'http'> = async (check, { looks }, signal) => {
  const seen = await looks.page.read(check.url, signal);
  if (!seen.ok) return noAnswer(seen.error);
  const { status, body, latencyMs } = seen.value;
  if (status !== check.status) return bad(`It answered ${status}, not ${check.status}.`, latencyMs);
  if (check.contains !== undefined && !body.includes(check.contains))
    return bad(`It answered ${status}, but without "${check.contains}".`, latencyMs);
  if (check.withinMs !== undefined && latencyMs > check.withinMs)
    return bad(`It answered ${status}, but only after ${latencyMs} ms; ${check.withinMs} ms are allowed.`, latencyMs);
  return good(`${status} in ${latencyMs} ms.`, latencyMs);
};
