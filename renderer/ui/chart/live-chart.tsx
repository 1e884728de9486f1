import { useEffect, useRef } from 'react';
import { painted } from '../../bridge/painted.ts';
import './live-chart.css';
import type { Plot, Plotted } from './plot.ts';

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
    let isGone = false;
    const watch = new ResizeObserver(() => plot.current?.fit());
    const load = async (): Promise<void> => {
      // What the log says is painted first (performance.md, row 1).
      await painted();
      const { Plot } = await import('./plot.ts');
      if (isGone) return;
      plot.current = new Plot(element, latest.current);
      watch.observe(element);
      void document.fonts.ready.then(() => plot.current?.redraw());
    };
    void load();
    return () => {
      isGone = true;
      watch.disconnect();
      plot.current?.destroy();
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
