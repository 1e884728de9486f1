import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import { isFresh } from './signals/freshness.ts';

export type SeenWeight = {
  /** Canary's weight that every service has; null when they differ or can't be read. */
  readonly percent: number | null;
  readonly text: string;
};

/** The one weight of the platform: while services move one by one they differ, and that is said. */
export function seenWeight(cluster: ClusterObserved | null, now: number, freshMs: number): SeenWeight {
  if (cluster === null || !isFresh(cluster.at, now, freshMs)) return { percent: null, text: 'weights unknown' };
  const weights = Object.values(cluster.canaryPercent);
  const known = weights.filter((weight) => weight !== null);
  if (known.length === 0) return { percent: null, text: 'weights unknown' };
  if (known.length < weights.length)
    return { percent: null, text: `${weights.length - known.length} services can not be read` };
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (low === high) return { percent: low, text: `canary ${low} %` };
  const moved = known.filter((weight) => weight === high).length;
  return { percent: null, text: `moving: ${moved} of ${known.length} services at ${high} %, the others at ${low} %` };
}
