export type ValueAt = { readonly at: number; readonly value: number | null };

/** The slope of this long is carried on. */
const LOOKED_BACK_MS = 10 * 60_000;
/** Fewer points say nothing. */
const LEAST_POINTS = 8;
/** How much of what is seen the line must explain (R²): below that it is noise, and nothing is said. */
const LEAST_FIT = 0.7;
/** Further ahead nobody can see. */
const LOOKED_AHEAD_MS = 60 * 60_000;

type Fit = { readonly slopePerMs: number; readonly now: number; readonly share: number };

/** The straight line through the points (least squares), its value at `at`, and how much of them it explains. */
function fitted(points: readonly { readonly at: number; readonly value: number }[], at: number): Fit | null {
  const count = points.length;
  const meanX = points.reduce((sum, point) => sum + (point.at - at), 0) / count;
  const meanY = points.reduce((sum, point) => sum + point.value, 0) / count;
  let [xx, xy, yy] = [0, 0, 0];
  for (const point of points) {
    const [x, y] = [point.at - at - meanX, point.value - meanY];
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  if (xx === 0 || yy === 0) return null;
  return { slopePerMs: xy / xx, now: meanY - (xy / xx) * meanX, share: (xy * xy) / (xx * yy) };
}

/**
 * In how many milliseconds a value reaches `limit` if it goes on rising as it did in the last ten minutes; null while it
 * doesn't rise, is there already, rises too unsteadily to be carried on, or would take more than an hour. An estimate to
 * look by, never a verdict: criteria are judged by what was measured.
 */
export function reachesIn(points: readonly ValueAt[], limit: number, now: number): number | null {
  const recent = points.flatMap(({ at, value }) =>
    value !== null && now - at <= LOOKED_BACK_MS ? [{ at, value }] : [],
  );
  const latest = recent.at(-1);
  if (recent.length < LEAST_POINTS || latest === undefined || latest.value >= limit) return null;
  const fit = fitted(recent, now);
  if (fit === null || fit.slopePerMs <= 0 || fit.share < LEAST_FIT) return null;
  const leftMs = Math.max(0, limit - Math.max(fit.now, latest.value)) / fit.slopePerMs;
  return leftMs > LOOKED_AHEAD_MS ? null : leftMs;
}
