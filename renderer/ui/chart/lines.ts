import type uPlot from 'uplot';
import { ratio } from './ink.ts';

/** A picture's place on its canvas, and what it spans. */
export type Frame = {
  /** Canvas pixels. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** In the unit of the times. */
  readonly from: number;
  readonly until: number;
  /** The value at its upper end; zero is at its lower end. */
  readonly top: number;
};

/** What a line is traced with: the context of a canvas. */
export type Pen = { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void };

/** CSS pixels. */
const WIDTH = 2;

/**
 * Traces values over their times in whole canvas pixels. Where there are more values than columns of pixels, a column has
 * what can be seen in it: its first value, its greatest, its least and its last. A missing value ends the line, the next
 * one begins another, a pixel before its place: so one that stands alone can be seen.
 */
export function trace(
  pen: Pen,
  times: ArrayLike<number>,
  values: ArrayLike<number | null | undefined>,
  { box, from, until, top }: Frame,
): void {
  const perTime = box.width / (until - from);
  const perUnit = box.height / top;
  const foot = box.top + box.height;
  let column: number | null = null;
  let penY = 0;
  let high = 0;
  let low = 0;
  let last = 0;
  const endColumn = (): void => {
    if (column === null) return;
    for (const y of [high, low, last]) {
      if (y !== penY) pen.lineTo(column, y);
      penY = y;
    }
  };
  for (let n = 0; n < times.length; n += 1) {
    const time = times[n] as number;
    if (time < from || time > until) continue;
    const value = values[n];
    if (value === null || value === undefined) {
      endColumn();
      column = null;
      continue;
    }
    const x = Math.round(box.left + (time - from) * perTime);
    const y = Math.round(foot - value * perUnit);
    if (x === column) {
      last = y;
      high = Math.min(high, y);
      low = Math.max(low, y);
      continue;
    }
    endColumn();
    if (column === null) pen.moveTo(x - 1, y);
    pen.lineTo(x, y);
    column = x;
    penY = y;
    high = y;
    low = y;
    last = y;
  }
  endColumn();
}

/** Draws one of the plot's lines. uPlot's own have round joins, which take half as much time again to fill. */
export function drawValues({ ctx, bbox, data, scales }: uPlot, line: number, color: string): void {
  const values = data[line];
  if (values === undefined) return;
  ctx.strokeStyle = color;
  ctx.lineWidth = WIDTH * ratio();
  ctx.setLineDash([]);
  ctx.lineCap = 'square';
  ctx.lineJoin = 'miter';
  // A peak that is pointed would reach over a limit that its value doesn't.
  ctx.miterLimit = 2;
  ctx.beginPath();
  const { x, y } = scales;
  trace(ctx, data[0], values, { box: bbox, from: x?.min ?? 0, until: x?.max ?? 1, top: y?.max ?? 1 });
  ctx.stroke();
}
