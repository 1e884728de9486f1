import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

export type SilenceAsk = {
  /** Ours, of the launch and the silence: what it is found by when the answer is lost. */
  readonly mark: string;
  readonly matchers: readonly { readonly name: string; readonly value: string }[];
  /** Epoch ms, by Alertmanager's clock. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly by: string;
  readonly reason: string;
};
export type SilenceSeen = {
  readonly id: string;
  readonly state: 'active' | 'pending' | 'expired';
};

/** Silences of Alertmanager: it makes a second one when it is asked twice, so nobody asks twice. */
export interface SilencePort {
  /** Gives Alertmanager's id. An answer that is lost is `outcome-unknown`: look with `find` before anything else. */
  place(ask: SilenceAsk, signal?: AbortSignal): Promise<Result<{ readonly id: string }, Fault>>;
  /** One of ours, by the mark it carries; null when there is none. One that holds comes before one that has ended. */
  find(mark: string, signal?: AbortSignal): Promise<Result<SilenceSeen | null, Fault>>;
  /** Ends it now; one that has ended is as wanted. */
  lift(id: string, signal?: AbortSignal): Promise<Result<void, Fault>>;
  close(): Promise<void>;
}
