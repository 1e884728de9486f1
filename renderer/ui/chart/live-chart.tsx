import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from '#shared/views/signals/series.ts';
import './live-chart.css';
import { type Decor, drawGround, drawMarks } from './marks.ts';
import { plotColors } from './plot-colors.ts';
import { upperEnd } from './scale.ts';

export type LiveChartProps = {
  readonly label: string;
  readonly series: Series;
  readonly decor: Decor;
  readonly now: number;
  readonly windowMs: number;
  /** The chart's upper end is at least this. */
  readonly least: number;
};

/** A chart that moves: a canvas of uPlot's, redrawn as new samples come. Gaps stay gaps. */
export function LiveChart(props: LiveChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = makePlot(element, () => latest.current);
    plot.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: element.clientHeight }));
    watch.observe(element);
    // A canvas doesn't repaint when its font arrives later.
    void document.fonts.ready.then(() => made.redraw(false));
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, []);

  const { series, now } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `now` moves the window of time that is shown
  useEffect(() => {
    plot.current?.setData(dataOf(series));
  }, [series, now]);

  const hasData = series.lines.some((line) => line.values.some((value) => value !== null));
  return (
    <div className="live-chart" role="img" aria-label={props.label}>
      <div className="live-chart-host" ref={host} />
      {hasData ? null : <span className="live-chart-empty">no data yet</span>}
    </div>
  );
}

const dataOf = (series: Series): uPlot.AlignedData => [
  series.times.map((at) => at / 1000),
  ...series.lines.map((line) => [...line.values]),
];

function makePlot(element: HTMLElement, current: () => LiveChartProps): uPlot {
  const colors = plotColors(element);
  const { series, decor } = current();
  const span = (): { from: number; to: number } => ({ from: current().now - current().windowMs, to: current().now });
  return new uPlot(
    {
      width: Math.max(10, element.clientWidth),
      height: Math.max(10, element.clientHeight),
      padding: [3, 0, decor.fontPx + 10, 0],
      cursor: { show: false },
      legend: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: {
        x: { range: () => [span().from / 1000, span().to / 1000] },
        y: {
          range: () => [
            0,
            upperEnd(
              current().series.lines.map((line) => line.values),
              current().decor.limit?.value ?? null,
              current().least,
            ),
          ],
        },
      },
      series: [
        {},
        ...series.lines.map((line) => ({
          stroke: colors(line.color),
          width: 2,
          points: { show: false },
          spanGaps: false,
        })),
      ],
      hooks: {
        drawClear: [(plot) => drawGround(plot, colors, current().decor, span())],
        draw: [(plot) => drawMarks(plot, colors, current().decor)],
      },
    },
    dataOf(series),
    element,
  );
}
