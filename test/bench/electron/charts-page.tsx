import { useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from '#renderer/stores/connect.ts';
import { startTicking, useNow } from '#renderer/stores/now.ts';
import { useObservations } from '#renderer/stores/observations.ts';
import '#renderer/theme/tokens.css';
import { LiveChart } from '#renderer/ui/chart/live-chart.tsx';
import { type Series, series } from '#shared/views/signals/series.ts';
import './charts-page.css';

const kinds = ['errorRatePercent', 'p95Ms', 'requestsPerSecond'] as const;
const CHARTS = 24;
const none: Series = { times: [], lines: [] };
const decor = { marks: [], limits: [], reach: null, unit: '', digits: 0, fontPx: 12 };

/** As many live charts as a window has to bear, with the app's own stores and charts. */
function Charts() {
  const points = useObservations((seen) => seen.points);
  const now = useNow();
  // The same objects while nothing in them changes, as the app's own panels pass them.
  const shown = useMemo(() => kinds.map((kind) => series(points, kind)), [points]);
  return (
    <main className="bench-charts">
      {Array.from({ length: CHARTS }, (_, n) => (
        <LiveChart
          // biome-ignore lint/suspicious/noArrayIndexKey: their number and order never change
          key={n}
          label={`chart ${n}`}
          series={shown[n % kinds.length] ?? none}
          decor={decor}
          now={now}
          windowMs={3_600_000}
          least={1}
        />
      ))}
    </main>
  );
}

connect();
startTicking();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Charts />);
