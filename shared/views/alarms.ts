import type { ObservationBatch } from '../contract/observations.ts';
import { spoken } from './format/duration.ts';

/** Something that every screen and view must say. */
export type Alarm = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly since: number;
  /** `for 2 minutes`: runs on, so it is kept apart from what is read out. */
  readonly lasts: string;
};

/** What is an alarm by itself, on whatever screen: what the public is told is not what our own checks see. */
export function alarms(latest: ObservationBatch | null, now: number): readonly Alarm[] {
  const { disagreement = null } = latest ?? {};
  if (disagreement === null || !disagreement.isAlarm) return [];
  const { since, text } = disagreement;
  return [{ id: 'disagreement', title: 'status page disagrees', text, since, lasts: `for ${spoken(now - since)}` }];
}
