import type { PackContent } from '../schema/pack.ts';
import { offsetOf } from '../words.ts';

/** The pack with the planned time of every step, in milliseconds from T-0. */
export type PlannedTimes = {
  readonly content: PackContent;
  /** Minutes after midnight of T-0. */
  readonly tZero: number;
  readonly steps: ReadonlyMap<string, number>;
};

export function plannedTimes(content: PackContent): PlannedTimes {
  const [hour = 0, minute = 0] = content.clock.tZero.split(':').map(Number);
  const tZero = hour * 60 + minute;
  return { content, tZero, steps: new Map(content.steps.map((step) => [step.id, offsetOf(step.at, tZero)])) };
}
