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
