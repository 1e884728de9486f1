import type uPlot from 'uplot';
import { drawLine, font, ratio } from './ink.ts';
import type { Decor } from './marks.ts';

const GAP_PX = 6;

/** Room for the scale at the right of the picture, CSS pixels: nothing is drawn over the newest values. */
export const scaleWidth = (top: number, { digits, unit, fontPx }: Decor): number =>
  Math.ceil((top.toFixed(digits).length + unit.length + 1) * fontPx * 0.62) + GAP_PX;

/** Grid, values of the grid beside it and how long ago, drawn under the lines. */
export function drawGround(
  plot: uPlot,
  colors: (token: string) => string,
  decor: Decor,
  span: { readonly from: number; readonly to: number },
): void {
  const { ctx, bbox } = plot;
  const max = plot.scales.y?.max ?? 1;
  ctx.save();
  ctx.font = font(decor.fontPx, 400);
  ctx.fillStyle = colors('text-3');
  ctx.textAlign = 'left';
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const y = bbox.top + (bbox.height * quarter) / 4;
    if (quarter > 0) drawLine(plot, colors('grid'), [], [bbox.left, y], [bbox.left + bbox.width, y]);
    if (quarter % 2 === 0) {
      const value = (max * (4 - quarter)) / 4;
      ctx.textBaseline = quarter === 0 ? 'top' : 'bottom';
      ctx.fillText(`${value.toFixed(decor.digits)} ${decor.unit}`, bbox.left + bbox.width + GAP_PX * ratio(), y);
    }
  }
  const bottom = bbox.top + bbox.height;
  drawLine(plot, colors('line-strong'), [], [bbox.left, bottom], [bbox.left + bbox.width, bottom]);
  ctx.textBaseline = 'top';
  const minutes = (span.to - span.from) / 60_000;
  for (let quarter = 0; quarter <= 4; quarter += 1) {
    ctx.textAlign = quarter === 0 ? 'left' : quarter === 4 ? 'right' : 'center';
    const back = Math.round(minutes * (1 - quarter / 4));
    const text = quarter === 4 ? 'now' : quarter === 0 ? `-${back} min` : `-${back}`;
    ctx.fillText(text, bbox.left + (bbox.width * quarter) / 4, bottom + 5 * ratio());
  }
  ctx.restore();
}
