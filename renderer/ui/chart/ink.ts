import type uPlot from 'uplot';

export const ratio = (): number => window.devicePixelRatio || 1;

/** A straight line in canvas pixels; `dash` and `width` in CSS pixels. */
export function drawLine(
  { ctx }: uPlot,
  color: string,
  dash: readonly number[],
  from: readonly [number, number],
  to: readonly [number, number],
  width = 1,
): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = width * ratio();
  ctx.lineCap = 'butt';
  ctx.setLineDash(dash.map((part) => part * ratio()));
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}
