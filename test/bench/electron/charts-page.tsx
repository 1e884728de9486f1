import { createRoot } from 'react-dom/client';
import { connect } from '#renderer/stores/connect.ts';
import { startTicking, useNow } from '#renderer/stores/now.ts';
import '#renderer/theme/tokens.css';
import { LiveChart } from '#renderer/ui/chart/live-chart.tsx';
import './charts-page.css';
import { useLiveSeries } from './live-series.ts';

const decor = { marks: [], limits: [], reach: null, unit: '', digits: 0, fontPx: 12 };

/** The charts with the app's own stores and components. */
function Charts() {
  const now = useNow();
  return (
    <main className="bench-charts">
      {useLiveSeries().map((series, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: their number and order never change
        <LiveChart key={n} {...{ series, decor, now }} label={`chart ${n}`} windowMs={3_600_000} least={1} />
      ))}
    </main>
  );
}

connect();
startTicking();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Charts />);
