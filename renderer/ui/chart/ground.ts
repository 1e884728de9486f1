import type uPlot from 'uplot';
import { drawLine, ratio } from './ink.ts';
import type { Decor } from './marks.ts';
import { drawWord, word } from './words.ts';

const GAP_PX = 6;

/** Room for the scale at the right of the picture, CSS pixels: nothing is drawn over the newest values. */
export const scaleWidth = (top: number, { digits, unit, fontPx }: Decor): number =>
  Math.ceil((top.toFixed(digits).length + unit.length + 1) * fontPx * 0.62) + GAP_PX;

/** Grid, values of the grid beside it and how long ago, drawn under the lines. */
export function drawGround(plot: uPlot, colors: (token: string) => string, decor: Decor, windowMs: number): void {
  const { ctx, bbox } = plot;
  const max = plot.scales.y?.max ?? 1;
  const look = { px: decor.fontPx, weight: 400, color: colors('text-3') };
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const y = bbox.top + (bbox.height * quarter) / 4;
    if (quarter > 0) drawLine(plot, colors('grid'), [], [bbox.left, y], [bbox.left + bbox.width, y]);
    if (quarter % 2 === 0) {
      const value = (max * (4 - quarter)) / 4;
      const text = word(`${value.toFixed(decor.digits)} ${decor.unit}`, look);
      drawWord(ctx, text, bbox.left + bbox.width + GAP_PX * ratio(), quarter === 0 ? y : y - text.height);
    }
  }
  const bottom = bbox.top + bbox.height;
  drawLine(plot, colors('line-strong'), [], [bbox.left, bottom], [bbox.left + bbox.width, bottom]);
  const minutes = windowMs / 60_000;
  for (let quarter = 0; quarter <= 4; quarter += 1) {
    const back = Math.round(minutes * (1 - quarter / 4));
    const text = word(quarter === 4 ? 'now' : quarter === 0 ? `-${back} min` : `-${back}`, look);
    // The first begins at the left end, the last ends at the right one, the others stand in the middle.
    const before = text.width * (quarter === 0 ? 0 : quarter === 4 ? 1 : 0.5);
    drawWord(ctx, text, bbox.left + (bbox.width * quarter) / 4 - before, bottom + 5 * ratio());
  }
}
