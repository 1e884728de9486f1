import { useEffect, useRef } from 'react';
import 'uplot/dist/uPlot.min.css';
import './live-chart.css';
import { Plot, type Plotted } from './plot.ts';

export type LiveChartProps = Plotted & { readonly label: string };

/**
 * A chart that moves: a canvas of uPlot's. Gaps stay gaps. Pass `series`, `marks` and `limits` as the same objects while
 * nothing in them changes: it is drawn when they are others.
 */
export function LiveChart(props: LiveChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new Plot(element, latest.current);
    plot.current = made;
    const watch = new ResizeObserver(() => made.fit());
    watch.observe(element);
    void document.fonts.ready.then(() => {
      if (plot.current === made) made.redraw();
    });
    return () => {
      watch.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, []);

  useEffect(() => plot.current?.show(props));

  const hasData = props.series.lines.some((line) => line.values.some((value) => value !== null));
  return (
    <div className="live-chart" role="img" aria-label={props.label}>
      <div className="live-chart-host" ref={host} />
      {hasData ? null : <span className="live-chart-empty">no data yet</span>}
    </div>
  );
}
