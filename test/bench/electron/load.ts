import { createCluster } from '#engine/adapters/kubernetes/cluster.ts';
import type { LogListener } from '#engine/adapters/logs/port.ts';
import type { OpenLaunch } from '#engine/open-launch.ts';
import { watchCluster } from '#engine/watch/cluster.ts';
import { watchLogs } from '#engine/watch/logs.ts';
import type { Watching } from '#engine/watch/watching.ts';
import type { FromEngine } from '#shared/contract/envelope.ts';
import type { SignalSample } from '#shared/contract/observations.ts';
import { type CrowdedWorld, crowdedWorld } from '../crowded-world.ts';
import type { LoadAsked } from './control.ts';

export type Load = {
  /** Asks for so many pods of the first service's stable Deployment in the crowded cluster; epoch ms at which it was asked. */
  scale(replicas: number): Promise<number>;
  end(): void;
};

const HOUR_MS = 3_600_000;
const CHUNK_MS = 10;
const PODS = 5000;

/** Shows the launch that is open what was asked for, until it is ended. */
export async function startLoad(
  launch: OpenLaunch,
  asked: LoadAsked,
  send: (message: FromEngine) => void,
): Promise<Load> {
  const abort = new AbortController();
  const plan = launch.dispatcher.state.launch?.plan;
  if (plan === undefined) throw new Error('no launch is open');
  const { hub, clock } = launch;
  const push = (name: string, data: unknown) => send({ kind: 'push', name, data });
  const watching = {
    ...{ plan, hub, clock, signal: abort.signal, settings: {} },
    state: () => launch.dispatcher.state,
  };
  const services = plan.services.map(({ id }) => id);
  if (asked.pastStepMs !== null) seeSignals(launch, services, asked.pastStepMs, abort.signal);
  if (asked.linesPerSecond > 0) {
    const pods = plan.services.flatMap(({ stableDeployment, canaryDeployment }) => [
      `${stableDeployment}-7c9f6d5b8-x2k4q`,
      `${canaryDeployment}-6b8d4f7c9-q9z7m`,
    ]);
    const logs = { title: 'pod logs', everyMs: 1000, follow: lines(pods, asked.linesPerSecond) };
    const pushes = {
      onLines: (batch: unknown) => push('logs.lines', batch),
      onKinds: (kinds: unknown) => push('logs.kinds', kinds),
    };
    // Only what this watch asks for is there.
    void watchLogs({ ...watching, outside: { logs } } as unknown as Watching, pushes).catch(console.error);
  }
  let scale: Load['scale'] = () => Promise.reject(new Error('no cluster is watched'));
  if (asked.watchEventsPerSecond > 0) {
    const world = await crowdedWorld(asked.folder, PODS);
    scale = await oneOfThePlan(world, plan.services[0]?.stableDeployment ?? '');
    await world.inject({ scenario: 'pod-churn', perSecond: asked.watchEventsPerSecond });
    const outside = { cluster: createCluster(world.connection), alsoWatched: [] };
    watchCluster({ ...watching, outside } as unknown as Watching, push as never, console.error);
    abort.signal.addEventListener('abort', () => void world.end());
  }
  return { scale, end: () => abort.abort() };
}

/** Adds a Deployment that the plan knows to the crowd, and gives what changes it: screen 1 shows it. */
async function oneOfThePlan({ connection }: CrowdedWorld, name: string): Promise<Load['scale']> {
  const namespace = 'crowd';
  const metadata = { name, namespace };
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'rehearsal/app:1.0.0' }] } };
  const body = { metadata, spec: { replicas: 1, selector: { matchLabels: labels }, template } };
  const made = await connection.call({ verb: 'create', resource: 'deployments.apps' }, ({ apps }, options) =>
    apps.createNamespacedDeployment({ namespace, body }, options),
  );
  if (!made.ok) throw new Error(made.error.message);
  return async (replicas) => {
    const askedAt = performance.timeOrigin + performance.now();
    const change = [{ op: 'replace', path: '/spec/replicas', value: replicas }];
    const done = await connection.call({ verb: 'patch', resource: 'deployments.apps' }, ({ apps }, options) =>
      apps.patchNamespacedDeployment({ name, namespace, body: change }, options),
    );
    if (!done.ok) throw new Error(done.error.message);
    return askedAt;
  };
}

function sampleAt(at: number, services: readonly string[]): SignalSample {
  const wave = (n: number): number => 1 + Math.sin(at / 60_000 + n);
  const subsets = services.flatMap((service, n) => [
    {
      service,
      subset: 'stable',
      requestsPerSecond: 180 * wave(n),
      errorRatePercent: 0.2 * wave(n),
      p95Ms: 120 * wave(n),
    },
    {
      service,
      subset: 'canary',
      requestsPerSecond: 20 * wave(n),
      errorRatePercent: 0.3 * wave(n),
      p95Ms: 130 * wave(n),
    },
  ]);
  return { at, subsets } as SignalSample;
}

function seeSignals(
  { hub, clock }: OpenLaunch,
  services: readonly string[],
  stepMs: number,
  signal: AbortSignal,
): void {
  const now = clock.now();
  const past = Array.from({ length: HOUR_MS / stepMs }, (_, n) => sampleAt(now - HOUR_MS + n * stepMs, services));
  hub.addSamples(past);
  const timer = setInterval(() => hub.addSamples([sampleAt(clock.now(), services)]), 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
}

const texts = [
  'INFO request GET /v1/sessions/%n took %n ms',
  'INFO cache hit for key user:%n',
  'WARN pool is at %n of 40 connections',
  'ERROR upstream timed out after %n ms: POST /v1/calls/%n',
  'DEBUG reconciled room %n in %n ms',
];

/** Lines of all pods at that rate, in the order and the kinds of a service that works. */
const lines =
  (pods: readonly string[], perSecond: number) =>
  (_apps: readonly string[], listener: LogListener, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      let told = 0;
      const start = performance.now();
      listener.onState({ kind: 'live', partial: null });
      const timer = setInterval(() => {
        const due = Math.floor(((performance.now() - start) / 1000) * perSecond);
        for (; told < due; told += 1) {
          const text = (texts[told % 40 < 36 ? told % 3 : told % 5] ?? '').replaceAll('%n', () => String(told % 977));
          const pod = pods[told % pods.length] ?? '';
          listener.onEntry({ atMs: Date.now(), pod, app: null, level: null, text });
        }
      }, CHUNK_MS);
      signal.addEventListener('abort', () => {
        clearInterval(timer);
        resolve();
      });
    });
