import { join } from 'node:path';
import { startEnvironment } from '#cli/rehearse/environment.ts';
import { type Connection, connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { builtInPacks } from '#engine/pack-places.ts';
import { planFromPack } from '#engine/packs.ts';
import { type RehearsalWorld, rehearsalWorlds, worldFor } from '#engine/rehearsal-worlds.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';

/** The rehearsal environment as a process of its own, its Media Gateway, and two ways to it. */
export type BenchWorld = {
  readonly world: RehearsalWorld;
  readonly clock: { readonly startedAtReal: number; readonly startedAtLaunch: number; readonly speed: number };
  readonly plan: LaunchPlan;
  readonly outside: Outside;
  readonly connection: Connection;
  end(): Promise<void>;
};

export async function benchWorld(folder: string): Promise<BenchWorld> {
  const at = { pack: 'media-gateway', namespace: 'media-gateway', kubeconfig: null };
  const environment = await startEnvironment({ dir: join(folder, 'environment'), speed: 1, ...at });
  const world = worldFor(rehearsalWorlds(environment.ready), at.namespace);
  if (world === undefined) throw new Error('The rehearsal environment has no world.');
  const outside = await connectOutside(world.settings);
  const connection = await connectKubernetes(world.settings);
  const plan = planFromPack(builtInPacks, at.pack, { ...world.variables, namespace: world.namespace });
  if (!outside.ok) throw new Error(outside.error.message);
  if (!connection.ok) throw new Error(connection.error.message);
  if (!plan.ok) throw new Error(plan.error.message);
  return {
    ...{ world, clock: environment.ready.clock, plan: plan.value },
    ...{ outside: outside.value, connection: connection.value },
    async end() {
      connection.value.close();
      await outside.value.close();
      await environment.stop();
    },
  };
}
