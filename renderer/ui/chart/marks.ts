import type uPlot from 'uplot';

export type Mark = { readonly at: number; readonly label: string };
export type Limit = { readonly value: number; readonly label: string; readonly tone: 'watch' | 'act' };
export type Decor = {
  readonly marks: readonly Mark[];
  readonly limit: Limit | null;
  readonly unit: string;
  readonly digits: number;
  /** Size of the small print in CSS pixels. */
  readonly fontPx: number;
};
type Colors = (token: string) => string;

const ratio = (): number => window.devicePixelRatio || 1;
const font = (px: number, weight: number): string => `${weight} ${px * ratio()}px "Inter Variable", sans-serif`;

function line(plot: uPlot, color: string, dash: number[], from: [number, number], to: [number, number]): void {
  const { ctx } = plot;
  ctx.strokeStyle = color;
  ctx.lineWidth = ratio();
  ctx.setLineDash(dash.map((part) => part * ratio()));
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}

/** Grid, values of the grid and how long ago, drawn under the lines. */
export function drawGround(plot: uPlot, colors: Colors, decor: Decor, span: { from: number; to: number }): void {
  const { ctx, bbox } = plot;
  const max = plot.scales.y?.max ?? 1;
  ctx.save();
  ctx.font = font(decor.fontPx, 400);
  ctx.fillStyle = colors('text-3');
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const y = bbox.top + (bbox.height * quarter) / 4;
    if (quarter > 0) line(plot, colors('grid'), [], [bbox.left, y], [bbox.left + bbox.width, y]);
    if (quarter % 2 === 0) {
      const value = (max * (4 - quarter)) / 4;
      ctx.textBaseline = quarter === 0 ? 'top' : 'bottom';
      ctx.fillText(`${value.toFixed(decor.digits)} ${decor.unit}`, bbox.left + bbox.width, y);
    }
  }
  const bottom = bbox.top + bbox.height;
  line(plot, colors('line-strong'), [], [bbox.left, bottom], [bbox.left + bbox.width, bottom]);
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

/** Deployments and decisions as upright lines, the limit as a level one. */
export function drawMarks(plot: uPlot, colors: Colors, decor: Decor): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  ctx.font = font(decor.fontPx, 500);
  // Labels that would run into one another go down a row; near the right end they stand left of their line.
  const rowEnds: number[] = [];
  const inOrder = [...decor.marks].sort((a, b) => a.at - b.at);
  for (const mark of inOrder) {
    const x = plot.valToPos(mark.at / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    line(plot, colors('mark'), [2, 4], [x, bbox.top], [x, bbox.top + bbox.height]);
    const width = ctx.measureText(mark.label).width;
    const isLate = x > bbox.left + bbox.width * 0.84;
    const from = isLate ? x - width - 5 * ratio() : x + 5 * ratio();
    let row = isLate ? 1 : 0;
    while (from < (rowEnds[row] ?? 0)) row += 1;
    rowEnds[row] = from + width + 6 * ratio();
    ctx.fillStyle = colors('text-2');
    ctx.fillText(mark.label, from, bbox.top + decor.fontPx * 1.4 * row * ratio());
  }
  if (decor.limit) {
    ctx.textAlign = 'left';
    const y = plot.valToPos(decor.limit.value, 'y', true);
    line(plot, colors(decor.limit.tone), [7, 5], [bbox.left, y], [bbox.left + bbox.width, y]);
    ctx.fillStyle = colors(decor.limit.tone);
    ctx.font = font(decor.fontPx + 1, 600);
    ctx.textBaseline = 'bottom';
    ctx.fillText(decor.limit.label, bbox.left + 4 * ratio(), y - 4 * ratio());
  }
  ctx.restore();
}
