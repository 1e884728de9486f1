import type { ObservationBatch } from '../contract/observations.ts';
import { spoken } from './format/duration.ts';

/** Something that every screen and view must say. */
export type Alarm = { readonly id: string; readonly title: string; readonly text: string; readonly since: number };

/** What is an alarm by itself, on whatever screen: what the public is told is not what our own checks see. */
export function alarms(latest: ObservationBatch | null, now: number): readonly Alarm[] {
  const { disagreement = null } = latest ?? {};
  if (disagreement === null || !disagreement.isAlarm) return [];
  const { since, text } = disagreement;
  const title = `status page disagrees for ${spoken(now - since)}`;
  return [{ id: 'disagreement', title, text, since }];
}
