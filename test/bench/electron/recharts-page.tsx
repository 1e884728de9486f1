import { createRoot } from 'react-dom/client';
import { connect } from '#renderer/stores/connect.ts';
import '#renderer/theme/tokens.css';
import { DetailChart } from '#renderer/ui/chart/detail-chart.tsx';
import { thinned } from '#shared/views/signals/series.ts';
import './charts-page.css';
import { useLiveSeries } from './live-series.ts';

/** As many points as the app's own charts of Recharts have. */
const LIMIT = 300;
const isThinned = location.pathname.endsWith('thinned.html');
const minutes = (at: number): string => new Date(at).toISOString().slice(11, 16);

/** What the wall would cost if Recharts drew it: the app's own chart that is read. */
function Charts() {
  return (
    <main className="bench-charts">
      {useLiveSeries().map((series, n) => (
        <DetailChart
          // biome-ignore lint/suspicious/noArrayIndexKey: their number and order never change
          key={n}
          label={`chart ${n}`}
          series={isThinned ? thinned(series, LIMIT) : series}
          {...{ marks: [], limits: [], reach: null, unit: '', digits: 0, least: 1, timeText: minutes }}
        />
      ))}
    </main>
  );
}

connect();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Charts />);
