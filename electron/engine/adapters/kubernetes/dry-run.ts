import type { Check } from '#shared/domain/operation/plan.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/**
 * Tries a guarded change on the server. Refused, it is read again and tried once more if it has moved meanwhile, as it
 * does while an action runs: then it was only the guard that failed.
 */
export async function tryOut<Read, Tried>(
  read: Read,
  again: () => Promise<Result<Read, Fault>>,
  hasMoved: (before: Read, now: Read) => boolean,
  send: (read: Read) => Promise<Result<Tried, Fault>>,
): Promise<Result<Tried, Fault>> {
  const tried = await send(read);
  if (tried.ok || (tried.error.cause !== 'invalid' && tried.error.cause !== 'conflict')) return tried;
  const now = await again();
  return now.ok && hasMoved(read, now.value) ? send(now.value) : tried;
}

/** A webhook that can't be rehearsed is no objection; everything else is (reconciled 26). */
export function dryRunRefused(fault: Fault): Check {
  if (/does not support dry run/i.test(fault.message)) {
    return { what: 'dry run', state: 'watch', text: `checked here, not rehearsed there: ${fault.message}` };
  }
  return { what: 'dry run', state: fault.retryable ? 'unknown' : 'act', text: fault.message };
}
