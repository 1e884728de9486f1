import type { LaunchPlan } from '../plan/launch-plan.ts';
import type { ClockTime } from '../plan/when.ts';
import { clockTrouble } from './moments.ts';
import { type ClockState, withTZero } from './state.ts';

type Named = { readonly title: string; readonly clock?: ClockTime | undefined };

const named = (plan: LaunchPlan): readonly Named[] => [
  ...plan.timeline,
  ...plan.gates,
  ...plan.checklists,
  ...plan.checklists.flatMap((list) => list.sections.flatMap((section) => section.items)),
  ...plan.checkpoints,
];

/** What could not be kept of the plan's clock times if T-0 were moved there; empty when all can (reconciled 6). */
export function clockTroubles(plan: LaunchPlan, clock: ClockState, tZeroAt: number): readonly string[] {
  const anchorAt = withTZero(clock, tZeroAt).anchorAt;
  return named(plan).flatMap(({ title, clock: time }) => {
    const trouble = time === undefined ? null : clockTrouble(anchorAt, plan.timeZone, time);
    return trouble === null ? [] : [`"${title}": ${trouble}.`];
  });
}
