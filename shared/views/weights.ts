import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { seenWeight } from './seen-weight.ts';
import { isFresh } from './signals/freshness.ts';

export type ServiceWeight = {
  readonly id: string;
  readonly title: string;
  /** Null: its routes disagree or can't be read. */
  readonly canaryPercent: number | null;
};
/** Who gets the traffic: one weight where all services agree, each service's own where they don't. */
export type Weights =
  | { readonly kind: 'one'; readonly canaryPercent: number }
  | { readonly kind: 'apart'; readonly text: string; readonly services: readonly ServiceWeight[] }
  | { readonly kind: 'unknown'; readonly text: string };

/** The weights as the routes have them, in launch order. */
export function weights(plan: LaunchPlan, cluster: ClusterObserved | null, now: number, freshMs: number): Weights {
  const { percent, text } = seenWeight(cluster, now, freshMs);
  if (percent !== null) return { kind: 'one', canaryPercent: percent };
  if (cluster === null || !isFresh(cluster.at, now, freshMs)) return { kind: 'unknown', text };
  const services = plan.services
    .filter(({ id }) => id in cluster.canaryPercent)
    .map(({ id, title }) => ({ id, title, canaryPercent: cluster.canaryPercent[id] ?? null }));
  return services.every(({ canaryPercent }) => canaryPercent === null)
    ? { kind: 'unknown', text }
    : { kind: 'apart', text, services };
}
