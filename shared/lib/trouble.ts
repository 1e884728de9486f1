/**
 * The three kinds of trouble. Only these travel between processes; every one says what failed, why, and what to do.
 * - refusal: the domain says no; nothing was done
 * - fault: the world failed (network, disk, cluster); classified once, at the adapter
 * - bug: an invariant of ours broke
 */
export type Refusal = {
  readonly kind: 'refusal';
  /** Stable name of the rule that refused, e.g. `gate-not-fresh`. */
  readonly code: string;
  readonly message: string;
  /** What a person can do about it. */
  readonly hint?: string | undefined;
};

export type FaultCause =
  | 'unreachable'
  | 'timeout'
  | 'forbidden'
  | 'unauthenticated'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'rate-limited'
  | 'unavailable'
  | 'approval-required'
  | 'disk'
  | 'cancelled'
  | 'outcome-unknown'
  | 'unexpected';

export type Fault = {
  readonly kind: 'fault';
  readonly cause: FaultCause;
  readonly message: string;
  readonly hint?: string | undefined;
  /** True when the same request may be sent again without harm and might succeed. */
  readonly retryable: boolean;
  /** How long the other side asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The raw answer, cut to 2,000 characters, for the reader who asks; never a secret. */
  readonly raw?: string | undefined;
};

export type Bug = { readonly kind: 'bug'; readonly id: string; readonly message: string };

export type Trouble = Refusal | Fault | Bug;

export const refusal = (code: string, message: string, hint?: string): Refusal => ({
  kind: 'refusal',
  code,
  message,
  ...(hint === undefined ? {} : { hint }),
});
