import type uPlot from 'uplot';
import { drawLine, ratio } from './ink.ts';
import type { Decor } from './marks.ts';
import { drawWord, word } from './words.ts';

export type Limit = { readonly value: number; readonly label: string; readonly tone: 'watch' | 'act' };
/** Canvas pixels. */
export type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
type Colors = (token: string) => string;
type Size = { readonly width: number; readonly height: number };

const overlaps = (one: Box, other: Box, gap: number): boolean =>
  one.top < other.bottom && one.bottom > other.top && one.left < other.right + gap && one.right + gap > other.left;

/**
 * Where the label of a level line at `y` stands: above the line, else under it, at its left end, else at its right one, else
 * beside what is there; free of what is `taken` and within the picture. Where nothing is free, above its left end.
 */
export function labelBox(taken: readonly Box[], { width, height }: Size, y: number, picture: Box, gap: number): Box {
  const at = (left: number, top: number): Box => ({ left, right: left + width, top, bottom: top + height });
  const rows = [y - height, y].filter((top) => top >= picture.top && top + height <= picture.bottom);
  const ends = [picture.left, picture.right - width];
  const beside = taken.map(({ right }) => right + gap).filter((left) => left + width <= picture.right);
  const spots = [ends, beside].flatMap((lefts) => rows.flatMap((top) => lefts.map((left) => at(left, top))));
  return (
    spots.find((spot) => !taken.some((other) => overlaps(spot, other, gap))) ?? at(picture.left, rows[0] ?? picture.top)
  );
}

/** Limits that are in the picture, with their height in it, the highest first: its label has the least choice. */
const within = (plot: uPlot, { limits }: Decor): readonly (Limit & { readonly y: number })[] =>
  limits
    .filter(({ value }) => value <= (plot.scales.y?.max ?? 0))
    .map((limit) => ({ ...limit, y: plot.valToPos(limit.value, 'y', true) }))
    .toSorted((a, b) => a.y - b.y);

/** Limits as level lines. */
export function drawLimitLines(plot: uPlot, colors: Colors, decor: Decor): void {
  const { left, width } = plot.bbox;
  for (const { y, tone } of within(plot, decor)) drawLine(plot, colors(tone), [7, 5], [left, y], [left + width, y]);
}

/** Each limit in words at its line, off the other lines and the `others`. */
export function drawLimitLabels(plot: uPlot, colors: Colors, decor: Decor, others: readonly Box[]): void {
  const { ctx, bbox } = plot;
  const margin = 4 * ratio();
  const [left, right] = [bbox.left + margin, bbox.left + bbox.width - margin];
  const picture = { left, right, top: bbox.top, bottom: bbox.top + bbox.height };
  const shown = within(plot, decor);
  const lines = shown.map(({ y }): Box => ({ left, right, top: y - 1, bottom: y + 1 }));
  const taken = [...others];
  for (const [index, { y, label, tone }] of shown.entries()) {
    const look = { px: decor.fontPx + 1, weight: 600, color: colors(tone), halo: colors('panel') };
    const text = word(label, look);
    // Its own line touches the box, and is no obstacle.
    const size = { width: text.width, height: text.height + margin };
    const inTheWay = [...taken, ...lines.filter((_, other) => other !== index)];
    const box = labelBox(inTheWay, size, y, picture, 2 * margin);
    taken.push(box);
    // Nearer to its line than to what is beyond.
    drawWord(ctx, text, box.left, box.top + (box.top < y ? margin / 4 : (margin * 3) / 4));
  }
}
