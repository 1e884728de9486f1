import { spoken } from '../format/duration.ts';
import type { DayThing } from '../projection.ts';
import type { Progress } from '../tone.ts';

/** How a thing of the day stands, as colour and word: red only where a list, a decision or a step waits for a person. */
export function dayMark({ state, isOverdue, kind, entry }: DayThing): Progress {
  if (state === 'done') return { tone: 'good', word: 'done' };
  if (state === 'now') return { tone: null, word: 'now' };
  if (state === 'to-come') return { tone: null, word: 'later' };
  const isDuty = kind !== 'checkpoint' && (kind !== 'entry' || (entry?.gate ?? entry?.checklist) !== undefined);
  return isOverdue ? { tone: isDuty ? 'act' : 'watch', word: 'overdue' } : { tone: 'watch', word: 'late' };
}

/** `+20 min`; empty below a minute. */
export const lateText = ({ lateMs }: Pick<DayThing, 'lateMs'>): string => {
  const minutes = Math.floor(lateMs / 60_000);
  return minutes < 1 ? '' : `+${spoken(minutes * 60_000)}`;
};
