import { dayMark, lateText } from '#shared/views/day/words.ts';
import { dateText, minuteTime } from '#shared/views/format/wall-time.ts';
import type { DayThing } from '#shared/views/projection.ts';
import { ProgressMark } from '../../ui/progress-mark.tsx';

/** One line about the mark that is pointed at, else about what comes next. */
export function DayDetail({ thing, zone }: { readonly thing: DayThing | undefined; readonly zone: string }) {
  if (thing === undefined) return <p className="day-detail dim">Nothing is in this span.</p>;
  const when = (at: number): string => `${dateText(at, zone)} ${minuteTime(at, zone)}`;
  const late = lateText(thing);
  return (
    <p className="day-detail">
      <ProgressMark {...dayMark(thing)} />
      <b className="ellipsis">{thing.title}</b>
      <span className="muted num">planned {when(thing.plannedAt)}</span>
      <span className="muted num">
        {thing.actualAt === null ? `projected ${when(thing.projectedAt)}` : `was ${when(thing.actualAt)}`}
        {late === '' ? '' : ` (${late})`}
      </span>
      <span className="muted ellipsis">{thing.cause}</span>
    </p>
  );
}
