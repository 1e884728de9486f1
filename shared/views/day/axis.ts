import { Temporal } from 'temporal-polyfill';
import { dateText, minuteTime } from '../format/wall-time.ts';
import type { Span } from './span.ts';

export type AxisTick = { readonly at: number; readonly text: string };
export type Night = { readonly fromAt: number; readonly toAt: number };
/** A change of the wall clocks, e.g. `clocks set forward 1 h`. */
export type ClockChange = { readonly at: number; readonly text: string };
export type Axis = {
  readonly ticks: readonly AxisTick[];
  /** Where a day begins, with its date; the first is where the span begins. */
  readonly days: readonly AxisTick[];
  readonly nights: readonly Night[];
  readonly changes: readonly ClockChange[];
};

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const steps = [1, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, DAY_MINUTES] as const;
const NIGHT = { from: 22, to: 6 } as const;

const dateAt = (at: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(Math.round(at)).toZonedDateTimeISO(zone).toPlainDate();

const wallAt = (date: Temporal.PlainDate, minuteOfDay: number, zone: string): number =>
  date.toPlainDateTime({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 }).toZonedDateTime(zone)
    .epochMilliseconds;

/** A tick of the axis; none where the wall time doesn't exist. */
function evenAt(date: Temporal.PlainDate, minuteOfDay: number, zone: string): number {
  const at = wallAt(date, minuteOfDay, zone);
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return hour * 60 + minute === minuteOfDay ? at : Number.NaN;
}

/** The dates a span touches, the one before it first. */
function datesOf({ fromAt, toAt }: Span, zone: string): readonly Temporal.PlainDate[] {
  const last = dateAt(toAt, zone);
  const found: Temporal.PlainDate[] = [];
  for (
    let date = dateAt(fromAt, zone).subtract({ days: 1 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  )
    found.push(date);
  return found;
}

/** The time axis in the launch's zone: even wall times at least `apartPx` apart, days, nights and changes of the clocks. */
export function axisOf(span: Span, zone: string, widthPx: number, apartPx = 64): Axis {
  const isInside = (at: number): boolean => at >= span.fromAt && at <= span.toAt;
  const minutes = (span.toAt - span.fromAt) / MINUTE_MS;
  const step = steps.find((candidate) => (candidate / minutes) * widthPx >= apartPx) ?? DAY_MINUTES;
  const dates = datesOf(span, zone);
  const ticks = dates.flatMap((date) =>
    Array.from({ length: Math.ceil(DAY_MINUTES / step) }, (_, index) => evenAt(date, index * step, zone)),
  );
  const begins = dates.map((date) => wallAt(date, 0, zone)).filter(isInside);
  return {
    ticks: [...new Set(ticks)].filter(isInside).map((at) => ({ at, text: minuteTime(at, zone) })),
    days: [span.fromAt, ...begins].map((at) => ({ at, text: dateText(at, zone) })),
    nights: dates
      .map((date) => ({
        fromAt: Math.max(span.fromAt, wallAt(date, NIGHT.from * 60, zone)),
        toAt: Math.min(span.toAt, wallAt(date.add({ days: 1 }), NIGHT.to * 60, zone)),
      }))
      .filter(({ fromAt, toAt }) => fromAt < toAt),
    changes: changesIn(span, zone),
  };
}

/** Where the wall clocks change within a span (reconciled 6). */
export function changesIn({ fromAt, toAt }: Span, zone: string): readonly ClockChange[] {
  const found: ClockChange[] = [];
  let from = Temporal.Instant.fromEpochMilliseconds(Math.round(fromAt)).toZonedDateTimeISO(zone);
  for (;;) {
    const next = from.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > toAt) return found;
    const before = next.subtract({ milliseconds: 1 });
    const minutes = (next.offsetNanoseconds - before.offsetNanoseconds) / 60e9;
    const length = Math.abs(minutes) % 60 === 0 ? `${Math.abs(minutes) / 60} h` : `${Math.abs(minutes)} min`;
    found.push({ at: next.epochMilliseconds, text: `clocks set ${minutes > 0 ? 'forward' : 'back'} ${length}` });
    from = next;
  }
}
