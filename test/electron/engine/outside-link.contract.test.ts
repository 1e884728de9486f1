import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Connections } from '#engine/adapters/connections.ts';
import { createClock } from '#engine/clock.ts';
import type { OpenLaunch } from '#engine/open-launch.ts';
import { rehearsalWorlds } from '#engine/rehearsal-worlds.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import { startRehearsal } from '#rehearsal/start.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import { wireBefore } from '#test/faults/support/wire.ts';
import { startLoki } from '#test/servers/loki.ts';
import { go } from '#test/support/launch-story.ts';
import { QuietEngine } from '#test/support/quiet-engine.ts';

/** So fast that monitors, alerts and pages are looked at every two or three seconds. */
const SPEED = 10;
const settled = { timeout: 40_000, interval: 50 };
/** A second watch of the same would ask in between, wherever it began. */
const NEVER_SOONER_MS = 1000;

const pages = ['/door', '/status/api/v2/summary.json'];

const wellPage = {
  ...{ status: { indicator: 'none', description: 'All Systems Operational' } },
  ...{ components: [], incidents: [] },
};

/** A server that is Alertmanager, the own status page and a monitored page, and knows when each was asked. */
async function startAsked() {
  const asked = new Map<string, number[]>();
  const server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://asked');
    // The feed asks for all alerts, a probe of a checklist for its own: that one has a time of its own.
    const path = searchParams.has('filter') ? `${pathname} of a probe` : pathname;
    asked.set(path, [...(asked.get(path) ?? []), performance.now()]);
    const body = pathname.startsWith('/api/v2') ? [] : wellPage;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    forget: () => asked.clear(),
    /** How often each was asked. */
    counts: () => Object.fromEntries([...asked].map(([path, at]) => [path, at.length])),
    /** The shortest time between two requests for one of these, ms. */
    closest: (paths: readonly string[]) =>
      Math.min(
        ...paths.flatMap((path) => {
          const all = asked.get(path) ?? [];
          return all.slice(1).map((at, index) => at - (all[index] ?? 0));
        }),
      ),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

let dir: string;
let rehearsal: Rehearsal;
let asked: Awaited<ReturnType<typeof startAsked>>;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tminus-outside-link-'));
  rehearsal = await startRehearsal({ dir: join(dir, 'own'), speed: SPEED });
  asked = await startAsked();
});
afterEach(() => {
  rehearsal.faults.clear();
  asked.forget();
});
afterAll(async () => {
  await rehearsal?.stop();
  await asked?.stop();
  await rm(dir, { recursive: true, force: true });
});

/** An engine whose launches reach the rehearsal; what is asked for often is asked of the server that counts. */
function engineWith(more: Partial<Connections> = {}, home?: string): QuietEngine {
  const counted = {
    ...{ alertmanager: { url: asked.url }, statusPageUrl: `${asked.url}/status` },
    monitors: [{ title: 'Front door', url: `${asked.url}/door` }],
  };
  const [world] = rehearsalWorlds(rehearsal.addresses);
  if (world === undefined) throw new Error('the rehearsal has a world');
  return new QuietEngine({
    clock: createClock(rehearsal.addresses.clock),
    worlds: [{ ...world, settings: { ...world.settings, ...counted, ...more } }],
    ...(home === undefined ? {} : { home }),
  });
}

const launchOf = ({ engine }: QuietEngine): OpenLaunch => {
  if (engine.launch === null) throw new Error('no launch is open');
  return engine.launch;
};
const source = (here: QuietEngine, id: string) => launchOf(here).hub.sources.one(id);
const states = (here: QuietEngine, ids: readonly string[]) =>
  Object.fromEntries(ids.map((id) => [id, source(here, id)?.state]));
const elsewhere = ['prometheus', 'alertmanager', 'monitors', 'vendors', 'status-page'];
const allLive = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 'live']));
const feedsAreLive = (here: QuietEngine, ids = elsewhere) =>
  expect.poll(() => states(here, ids), settled).toEqual(allLive(ids));
/** The cluster has been tried again in vain, since this was asked. */
async function triedAgain(here: QuietEngine): Promise<void> {
  const before = source(here, 'cluster')?.retryAt;
  await expect.poll(() => source(here, 'cluster')?.retryAt, settled).not.toBe(before);
}

test('with the cluster away at the start all else is watched and judged; it joins when it is back, and nothing is watched twice', async () => {
  rehearsal.faults.inject({ scenario: 'api-down', mode: 'refuse' });
  const here = engineWith();
  await here.make();
  await feedsAreLive(here);
  await expect.poll(() => source(here, 'cluster')?.state, settled).toBe('failing');
  const down = source(here, 'cluster');
  expect(down).toMatchObject({ seenAt: null, fault: { message: expect.stringMatching(/can't be reached/) } });
  expect(down?.retryAt).toBeGreaterThan(down?.since ?? Number.POSITIVE_INFINITY);
  expect(source(here, 'logs')).toMatchObject({
    ...{ state: 'failing', title: 'pod logs' },
    fault: { message: expect.stringMatching(/waits for the launch's cluster.*can't be reached/) },
  });
  const { hub } = launchOf(here);
  await expect
    .poll(() => hub.criteria.find(({ criterion }) => criterion === 'error-rate-2-to-5')?.verdict, settled)
    .toBe('good');
  expect(launchOf(here).trouble).toMatch(/can't be reached/);
  await triedAgain(here);
  expect(hub.cluster).toBeNull();
  expect(launchOf(here).outside).toBeNull();
  expect(here.engine.state.launch?.cluster ?? null).toBeNull();

  rehearsal.faults.clear();
  const all = [...elsewhere, 'cluster', 'logs', 'flags'];
  await feedsAreLive(here, all);
  expect(here.engine.state.launch?.cluster).not.toBeNull();
  expect(hub.cluster?.deployments.length).toBeGreaterThan(0);
  expect(launchOf(here).trouble).toBeNull();
  const before = asked.counts();
  await sleep(5000);
  // Alertmanager is asked by probes too, once they are connected.
  for (const path of pages)
    expect(asked.counts()[path], path).toBeGreaterThan(before[path] ?? Number.POSITIVE_INFINITY);
  expect(asked.closest(pages)).toBeGreaterThan(NEVER_SOONER_MS);
  expect(states(here, all)).toEqual(allLive(all));
});

test('Loki is read while the cluster is away, and goes on as one when the cluster is back', async () => {
  const loki = await startLoki();
  rehearsal.faults.inject({ scenario: 'api-down', mode: '503' });
  const here = engineWith({ loki: { url: loki.url } });
  await here.make();
  const labels = { namespace: rehearsal.addresses.namespace, app: 'api-gateway', pod: 'api-gateway-canary-1' };
  const shown = () =>
    here.pushes
      .flatMap(({ name, data }) => (name === 'logs.lines' ? [(data as { shown: string }).shown] : []))
      .join('');
  await feedsAreLive(here, [...elsewhere, 'logs']);
  loki.push(labels, 'ERROR from loki 1');
  await expect.poll(shown, settled).toContain('from loki 1');
  expect(source(here, 'cluster')?.state).toBe('failing');
  rehearsal.faults.clear();
  await feedsAreLive(here, [...elsewhere, 'logs', 'cluster']);
  loki.push(labels, 'ERROR from loki 2');
  await expect.poll(shown, settled).toContain('from loki 2');
  expect(shown().match(/from loki/g)).toHaveLength(2);
  expect(loki.tails()).toBe(1);
  await here.engine.stop();
  await expect.poll(() => loki.tails(), settled).toBe(0);
  await loki.stop();
});

test('another cluster than the launch’s own: nothing of it is watched, nothing is carried out, all else goes on', async () => {
  const own = engineWith();
  await own.make();
  await own.enrolEveryone();
  await expect.poll(() => own.engine.state.launch?.cluster ?? null, settled).not.toBeNull();
  await own.send('j-ito', go('a test of another cluster'));
  await own.engine.stop();

  const other = await startRehearsal({ dir: join(dir, 'other'), speed: SPEED });
  const kubeconfig = join(dir, 'other-through-a-wire');
  const wire = await wireBefore(other.addresses.kubeconfig, kubeconfig);
  const here = engineWith({ kubeconfig, context: other.addresses.context }, own.home);
  await here.engine.openLast();
  await feedsAreLive(here);
  await expect.poll(() => source(here, 'cluster')?.state, settled).toBe('failing');
  expect(source(here, 'cluster')?.fault).toMatchObject({
    message: expect.stringContaining('This launch belongs to the cluster with UID'),
    hint: expect.stringContaining('Point the connection back'),
  });
  await here.send('m-okafor', { type: 'step.ask', step: 'canary-images' as never });
  await triedAgain(here);
  await triedAgain(here);
  const launch = launchOf(here);
  expect(actionsInOrder(here.engine.state.actions).at(-1)?.state).toBe('planning');
  expect(launch.log.outbox.pending()).toHaveLength(1);
  expect(launch.log.outbox.started()).toEqual([]);
  expect(launch.outside).toBeNull();
  expect(launch.hub.cluster).toBeNull();
  expect(launch.hub.watched.size).toBe(0);
  expect(launch.hub.readiness.provenAt).toBeNull();
  expect(states(here, ['cluster', 'logs', 'flags'])).toEqual({ cluster: 'failing', logs: 'failing', flags: undefined });
  // It is asked who it is, and let go: whoever watched it would hold a connection.
  await expect.poll(() => wire.count(), settled).toBe(0);
  expect(states(here, elsewhere)).toEqual(allLive(elsewhere));
  await here.engine.stop();
  await wire.stop();
  await other.stop();
});

test('a kubeconfig that can not be used keeps nothing else back; what is set up anew is begun anew, once', async () => {
  const here = engineWith({
    kubeconfig: join(dir, 'not-there'),
    alsoWatched: [{ title: 'Edge', context: 'edge-eu', namespace: 'edge' }],
  });
  await here.make();
  await feedsAreLive(here);
  await expect.poll(() => source(here, 'cluster')?.fault?.message, settled).toContain('not-there');
  expect(source(here, 'cluster edge-eu/edge')).toMatchObject({ state: 'failing', title: 'Edge' });
  await Promise.all([launchOf(here).reconnect(), launchOf(here).reconnect()]);
  asked.forget();
  await triedAgain(here);
  await sleep(5000);
  expect(asked.counts()['/door']).toBeGreaterThan(1);
  expect(asked.closest([...pages, '/api/v2/alerts'])).toBeGreaterThan(NEVER_SOONER_MS);
  expect(states(here, elsewhere)).toEqual(allLive(elsewhere));
});

test('a CA file that is missing is said by what needs it, and nothing else waits; put back, it is read', async () => {
  const caFile = join(dir, 'ca-of-the-house.pem');
  const here = engineWith({
    prometheus: { url: rehearsal.addresses.prometheusUrl, caFile },
    monitorCaFile: caFile,
  });
  await here.make();
  await feedsAreLive(here, ['cluster', 'alertmanager', 'flags']);
  const missing = { message: expect.stringContaining(caFile), hint: expect.stringContaining('Put it back') };
  for (const id of ['prometheus', 'status-page']) {
    await expect.poll(() => source(here, id)?.state, settled).toBe('failing');
    expect(source(here, id)?.fault, id).toMatchObject(missing);
  }
  const door = () => launchOf(here).hub.monitors.find(({ title }) => title === 'Front door');
  await expect.poll(() => door()?.text, settled).toContain(caFile);
  // Not down: nobody has looked.
  expect(door()?.history).toEqual([]);
  const errorRate = () => launchOf(here).hub.criteria.find(({ criterion }) => criterion === 'error-rate-2-to-5');
  expect(errorRate()?.verdict).toBe('unknown');

  await copyFile(rehearsal.addresses.caFile, caFile);
  await feedsAreLive(here);
  await expect.poll(() => door()?.history.at(-1)?.isUp, settled).toBe(true);
  await expect.poll(() => errorRate()?.verdict, settled).toBe('good');
});

test.each(['refuse', 'hang'])('closed while the cluster is away (%s): nothing is asked any more', async (mode) => {
  rehearsal.faults.inject({ scenario: 'api-down', mode });
  const here = engineWith();
  await here.make();
  await feedsAreLive(here);
  const { hub } = launchOf(here);
  const since = performance.now();
  await here.engine.stop();
  expect(performance.now() - since).toBeLessThan(3000);
  const before = { asked: asked.counts(), sources: JSON.stringify(hub.sources.all().map(({ seenAt }) => seenAt)) };
  const cluster = hub.sources.one('cluster')?.retryAt;
  rehearsal.faults.clear();
  await sleep(6000);
  expect(asked.counts()).toEqual(before.asked);
  expect(JSON.stringify(hub.sources.all().map(({ seenAt }) => seenAt))).toBe(before.sources);
  expect(hub.sources.one('cluster')?.retryAt).toBe(cluster);
  expect(hub.cluster).toBeNull();
});
