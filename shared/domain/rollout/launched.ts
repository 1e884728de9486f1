import type { LaunchPlan, Step } from '../plan/launch-plan.ts';

/**
 * The steps that make the launch: up to the last one that moves traffic. What comes after it, deleting stable or
 * making the next launch's stable, is done in a launched launch. All of them where none moves traffic.
 */
export function launchingSteps({ steps }: Pick<LaunchPlan, 'steps'>): readonly Step[] {
  const last = steps.findLastIndex(({ stagePercent }) => stagePercent !== undefined);
  return last < 0 ? steps : steps.slice(0, last + 1);
}
