import { bad, good, noAnswer, unknown } from '../finding.ts';
import type { Look } from '../parts.ts';

/** This machine's clock is right, as far as the way to the time server lets it be told. */
export const lookAtTime: Look<'ntp'> = async (check, { looks }, signal) => {
  const seen = await looks.time.offset(check.server, signal);
  if (!seen.ok) return noAnswer(seen.error);
  const { offsetMs, roundTripMs } = seen.value;
  const latencyMs = Math.round(roundTripMs);
  // The server's time was read somewhere on the way there and back: off by half of it at most.
  const unsureMs = roundTripMs / 2;
  const off = Math.abs(offsetMs);
  const side = offsetMs > 0 ? 'behind' : 'ahead';
  const text = `This machine is ${Math.round(off)} ms ${side} of ${check.server} (±${Math.ceil(unsureMs)} ms)`;
  if (off - unsureMs > check.withinMs) return bad(`${text}; ${check.withinMs} ms are allowed.`, latencyMs);
  if (off + unsureMs > check.withinMs) return unknown(`${text}: too far away to tell ${check.withinMs} ms.`, latencyMs);
  return good(`${text}.`, latencyMs);
};
