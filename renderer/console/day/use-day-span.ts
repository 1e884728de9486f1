import { useEffect, useState } from 'react';
import type { ClockState } from '#shared/domain/clock/state.ts';
import { panned, type Span, showing, spanOf, type Zoom, zoomed } from '#shared/views/day/span.ts';
import type { Projection } from '#shared/views/projection.ts';
import { isPlainKey } from '../keys/is-plain-key.ts';

export type DaySpan = {
  readonly span: Span;
  /** Null once it was moved by hand. */
  readonly zoom: Zoom | null;
  readonly choose: (zoom: Zoom) => void;
  readonly closer: () => void;
  readonly wider: () => void;
  /** Moves no further than needed to show a moment. */
  readonly reveal: (at: number) => void;
};

/** What the picture shows: a zoom that goes along with the clock, until it is moved; + and - zoom, arrow keys pan. */
export function useDaySpan(day: Projection, clock: ClockState, now: number): DaySpan {
  const [zoom, setZoom] = useState<Zoom | null>('day');
  const [own, setOwn] = useState<Span>({ fromAt: 0, toAt: 1 });
  const span = zoom === null ? own : spanOf(zoom, day, clock, now);
  const move = (next: Span): void => {
    setOwn(next);
    setZoom(null);
  };
  const closer = (): void => move(zoomed(span, 0.6, now));
  const wider = (): void => move(zoomed(span, 1 / 0.6, now));
  const act = (key: string): boolean => {
    if (key === '+' || key === '=') closer();
    else if (key === '-') wider();
    else if (key === 'ArrowLeft') move(panned(span, -0.15));
    else if (key === 'ArrowRight') move(panned(span, 0.15));
    else return false;
    return true;
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isPlainKey(event) && act(event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  const reveal = (at: number): void => {
    const next = showing(span, at);
    if (next !== span) move(next);
  };
  return { span, zoom, choose: setZoom, closer, wider, reveal };
}
