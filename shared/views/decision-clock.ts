import { minutesSeconds } from './format/duration.ts';

/** The time left to decide: `06:48`; when it is over by how much, `26:00 late`; `now` where there was never any. */
export function decisionClock(dueAt: number | null, now: number): string {
  if (dueAt === null) return 'now';
  return now <= dueAt ? minutesSeconds(dueAt - now) : `${minutesSeconds(now - dueAt)} late`;
}
