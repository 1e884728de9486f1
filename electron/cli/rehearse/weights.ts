import type { Connections } from '#engine/adapters/connections.ts';
import { connectOutside } from '#engine/adapters/outside.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';

/** Reads the weights from the cluster, over a connection of its own, for as long as the run lasts. */
export async function watchWeights(
  settings: Connections,
  plan: () => LaunchPlan | undefined,
): Promise<{ readonly seen: number[]; stop(): Promise<void> }> {
  const outside = await connectOutside(settings);
  if (!outside.ok) throw new Error(outside.error.message);
  const seen: number[] = [];
  let isStopped = false;
  const look = async () => {
    const current = plan();
    // Without a mesh there are no weights: what the pods give is in the log.
    if (current === undefined || current.traffic !== 'istio') return;
    const routes = await Promise.all(
      current.services.map((service) => outside.value.cluster.weights(service.host, current.subsets)),
    );
    const weights = new Set(
      routes.flatMap((answer) => (answer.ok ? answer.value.map((route) => route.canaryPercent) : [-1])),
    );
    const [weight] = weights;
    // Counted when every route of every service says the same.
    if (weights.size === 1 && weight !== undefined && weight > 0 && seen.at(-1) !== weight) seen.push(weight);
  };
  const done = (async () => {
    while (!isStopped) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await look();
  })();
  return {
    seen,
    stop: async () => {
      isStopped = true;
      await done;
      await outside.value.close();
    },
  };
}
