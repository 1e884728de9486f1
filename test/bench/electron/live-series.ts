import { useMemo } from 'react';
import { useObservations } from '#renderer/stores/observations.ts';
import { type Series, series } from '#shared/views/signals/series.ts';

const kinds = ['errorRatePercent', 'p95Ms', 'requestsPerSecond'] as const;
/** As many live charts as a window has to bear. */
const CHARTS = 24;

/** What each of the charts shows: the same objects while nothing in them changes, as the app's own panels pass them. */
export function useLiveSeries(): readonly Series[] {
  const points = useObservations((seen) => seen.points);
  return useMemo(() => {
    const shown = kinds.map((kind) => series(points, kind));
    return Array.from({ length: CHARTS }, (_, n) => shown[n % shown.length] as Series);
  }, [points]);
}
