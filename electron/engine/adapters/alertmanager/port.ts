import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { AlertSeen } from '../alert-seen.ts';

/** The alerts that Alertmanager knows of now. */
export interface AlertPort {
  /** Those that fit every matcher, e.g. `severity="critical"`; without matchers all. */
  firing(matchers: readonly string[], signal?: AbortSignal): Promise<Result<readonly AlertSeen[], Fault>>;
  close(): Promise<void>;
}
