import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/** `isSuppressed`: silenced, or inhibited by another alert. */
export type AlertSeen = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly isSuppressed: boolean;
};

/** The alerts that Alertmanager knows of now. */
export interface AlertPort {
  /** Those that fit every matcher, e.g. `severity="critical"`; without matchers all. */
  firing(matchers: readonly string[], signal?: AbortSignal): Promise<Result<readonly AlertSeen[], Fault>>;
  close(): Promise<void>;
}
