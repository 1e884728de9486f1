import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from '#shared/views/signals/series.ts';
import { drawSoon, forget } from './draw-queue.ts';
import { drawGround, scaleWidth } from './ground.ts';
import { drawLimitLabels, drawLimitLines } from './limits.ts';
import { drawValues } from './lines.ts';
import { type Decor, drawMarkLabels, drawMarkLines, drawPartial } from './marks.ts';
import { plotColors } from './plot-colors.ts';
import { upperEnd } from './scale.ts';
import { forgetWords } from './words.ts';

export type Plotted = {
  readonly series: Series;
  readonly decor: Decor;
  readonly now: number;
  readonly windowMs: number;
  /** The chart's upper end is at least this. */
  readonly least: number;
};

/** What is on the canvas: uPlot asks for the upper end of its scale several times in each drawing. */
type Drawn = Plotted & { readonly top: number };

const drawn = (plotted: Plotted): Drawn => ({
  ...plotted,
  top: upperEnd(
    plotted.series.lines.map((line) => line.values),
    plotted.decor.reach,
    plotted.least,
  ),
});

/** Times in ms, as they are: uPlot doesn't change what it is given. */
const dataOf = ({ times, lines }: Series): uPlot.AlignedData => [
  times as number[],
  ...lines.map((line) => line.values as (number | null)[]),
];

const from = ({ now, windowMs }: Plotted): number => now - windowMs;

const options = (element: HTMLElement, current: () => Drawn): uPlot.Options => {
  const colors = plotColors(element);
  const { series, decor } = current();
  const ink = (line: number): string => {
    const color = series.lines[line - 1]?.color ?? 'other';
    return colors(color === 'other' ? 'accent' : color);
  };
  return {
    width: Math.max(10, element.clientWidth),
    height: Math.max(10, element.clientHeight),
    padding: [3, () => scaleWidth(current().top, current().decor), decor.fontPx + 10, 0],
    cursor: { show: false },
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: {
      x: { time: false, range: () => [from(current()), current().now] },
      y: { range: () => [0, current().top] },
    },
    series: [{}, ...series.lines.map(() => ({ paths: () => null, points: { show: false } }))],
    hooks: {
      drawClear: [(plot) => drawGround(plot, colors, current().decor, current().windowMs)],
      drawSeries: [(plot, line) => drawValues(plot, line, ink(line))],
      draw: [
        (plot) => drawPartial(plot, colors, current().series.partial ?? [], current().decor.fontPx),
        (plot) => drawMarkLines(plot, colors, current().decor),
        (plot) => drawLimitLines(plot, colors, current().decor),
        // Words last: no line goes through them.
        (plot) => drawLimitLabels(plot, colors, current().decor, drawMarkLabels(plot, colors, current().decor)),
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
  #drawn: Drawn;
  #latest: Plotted;

  constructor(element: HTMLElement, first: Plotted) {
    this.#element = element;
    this.#drawn = drawn(first);
    this.#latest = first;
    this.#plot = new uPlot(
      options(element, () => this.#drawn),
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
    this.#drawn = drawn(next);
    this.#plot.batch(() => {
      if (next.series !== before.series) this.#plot.setData(dataOf(next.series));
      else this.#plot.setScale('x', { min: from(next), max: next.now });
    });
  }

  /** Takes the size of its element. */
  fit(): void {
    const [width, height] = [Math.max(10, this.#element.clientWidth), Math.max(10, this.#element.clientHeight)];
    if (width !== this.#plot.width || height !== this.#plot.height) this.#plot.setSize({ width, height });
  }

  /** The fonts have come: a canvas doesn't repaint by itself. */
  redraw(): void {
    forgetWords();
    this.#plot.redraw(false);
  }

  destroy(): void {
    forget(this);
    this.#plot.destroy();
  }
}
