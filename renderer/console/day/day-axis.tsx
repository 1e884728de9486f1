import type { Axis } from '#shared/views/day/axis.ts';
import type { HoldSpan } from '#shared/views/day/holds.ts';
import type { Span } from '#shared/views/day/span.ts';
import { spoken } from '#shared/views/format/duration.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';

type Props = {
  readonly axis: Axis;
  readonly span: Span;
  readonly width: number;
  readonly zone: string;
  readonly now: number;
  readonly tZeroAt: number;
  readonly plannedTZeroAt: number;
  readonly holds: readonly HoldSpan[];
};

/** Behind the lanes: hours, dates, nights, holds as gaps, changes of the clocks, T-0 and now. */
export function DayAxis({ axis, span, width, zone, now, tZeroAt, plannedTZeroAt, holds }: Props) {
  const x = (at: number): number => ((at - span.fromAt) / (span.toAt - span.fromAt)) * width;
  const isInside = (at: number): boolean => at >= span.fromAt && at <= span.toAt;
  const isMoved = Math.abs(tZeroAt - plannedTZeroAt) >= 60_000;
  return (
    <div aria-hidden="true">
      {axis.nights.map(({ fromAt, toAt }) => (
        <i key={fromAt} className="day-night" style={{ left: x(fromAt), width: x(toAt) - x(fromAt) }} />
      ))}
      {holds
        .filter(({ fromAt, toAt }) => toAt > span.fromAt && fromAt < span.toAt)
        .map(({ fromAt, toAt, isOpen }) => {
          const left = Math.max(0, x(fromAt));
          const wide = Math.max(3, Math.min(width, x(toAt)) - left);
          return (
            <i key={fromAt} className={`day-hold ${isOpen ? 'day-hold-open' : ''}`} style={{ left, width: wide }}>
              {wide > 70 ? <b className="num">hold {spoken(toAt - fromAt)}</b> : null}
            </i>
          );
        })}
      {axis.days.map(({ at, text }, index) =>
        index === 0 && x(axis.days[1]?.at ?? span.toAt) < 84 ? null : (
          <span key={at} className={`day-date ${index === 0 ? 'day-date-first' : ''}`} style={{ left: x(at) }}>
            {text}
          </span>
        ),
      )}
      {axis.ticks.map(({ at, text }) => (
        <span key={at} className="day-tick num" style={{ left: x(at) }}>
          <b>{text}</b>
        </span>
      ))}
      {axis.changes.map(({ at, text }) => (
        <Flag key={at} x={x(at)} width={width} look="change" text={text} />
      ))}
      {isMoved && isInside(plannedTZeroAt) ? (
        <i className="day-line day-line-planned" style={{ left: x(plannedTZeroAt) }} />
      ) : null}
      {isInside(tZeroAt) ? (
        <Flag
          x={x(tZeroAt)}
          width={width}
          look="zero"
          text={`T-0 ${minuteTime(tZeroAt, zone)}`}
          isLeft={now > tZeroAt}
        />
      ) : null}
      {isInside(now) ? (
        <Flag x={x(now)} width={width} look="now" text={`now ${minuteTime(now, zone)}`} isLeft={now <= tZeroAt} />
      ) : null}
    </div>
  );
}

type FlagProps = {
  readonly x: number;
  readonly width: number;
  readonly look: 'now' | 'zero' | 'change';
  readonly text: string;
  readonly isLeft?: boolean;
};

/** A line through all lanes with its words on top, on the side where there is room. */
function Flag({ x, width, look, text, isLeft = false }: FlagProps) {
  const turns = isLeft ? x > 90 : x > width - 150;
  return (
    <i className={`day-line day-line-${look}`} style={{ left: x }}>
      <b className={`num ${turns ? 'day-flag-left' : ''}`}>{text}</b>
    </i>
  );
}
