import { type Lane, type LaneMark, labelNote } from '#shared/views/day/lanes.ts';
import { dayMark } from '#shared/views/day/words.ts';
import { dateText, minuteTime } from '#shared/views/format/wall-time.ts';
import type { DayThing } from '#shared/views/projection.ts';
import { DayShape } from './day-shape.tsx';
import { keyOf, openThing } from './open-thing.ts';

export const ROW_PX = 20;
/** A shape reaches so far before its moment and after it: at either end of the lane it stands whole, a little beside it. */
const BEFORE_PX = 8;
const AFTER_PX = 12;

type Props = {
  readonly lane: Lane;
  readonly zone: string;
  readonly width: number;
  readonly current: string;
  readonly onPoint: (thing: DayThing | null) => void;
  readonly onReveal: (at: number) => void;
};

/** One lane: its marks with their words, and how much of it lies before and after what is shown. */
export function DayLane({ lane, zone, width, current, onPoint, onReveal }: Props) {
  const [before] = lane.earlier;
  const [after] = lane.later;
  const names = (things: readonly DayThing[]): string =>
    things.map(({ title, projectedAt }) => `${title}, ${dateText(projectedAt, zone)}`).join('; ');
  return (
    <>
      <div className="day-lane-title">
        {lane.title}
        {before === undefined ? null : (
          <button
            type="button"
            className="day-fold num"
            title={names(lane.earlier)}
            tabIndex={-1}
            onClick={() => onReveal(before.projectedAt)}
          >
            ‹ {lane.earlier.length}
          </button>
        )}
      </div>
      <div className="day-lane" style={{ height: lane.rows * ROW_PX + 6 }}>
        {lane.marks.map((mark) => (
          <Mark
            key={keyOf(mark.thing)}
            mark={mark}
            zone={zone}
            width={width}
            isCurrent={keyOf(mark.thing) === current}
            onPoint={onPoint}
          />
        ))}
      </div>
      <div className="day-lane-later">
        {after === undefined ? null : (
          <button
            type="button"
            className="day-fold num"
            title={names(lane.later)}
            tabIndex={-1}
            onClick={() => onReveal(after.projectedAt)}
          >
            {lane.later.length} ›
          </button>
        )}
      </div>
    </>
  );
}

type MarkProps = Pick<Props, 'zone' | 'width' | 'onPoint'> & { readonly mark: LaneMark; readonly isCurrent: boolean };

function Mark({ mark, zone, width, isCurrent, onPoint }: MarkProps) {
  const { thing, x, plannedX, row, labelPx, isLeft } = mark;
  const { tone, word } = dayMark(thing);
  const note = labelNote(thing);
  const top = row * ROW_PX + 3;
  const at = Math.max(BEFORE_PX, Math.min(x, width - AFTER_PX));
  const when = `${dateText(thing.projectedAt, zone)} ${minuteTime(thing.projectedAt, zone)}`;
  const said = `${thing.title}${note === '' ? '' : ` ${note}`}, ${word}, ${when}`;
  const isPlannedShown = plannedX !== null && plannedX >= 0 && plannedX <= width;
  return (
    <>
      {isPlannedShown ? (
        <>
          <i
            className={`day-way ${tone ?? ''}`}
            style={{ left: Math.min(plannedX, x), width: Math.abs(plannedX - x), top: top + 9 }}
          />
          <i className="day-planned" style={{ left: plannedX, top: top + 4 }} />
        </>
      ) : null}
      <button
        type="button"
        data-day-mark={keyOf(thing)}
        className={`day-mark day-mark-${thing.state} ${isLeft ? 'day-mark-left' : ''}`}
        style={isLeft ? { right: width - at - BEFORE_PX, top } : { left: at - BEFORE_PX, top }}
        tabIndex={isCurrent ? 0 : -1}
        aria-label={said}
        title={said}
        onClick={() => openThing(thing)}
        onFocus={() => onPoint(thing)}
        onMouseEnter={() => onPoint(thing)}
      >
        <DayShape thing={thing} />
        {labelPx === 0 ? null : (
          <span className="day-label" style={{ maxWidth: labelPx - 16 }}>
            <span className="ellipsis">{thing.title}</span>{' '}
            {note === '' ? null : <b className={`num ${tone ?? ''}`}>{note}</b>}
          </span>
        )}
      </button>
    </>
  );
}
