import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCluster } from '#engine/adapters/kubernetes/cluster.ts';
import type { Connection } from '#engine/adapters/kubernetes/connection.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { builtInPacks } from '#engine/pack-places.ts';
import { planFromPack } from '#engine/packs.ts';
import { watchCluster } from '#engine/watch/cluster.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import type { Watching } from '#engine/watch/watching.ts';
import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import { type CrowdedWorld, crowdedWorld } from './crowded-world.ts';
import { changeToPaint } from './electron/reactions.ts';
import { fiveWindows, load } from './electron/windows.ts';
import { quantile, type Row } from './row.ts';

const pods = 5_000;
const perSecond = 500;
/** After the list has come: what it left to be collected and compiled is not the watch's. */
const settlesMs = 2_000;
const lookedAtMs = 5_000;
const changes = 100;
const mostMs = 150;
const newline = 10;

type Cluster = ClusterObserved | null;

/** The engine's watch of the namespace, as a launch has it; only what a window is told of is left open. */
function watching(connection: Connection, told: (cluster: Cluster) => void): { events(): number; end(): void } {
  const plan = planFromPack(builtInPacks, 'media-gateway', { namespace: 'crowd' });
  if (!plan.ok) throw new Error(plan.error.message);
  const abort = new AbortController();
  const clock = realClock();
  const parts = { plan: plan.value, hub: new ObservationHub(clock), clock, signal: abort.signal };
  const cluster = createCluster(connection);
  let events = 0;
  const follow: typeof cluster.follow = ({ changed, ...options }) =>
    cluster.follow({
      ...options,
      changed(kind) {
        events += 1;
        changed(kind);
      },
    });
  // Only what this watch asks for is there.
  const outside = { cluster: { ...cluster, follow }, alsoWatched: [] } as unknown as Outside;
  const push = (_: string, data: unknown) => told((data as { readonly cluster: Cluster }).cluster);
  watchCluster({ ...parts, outside } as Watching, push, (error) => console.error(error));
  return { events: () => events, end: () => abort.abort() };
}

/**
 * CPU time of the whole process for so many events as come in a second, in milliseconds: counted, since a server that is short
 * of time makes fewer of them.
 */
async function cpuOf(ready: Promise<unknown>, events: () => number): Promise<number> {
  await ready;
  await sleep(settlesMs);
  const [start, before] = [process.cpuUsage(), events()];
  await sleep(lookedAtMs);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) / 1000 / (events() - before)) * perSecond;
}

/** The same watch, bare: its lines are counted and nothing else. */
async function floorCpu({ get }: CrowdedWorld): Promise<number> {
  const { body } = await get('/api/v1/namespaces/crowd/pods?watch=1&resourceVersion=0&timeoutSeconds=60');
  let lines = 0;
  let heard: () => void = () => undefined;
  // The whole list comes first.
  const ready = new Promise<void>((resolve) => {
    heard = resolve;
  });
  body.on('data', (part: Buffer) => {
    for (let at = part.indexOf(newline); at !== -1; at = part.indexOf(newline, at + 1)) lines += 1;
    if (lines >= pods) heard();
  });
  body.on('error', () => undefined);
  const cpu = await cpuOf(ready, () => lines);
  body.destroy();
  return cpu;
}

/** How long after a change was asked for windows are told of it: the slowest of a hundred. */
async function slowest(connection: Connection, heard: { onTold: (cluster: Cluster) => void }): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < changes; n += 1) {
    const wanted = 1_000 + Math.floor(Math.random() * 1e6);
    const start = performance.now();
    const told = new Promise<void>((resolve) => {
      heard.onTold = (cluster) => {
        if (cluster?.deployments[0]?.wanted === wanted) resolve();
      };
    });
    const body = [{ op: 'replace', path: '/spec/replicas', value: wanted }];
    const made = await connection.call({ verb: 'patch', resource: 'deployments.apps' }, ({ apps }, options) =>
      apps.patchNamespacedDeployment({ name: 'workload-00', namespace: 'crowd', body }, options),
    );
    if (!made.ok) throw new Error(made.error.message);
    await told;
    taken.push(performance.now() - start);
    await sleep(Math.random() * 100);
  }
  return quantile(taken, 0.99);
}

export const row: Row = {
  title: `${perSecond} pods a second change, among ${pods}`,
  figures: [
    {
      name: 'CPU of the feed and its watch',
      floorIs: 'the same watch, its lines counted',
      unit: `ms for ${perSecond} events`,
      goal: 2,
    },
    {
      name: `from a change asked for until windows are told, p99 of ${changes}`,
      ...{ floorIs: 'the most it may be, painted', unit: 'ms', goal: 1 },
    },
    {
      name: `from a change asked for until screen 1 of the running app has painted it, p99 of ${changes}`,
      ...{ floorIs: 'the most it may be', unit: 'ms', goal: 1 },
    },
  ],
  prepare: async (folder) => {
    const five = await fiveWindows(folder);
    const quiet = { ...load(folder), pastStepMs: null, linesPerSecond: 0 };
    return {
      sample: async (turn) => {
        const world = await crowdedWorld(join(folder, `watched-${turn}`), pods);
        await world.inject({ scenario: 'pod-churn', perSecond });
        const before = await floorCpu(world);
        const heard: { onTold: (cluster: Cluster) => void } = { onTold: () => undefined };
        const isListed = new Promise<void>((resolve) => {
          heard.onTold = (cluster) => cluster !== null && resolve();
        });
        const watch = watching(world.connection, (cluster) => heard.onTold(cluster));
        const ours = await cpuOf(isListed, watch.events);
        const p99 = await slowest(world.connection, heard);
        watch.end();
        // Looked at before and after: the machine is not as fast at every moment.
        const floor = (before + (await floorCpu(world))) / 2;
        await world.end();
        // The windows' crowd is one of its own: never two at once.
        await five.engine.ask('load', { ...load(join(folder, `shown-${turn}`), perSecond), linesPerSecond: 0 });
        // The first one waits until all pods are listed.
        await changeToPaint(five, 999);
        const painted: number[] = [];
        for (let n = 0; n < changes; n += 1) {
          painted.push(await changeToPaint(five, 1_000 + Math.floor(Math.random() * 1e6)));
          await sleep(Math.random() * 100);
        }
        await five.engine.ask('load', quiet);
        return [
          { floor, ours },
          { floor: mostMs, ours: p99 },
          { floor: mostMs, ours: quantile(painted, 0.99) },
        ];
      },
      end: five.end,
    };
  },
};
