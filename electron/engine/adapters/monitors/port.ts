import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

export type MonitorResult = {
  readonly isUp: boolean;
  readonly latencyMs: number;
  readonly text: string;
  readonly fault?: Fault;
};

/** Looks at something from outside, as a user would. */
export interface MonitorPort {
  check(url: string, signal?: AbortSignal): Promise<MonitorResult>;
}

/** What a status page tells the public; `indicator` is none, minor, major or critical. */
export type PublicStatus = { readonly description: string; readonly indicator: string };

/** Reads a public status page in the format that Statuspage publishes. */
export interface StatusPagePort {
  read(url: string, signal?: AbortSignal): Promise<Result<PublicStatus, Fault>>;
}
