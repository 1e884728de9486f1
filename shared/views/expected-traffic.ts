import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { isFresh } from './signals/freshness.ts';

/** Which versions must show requests: what is expected and not measured is unknown, never calm (product §7). */
export type Expected = { readonly stable: boolean; readonly canary: boolean };
type Given = {
  /** Percent, as the routes have it; null where they can't be read. */
  readonly canaryPercent: number | null;
  readonly stable: { readonly wanted: number } | null;
  readonly canary: { readonly wanted: number } | null;
};

/** By the weight of the routes; where it isn't known, by the pods that are wanted. */
export const expectedOf = ({ canaryPercent, stable, canary }: Given): Expected =>
  canaryPercent === null
    ? { stable: (stable?.wanted ?? 0) > 0, canary: (canary?.wanted ?? 0) > 0 }
    : { stable: canaryPercent < 100, canary: canaryPercent > 0 };

/** Over all services. While the cluster isn't seen nothing can be ruled out, so both are. */
export function expectedTraffic(
  plan: LaunchPlan,
  cluster: ClusterObserved | null,
  now: number,
  freshMs: number,
): Expected {
  if (cluster === null || !isFresh(cluster.at, now, freshMs)) return { stable: true, canary: true };
  const named = (name: string) => cluster.deployments.find((one) => one.name === name) ?? null;
  const all = plan.services.map(({ id, stableDeployment, canaryDeployment }) =>
    expectedOf({
      canaryPercent: cluster.canaryPercent[id] ?? null,
      ...{ stable: named(stableDeployment), canary: named(canaryDeployment) },
    }),
  );
  return { stable: all.some(({ stable }) => stable), canary: all.some(({ canary }) => canary) };
}
