import type { Watching } from './watching.ts';

/** What runs and how traffic is split, as the cluster says now. */
export function createClusterWatch(
  { plan, outside, hub, clock, signal }: Watching,
  intervalMs: number,
): () => Promise<void> {
  return async () => {
    const deployments = await outside.cluster.deployments(signal);
    const routes = await Promise.all(
      plan.services.map((service) => outside.cluster.weights(service.host, plan.subsets, signal)),
    );
    const failed = [deployments, ...routes].find((result) => !result.ok);
    hub.answered('cluster', 'cluster', intervalMs, failed === undefined || failed.ok ? null : failed.error);
    if (!deployments.ok) return;
    const canaryPercent = plan.services.map((service, index) => {
      const result = routes[index];
      const weights = result?.ok ? [...new Set(result.value.map((route) => route.canaryPercent))] : [];
      return [service.id, weights.length === 1 ? (weights[0] ?? null) : null] as const;
    });
    hub.cluster = {
      at: clock.now(),
      canaryPercent: Object.fromEntries(canaryPercent),
      deployments: deployments.value.map(({ name, wanted, ready, restarts, images, problems }) => ({
        ...{ name, wanted, ready, restarts },
        image: Object.values(images)[0] ?? '',
        problem: problems[0] === undefined ? null : `${problems[0].reason}: ${problems[0].message}`,
      })),
    };
  };
}
