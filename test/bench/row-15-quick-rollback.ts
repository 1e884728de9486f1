import { join } from 'node:path';
import { Crew } from '#cli/rehearse/crew.ts';
import type { Connection } from '#engine/adapters/kubernetes/connection.ts';
import { readDeployment } from '#engine/adapters/kubernetes/deployments.ts';
import { matches, sendWeights, weightPatch } from '#engine/adapters/kubernetes/route-change.ts';
import { listVirtualServices, readVirtualService } from '#engine/adapters/kubernetes/routes.ts';
import { createClock } from '#engine/clock.ts';
import { Engine } from '#engine/engine.ts';
import { throwAwayCost } from '#engine/identity/sealed-key.ts';
import { listPacks } from '#engine/packs.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { WeightsSpec } from '#shared/domain/operation/spec.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { canaryAtFivePercent } from '#test/support/other-hand.ts';
import { benchWorld } from './bench-world.ts';
import { msOf, type Row } from './row.ts';

/** The whole procedure has to be over by then in a rehearsal. */
const LIMIT_S = 15;

const must = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** The calls that one service's traffic takes, with the same client and nothing around them. */
async function bareMove(connection: Connection, spec: WeightsSpec): Promise<void> {
  const found = must(await listVirtualServices(connection)).filter((one) => matches(connection, spec, one));
  const { carriedBy } = spec;
  if (carriedBy !== undefined) must(await readDeployment(connection, carriedBy.deployment));
  for (const { metadata } of found) {
    const service = must(await readVirtualService(connection, metadata.name));
    must(await sendWeights(connection, metadata.name, weightPatch(connection, spec, service, 'bench'), false));
  }
  must(await listVirtualServices(connection));
}

const trafficOf = (plan: LaunchPlan): readonly WeightsSpec[] =>
  plan.quickRollback.operations.flatMap(({ spec }) => (spec.kind === 'traffic.weights' ? [spec] : []));

/** Real milliseconds from the commander's confirmation to each of two moments of the rollback that it begins. */
async function rollBack(engine: Engine, crew: Crew): Promise<{ readonly traffic: number; readonly readBack: number }> {
  const last = (): Action | undefined => actionsInOrder(engine.state.actions).at(-1);
  const start = performance.now();
  const moments = { traffic: 0, readBack: 0 };
  const isOver = new Promise<void>((resolve, reject) => {
    const end = engine.launch?.dispatcher.listen(() => {
      const action = last();
      const traffic = action?.operations.filter(({ planned }) => planned.spec.kind === 'traffic.weights') ?? [];
      const isMoved = traffic.length > 0 && traffic.every(({ state }) => state === 'succeeded');
      if (isMoved && moments.traffic === 0) moments.traffic = performance.now() - start;
      if (action?.state === 'failed') reject(new Error(action.reason));
      if (action?.completedAt == null) return;
      moments.readBack = performance.now() - start;
      end?.();
      resolve();
    });
  });
  const role = crew.commandingRole();
  await crew.dispatch(crew.commander().id, { type: 'rollback.ask', role, reason: 'bench' });
  await isOver;
  // The watch on errors goes on for two minutes on its own clock: it is no part of what is measured.
  await crew.dispatch(crew.commander().id, { type: 'action.stop', action: last()?.id ?? ('' as never), reason: '' });
  return moments;
}

export const row: Row = {
  title: 'quick rollback of eight services in the rehearsal',
  figures: [
    {
      name: 'confirmation -> all traffic on stable',
      floorIs: 'the same API calls with the same client in a bare loop, one service after the other',
      unit: 'ms',
      goal: 1.5,
    },
    {
      name: 'the same',
      floorIs: 'the same API calls, all eight services at once',
      unit: 'ms',
      goal: null,
    },
    {
      name: 'confirmation -> everything read back',
      floorIs: `the limit of ${LIMIT_S} s`,
      unit: 's',
      goal: 1,
    },
  ],
  prepare: async (folder) => {
    const { world, clock, plan, outside, connection, end } = await benchWorld(folder);
    const home = join(folder, 'console');
    const engine = must(
      Engine.start({ home, clock: createClock(clock), worlds: [world], push: () => {}, throwAwayCost }),
    );
    const crew = new Crew(engine, 'correct horse battery');
    const cast = listPacks(engine.packs).find((pack) => pack.name === 'media-gateway')?.cast ?? [];
    await crew.gather('media-gateway', cast, world.namespace, 'Bench');
    while (engine.state.launch?.cluster == null) await new Promise((resolve) => setTimeout(resolve, 50));
    return {
      sample: async () => {
        await canaryAtFivePercent(outside, plan);
        const loop = await msOf(async () => {
          for (const spec of trafficOf(plan)) await bareMove(connection, spec);
        });
        await canaryAtFivePercent(outside, plan);
        const atOnce = await msOf(() => Promise.all(trafficOf(plan).map((spec) => bareMove(connection, spec))));
        await canaryAtFivePercent(outside, plan);
        const { traffic, readBack } = await rollBack(engine, crew);
        return [
          { floor: loop, ours: traffic },
          { floor: atOnce, ours: traffic },
          { floor: LIMIT_S, ours: readBack / 1000 },
        ];
      },
      end: async () => {
        await engine.stop();
        await end();
      },
    };
  },
};
