import type { Check } from '#shared/domain/operation/plan.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/** A webhook that can't be rehearsed is no objection; everything else is (reconciled 26). */
export function dryRunRefused(fault: Fault): Check {
  if (/does not support dry run/i.test(fault.message)) {
    return { what: 'dry run', state: 'watch', text: `checked here, not rehearsed there: ${fault.message}` };
  }
  return { what: 'dry run', state: fault.retryable ? 'unknown' : 'act', text: fault.message };
}
