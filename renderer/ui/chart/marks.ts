import type uPlot from 'uplot';
import type { EventMark } from '#shared/views/event-marks.ts';
import type { TimeSpan } from '#shared/views/signals/series.ts';
import { drawLine, ratio } from './ink.ts';
import type { Box, Limit } from './limits.ts';
import { drawWord, word } from './words.ts';

export type Mark = { readonly at: number; readonly label: string; readonly kind?: EventMark['kind'] };
export type Decor = {
  readonly marks: readonly Mark[];
  /** All of them; those within the picture are drawn. */
  readonly limits: readonly Limit[];
  /** The value of the limit that matters now: the picture reaches it. */
  readonly reach: number | null;
  readonly unit: string;
  readonly digits: number;
  /** Size of the small print in CSS pixels. */
  readonly fontPx: number;
};
type Colors = (token: string) => string;

/** More rows of labels than this hide the lines: further marks are lines alone. */
const LABEL_ROWS = 3;
const inks: Readonly<Record<EventMark['kind'], { readonly color: string; readonly dash: readonly number[] }>> = {
  stage: { color: 'mark', dash: [2, 4] },
  deployment: { color: 'mark', dash: [1, 5] },
  flag: { color: 'mark', dash: [1, 5] },
  decision: { color: 'act', dash: [6, 3] },
  rollback: { color: 'act', dash: [] },
  outside: { color: 'watch', dash: [3, 3] },
};

/** Where a mark's line is, in canvas pixels; null where it is not in the picture. */
function lineOf({ bbox, valToPos }: uPlot, { at }: Mark): number | null {
  const x = valToPos(at, 'x', true);
  return x < bbox.left || x > bbox.left + bbox.width ? null : x;
}

/** Deployments, decisions and what else happened as upright lines. */
export function drawMarkLines(plot: uPlot, colors: Colors, { marks }: Decor): void {
  const { top, height } = plot.bbox;
  for (const mark of marks) {
    const x = lineOf(plot, mark);
    const { color, dash } = inks[mark.kind ?? 'stage'];
    if (x !== null) drawLine(plot, colors(color), dash, [x, top], [x, top + height]);
  }
}

/** What happened in words, at the head of its line; where the words stand. */
export function drawMarkLabels(plot: uPlot, colors: Colors, { marks, fontPx }: Decor): readonly Box[] {
  const { ctx, bbox } = plot;
  // Labels that would run into one another go down a row; near the right end they stand left of their line.
  const rowEnds: number[] = [];
  const rowHigh = fontPx * 1.35 * ratio();
  const boxes: Box[] = [];
  for (const mark of marks) {
    const x = lineOf(plot, mark);
    if (x === null) continue;
    const ink = inks[mark.kind ?? 'stage'].color;
    const color = colors(ink === 'mark' ? 'text-2' : ink);
    const label = word(mark.label, { px: fontPx, weight: 500, color, halo: colors('panel') });
    const { width } = label;
    const isLate = x + width + 6 * ratio() > bbox.left + bbox.width;
    const from = isLate ? x - width - 5 * ratio() : x + 5 * ratio();
    let row = 0;
    while (from < (rowEnds[row] ?? 0)) row += 1;
    if (row >= LABEL_ROWS) continue;
    rowEnds[row] = from + width + 6 * ratio();
    const top = bbox.top + rowHigh * row;
    boxes.push({ left: from, right: from + width, top, bottom: top + rowHigh });
    drawWord(ctx, label, from, top);
  }
  return boxes;
}

/** Where a part of the data was missing: a broken line along the foot, and the words once. */
export function drawPartial(plot: uPlot, colors: Colors, spans: readonly TimeSpan[], fontPx: number): void {
  const { ctx, bbox } = plot;
  const bottom = bbox.top + bbox.height - 2 * ratio();
  const text = word('in part', { px: fontPx, weight: 600, color: colors('watch'), halo: colors('panel') });
  for (const { from, until } of spans) {
    const left = Math.max(bbox.left, plot.valToPos(from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(until, 'x', true) + 3 * ratio());
    if (right <= left) continue;
    drawLine(plot, colors('watch'), [3, 3], [left, bottom], [right, bottom], 4);
    drawWord(ctx, text, Math.min(left, bbox.left + bbox.width - text.width), bottom - 4 * ratio() - text.height);
  }
}
