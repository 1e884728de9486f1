import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '#shared/lib/trouble.ts';
import type { RunOutcome } from './operation-kind.ts';

/** Waits; resolves at once, and false, when the signal is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
    return true;
  } catch {
    return false;
  }
}

export const failed = (fault: Fault): RunOutcome =>
  fault.cause === 'outcome-unknown' ? { kind: 'unknown', fault } : { kind: 'failed', fault };

/** Stopped by a person; `state` says what has and hasn't been done by then. */
export const cancelled = (state: string): Extract<RunOutcome, { kind: 'failed' }> => ({
  kind: 'failed',
  fault: { kind: 'fault', cause: 'cancelled', message: `Cancelled. ${state}`, retryable: true },
});

/** An operation that was started without the plan a person confirmed. A goal (rollback) needs none. */
export const unplanned = (what: string): RunOutcome => ({
  kind: 'failed',
  fault: {
    kind: 'fault',
    cause: 'invalid',
    message: `${what} was not run: there is no confirmed plan for it.`,
    hint: 'Ask for it again and confirm the plan that is shown.',
    retryable: false,
  },
});
