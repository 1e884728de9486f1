import type { LaunchPlan } from '../plan/launch-plan.ts';
import { momentAt } from './moments.ts';
import type { ClockState, LaunchWindowAt } from './state.ts';

/** The pack's launch window for a T-0, epoch ms; null when the pack sets none (reconciled 7). */
export const windowOf = (plan: LaunchPlan, clock: ClockState): LaunchWindowAt | null =>
  plan.window === null
    ? null
    : {
        earliestAt: momentAt(clock, plan.timeZone, plan.window.earliest),
        latestAt: momentAt(clock, plan.timeZone, plan.window.latest),
      };
