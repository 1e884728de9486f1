import type { ClockState } from '#shared/domain/clock/state.ts';
import { projectedClock } from '../projection/day-clock.ts';
import type { DayThing, Projection } from '../projection.ts';

/** What the picture of the day shows: from when to when, epoch ms. */
export type Span = { readonly fromAt: number; readonly toAt: number };
export type Zoom = 'day' | 'hours' | 'launch';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** No closer than a quarter of an hour, no wider than a fortnight. */
const CLOSEST_MS = 15 * MINUTE_MS;
const WIDEST_MS = 14 * 24 * HOUR_MS;

/** The first and last thing of the day; what is more than a day after T-0 is folded away. */
export function daySpan(things: readonly DayThing[], clock: ClockState, now: number): Span {
  const { tZeroAt } = projectedClock(clock, now);
  const lastAt = tZeroAt + 24 * HOUR_MS;
  const times = things.flatMap(({ plannedAt, projectedAt }) => [plannedAt, projectedAt]);
  const firstAt = Math.min(tZeroAt - HOUR_MS, ...times);
  return { fromAt: firstAt - HOUR_MS, toAt: lastAt + 2 * HOUR_MS };
}

/** The span of a zoom: the whole day, some hours around now, the hour of the launch. */
export function spanOf(zoom: Zoom, { things }: Projection, clock: ClockState, now: number): Span {
  if (zoom === 'day') return daySpan(things, clock, now);
  if (zoom === 'hours') return { fromAt: now - 2 * HOUR_MS, toAt: now + 6 * HOUR_MS };
  const { tZeroAt } = projectedClock(clock, now);
  return { fromAt: tZeroAt - 70 * MINUTE_MS, toAt: tZeroAt + 40 * MINUTE_MS };
}

/** Closer (a factor below 1) or wider, around a moment that keeps its place. */
export function zoomed({ fromAt, toAt }: Span, factor: number, aroundAt: number): Span {
  const widthMs = Math.min(WIDEST_MS, Math.max(CLOSEST_MS, (toAt - fromAt) * factor));
  const isInside = aroundAt > fromAt && aroundAt < toAt;
  const share = isInside ? (aroundAt - fromAt) / (toAt - fromAt) : 0.5;
  const middle = isInside ? aroundAt : (fromAt + toAt) / 2;
  const begin = middle - share * widthMs;
  return { fromAt: begin, toAt: begin + widthMs };
}

/** Moved along by a share of its width. */
export const panned = ({ fromAt, toAt }: Span, share: number): Span => {
  const byMs = (toAt - fromAt) * share;
  return { fromAt: fromAt + byMs, toAt: toAt + byMs };
};

/** The same width, moved no further than needed to show a moment. */
export function showing(span: Span, at: number): Span {
  const widthMs = span.toAt - span.fromAt;
  const edgeMs = widthMs * 0.08;
  if (at < span.fromAt) return { fromAt: at - edgeMs, toAt: at - edgeMs + widthMs };
  if (at > span.toAt) return { fromAt: at + 3 * edgeMs - widthMs, toAt: at + 3 * edgeMs };
  return span;
}
