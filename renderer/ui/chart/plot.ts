import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from '#shared/views/signals/series.ts';
import { drawSoon, forget } from './draw-queue.ts';
import { drawGround, scaleWidth } from './ground.ts';
import { type Decor, drawLimits, drawMarks, drawPartial } from './marks.ts';
import { plotColors } from './plot-colors.ts';
import { upperEnd } from './scale.ts';

export type Plotted = {
  readonly series: Series;
  readonly decor: Decor;
  readonly now: number;
  readonly windowMs: number;
  /** The chart's upper end is at least this. */
  readonly least: number;
};

const dataOf = (series: Series): uPlot.AlignedData => [
  series.times.map((at) => at / 1000),
  ...series.lines.map((line) => [...line.values]),
];

const options = (
  element: HTMLElement,
  current: () => Plotted,
  span: () => { readonly from: number; readonly to: number },
): uPlot.Options => {
  const colors = plotColors(element);
  const { series, decor } = current();
  const top = (): number =>
    upperEnd(
      current().series.lines.map((line) => line.values),
      current().decor.reach,
      current().least,
    );
  return {
    width: Math.max(10, element.clientWidth),
    height: Math.max(10, element.clientHeight),
    padding: [3, () => scaleWidth(top(), current().decor), decor.fontPx + 10, 0],
    cursor: { show: false },
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: { x: { range: () => [span().from / 1000, span().to / 1000] }, y: { range: () => [0, top()] } },
    series: [
      {},
      ...series.lines.map((line) => ({
        stroke: colors(line.color === 'other' ? 'accent' : line.color),
        width: 2,
        points: { show: false },
        spanGaps: false,
      })),
    ],
    hooks: {
      drawClear: [(plot) => drawGround(plot, colors, current().decor, span())],
      draw: [
        (plot) => drawPartial(plot, colors, current().series.partial ?? [], current().decor.fontPx),
        (plot) => drawLimits(plot, colors, current().decor, drawMarks(plot, colors, current().decor)),
      ],
    },
  };
};

/**
 * A canvas that is drawn anew only when there is something new to see: other samples, other marks or limits, or when the
 * hour has moved on by a pixel. Drawing it every second would cost ten times as much and look the same.
 */
export class Plot {
  readonly #element: HTMLElement;
  readonly #plot: uPlot;
  #drawn: Plotted;
  #latest: Plotted;

  constructor(element: HTMLElement, first: Plotted) {
    this.#element = element;
    this.#drawn = first;
    this.#latest = first;
    const span = () => ({ from: this.#drawn.now - this.#drawn.windowMs, to: this.#drawn.now });
    this.#plot = new uPlot(
      options(element, () => this.#latest, span),
      dataOf(first.series),
      element,
    );
  }

  show(next: Plotted): void {
    const before = this.#drawn;
    this.#latest = next;
    const movedPx = (Math.abs(next.now - before.now) * this.#plot.width) / next.windowMs;
    const { marks, limits, reach } = next.decor;
    const isOtherwise = marks !== before.decor.marks || limits !== before.decor.limits || reach !== before.decor.reach;
    if (next.series !== before.series || isOtherwise || movedPx >= 1) drawSoon(this);
  }

  /** Draws what was shown last, within the caller's task. */
  draw(): void {
    const [before, next] = [this.#drawn, this.#latest];
    this.#drawn = next;
    this.#plot.batch(() => {
      if (next.series !== before.series) this.#plot.setData(dataOf(next.series));
      else this.#plot.setScale('x', { min: (next.now - next.windowMs) / 1000, max: next.now / 1000 });
    });
  }

  /** Takes the size of its element. */
  fit(): void {
    const [width, height] = [Math.max(10, this.#element.clientWidth), Math.max(10, this.#element.clientHeight)];
    if (width !== this.#plot.width || height !== this.#plot.height) this.#plot.setSize({ width, height });
  }

  /** The fonts have come: a canvas doesn't repaint by itself. */
  redraw(): void {
    this.#plot.redraw(false);
  }

  destroy(): void {
    forget(this);
    this.#plot.destroy();
  }
}
