import type { Watching } from './watching.ts';

/** What runs and how traffic is split, as the cluster says now. */
export function createClusterWatch(
  { plan, outside, hub, clock, signal }: Watching,
  intervalMs: number,
): () => Promise<void> {
  return async () => {
    const deployments = await outside.cluster.deployments(signal);
    const routed = plan.traffic === 'istio' ? plan.services : [];
    const routes = await Promise.all(
      routed.map((service) => outside.cluster.weights(service.host, plan.subsets, signal)),
    );
    const failed = [deployments, ...routes].find((result) => !result.ok);
    const about = { id: 'cluster', kind: 'cluster', title: 'cluster', everyMs: intervalMs } as const;
    hub.sources.answered(about, failed === undefined || failed.ok ? null : failed.error);
    if (!deployments.ok) return;
    const ready = (name: string) => deployments.value.find((entry) => entry.name === name)?.ready ?? 0;
    const canaryPercent = plan.services.map((service, index) => {
      if (plan.traffic === 'replicas')
        return [service.id, shareOf(ready(service.canaryDeployment), ready(service.stableDeployment))] as const;
      const result = routes[index];
      const weights = result?.ok ? [...new Set(result.value.map((route) => route.canaryPercent))] : [];
      return [service.id, weights.length === 1 ? (weights[0] ?? null) : null] as const;
    });
    hub.cluster = {
      at: clock.now(),
      ...{ pods: [], events: [], others: [] },
      canaryPercent: Object.fromEntries(canaryPercent),
      deployments: deployments.value.map(({ name, wanted, ready, restarts, images, problems }) => ({
        ...{ name, wanted, ready, restarts },
        image: Object.values(images)[0] ?? '',
        problem: problems[0] === undefined ? null : `${problems[0].reason}: ${problems[0].message}`,
      })),
    };
  };
}

/** Without a mesh the share is what the ready pods give; null when there is none at all. */
const shareOf = (canary: number, stable: number): number | null =>
  canary + stable === 0 ? null : Math.round((100 * canary) / (canary + stable));
