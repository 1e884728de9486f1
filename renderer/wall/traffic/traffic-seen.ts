import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Expected } from '#shared/views/expected-traffic.ts';
import type { SignalPoint } from '#shared/views/signals/point.ts';

/** What every panel of the screen is given. */
export type TrafficSeen = {
  readonly plan: LaunchPlan;
  readonly state: LaunchState;
  readonly latest: ObservationBatch | null;
  readonly points: readonly SignalPoint[];
  /** The newest of them that is known, while it may be believed. */
  readonly point: SignalPoint | null;
  readonly expected: Expected;
  readonly now: number;
  /** How long a value may be believed, launch time in ms. */
  readonly freshMs: number;
};
