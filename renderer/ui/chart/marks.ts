import type uPlot from 'uplot';
import type { EventMark } from '#shared/views/event-marks.ts';
import type { TimeSpan } from '#shared/views/signals/series.ts';
import { drawLine, ratio } from './ink.ts';
import { drawWord, word } from './words.ts';

export type Mark = { readonly at: number; readonly label: string; readonly kind?: EventMark['kind'] };
export type Limit = { readonly value: number; readonly label: string; readonly tone: 'watch' | 'act' };
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

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** Deployments, decisions and what else happened as upright lines; where their labels stand. */
export function drawMarks(plot: uPlot, colors: Colors, { marks, fontPx }: Decor): readonly Box[] {
  const { ctx, bbox } = plot;
  // Labels that would run into one another go down a row; near the right end they stand left of their line.
  const rowEnds: number[] = [];
  const rowHigh = fontPx * 1.35 * ratio();
  const boxes: Box[] = [];
  for (const mark of marks) {
    const x = plot.valToPos(mark.at, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const { color, dash } = inks[mark.kind ?? 'stage'];
    drawLine(plot, colors(color), dash, [x, bbox.top], [x, bbox.top + bbox.height]);
    const label = word(mark.label, { px: fontPx, weight: 500, color: colors(color === 'mark' ? 'text-2' : color) });
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

/** Where a label is free of those before it: at the left end of its line, at the right one, else beside whatever is there. */
export function labelLeft(taken: readonly Box[], label: Box, rightEnd: number, gap: number): number {
  const width = label.right - label.left;
  const inTheWay = (left: number): Box | undefined =>
    taken.find(
      (box) =>
        box.top < label.bottom && box.bottom > label.top && box.left < left + width + gap && box.right + gap > left,
    );
  if (inTheWay(label.left) === undefined) return label.left;
  if (inTheWay(rightEnd - width) === undefined) return rightEnd - width;
  let left = label.left;
  for (let box = inTheWay(left); box !== undefined; box = inTheWay(left)) left = box.right + gap;
  return left;
}

/** Limits as level lines, each with its label, which keeps off the `others`. */
export function drawLimits(plot: uPlot, colors: Colors, { limits, fontPx }: Decor, others: readonly Box[]): void {
  const { ctx, bbox } = plot;
  const max = plot.scales.y?.max ?? 0;
  const taken = [...others];
  const high = (fontPx + 4) * ratio();
  for (const { value, label, tone } of limits) {
    if (value > max) continue;
    const y = plot.valToPos(value, 'y', true);
    drawLine(plot, colors(tone), [7, 5], [bbox.left, y], [bbox.left + bbox.width, y]);
    const text = word(label, { px: fontPx + 1, weight: 600, color: colors(tone) });
    // Under its line where there is no room above it.
    const hasRoom = y - bbox.top > (fontPx + 6) * ratio();
    const foot = y + (hasRoom ? -3 * ratio() : 3 * ratio() + high);
    const left = bbox.left + 4 * ratio();
    const wanted = { left, right: left + text.width, top: foot - high, bottom: foot };
    const at = labelLeft(taken, wanted, bbox.left + bbox.width - 4 * ratio(), 8 * ratio());
    taken.push({ ...wanted, left: at, right: at + wanted.right - wanted.left });
    drawWord(ctx, text, at, hasRoom ? y - 3 * ratio() - text.height : y + 3 * ratio());
  }
}

/** Where a part of the data was missing: a broken line along the foot, and the words once. */
export function drawPartial(plot: uPlot, colors: Colors, spans: readonly TimeSpan[], fontPx: number): void {
  const { ctx, bbox } = plot;
  const bottom = bbox.top + bbox.height - 2 * ratio();
  const text = word('in part', { px: fontPx, weight: 600, color: colors('watch') });
  for (const { from, until } of spans) {
    const left = Math.max(bbox.left, plot.valToPos(from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(until, 'x', true) + 3 * ratio());
    if (right <= left) continue;
    drawLine(plot, colors('watch'), [3, 3], [left, bottom], [right, bottom], 4);
    drawWord(ctx, text, Math.min(left, bbox.left + bbox.width - text.width), bottom - 4 * ratio() - text.height);
  }
}
