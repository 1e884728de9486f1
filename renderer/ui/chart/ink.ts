import type uPlot from 'uplot';

export const ratio = (): number => window.devicePixelRatio || 1;
export const font = (px: number, weight: number): string => `${weight} ${px * ratio()}px "Inter Variable", sans-serif`;

/** A straight line in canvas pixels; `dash` and `width` in CSS pixels. */
export function drawLine(
  plot: uPlot,
  color: string,
  dash: readonly number[],
  from: readonly [number, number],
  to: readonly [number, number],
  width = 1,
): void {
  const { ctx } = plot;
  ctx.strokeStyle = color;
  ctx.lineWidth = width * ratio();
  ctx.setLineDash(dash.map((part) => part * ratio()));
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}
