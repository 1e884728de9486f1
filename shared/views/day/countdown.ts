import { minutesSeconds, spoken } from '../format/duration.ts';
import type { DayThing } from '../projection.ts';

const HOUR_MS = 3_600_000;

/** `in 14:32`, from an hour on `in 3 h 5 min`, `over 12 min` once its time is past; empty when it is done. */
export function countdown(thing: Pick<DayThing, 'state' | 'isOverdue' | 'dueAt' | 'projectedAt'>, now: number): string {
  if (thing.state === 'done') return '';
  if (thing.isOverdue) return `over ${spoken(now - thing.dueAt)}`;
  const leftMs = thing.projectedAt - now;
  if (leftMs <= 0) return 'now';
  return leftMs < HOUR_MS ? `in ${minutesSeconds(leftMs)}` : `in ${spoken(Math.floor(leftMs / 60_000) * 60_000)}`;
}
