import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WatchedCluster } from './support/watched-cluster.ts';

const canary = 'mcp-server-canary';
const soon = { timeout: 40_000, interval: 50 };

let world: WatchedCluster;
beforeAll(async () => {
  world = await WatchedCluster.open();
});
afterEach(async () => {
  await world.calm();
  expect(world.bugs).toEqual([]);
});
afterAll(() => world.stop());

/** A watch that has seen the cluster once. */
async function watching(...also: Parameters<WatchedCluster['watch']>) {
  const watch = await world.watch(...also);
  await expect.poll(() => watch.source()?.state, soon).toBe('live');
  await expect.poll(() => Object.values(watch.hub.cluster?.canaryPercent ?? {}), soon).not.toContain(null);
  return watch;
}
type Watch = Awaited<ReturnType<typeof watching>>;

/** What is shown is what a fresh read says, pods and their troubles included. */
async function showsWhatIs({ hub, cluster }: Watch) {
  await expect
    .poll(async () => {
      const read = await cluster.deployments();
      const fresh = read.ok ? read.value.map(({ name, wanted, ready }) => `${name} ${ready}/${wanted}`).sort() : [read];
      const shown = hub.cluster?.deployments.map(({ name, wanted, ready }) => `${name} ${ready}/${wanted}`);
      return JSON.stringify(shown) === JSON.stringify(fresh);
    }, soon)
    .toBe(true);
}

test('a change by somebody else is shown without the cluster being asked', async () => {
  const watch = await watching();
  expect(watch.deployment(canary)).toMatchObject({ wanted: 0, problem: null });
  await world.others.setWeight('mcp-server', 5);
  await expect.poll(() => watch.hub.cluster?.canaryPercent['mcp-server'], soon).toBe(5);
  await world.others.setWeight('mcp-server', 0);
  await expect.poll(() => watch.hub.cluster?.canaryPercent['mcp-server'], soon).toBe(0);
  expect(watch.told.length).toBeGreaterThan(0);
});

test('pods that can not start are shown with their words, and the warnings of the cluster, newest first', async () => {
  world.rehearsal.faults.inject({ scenario: 'crash-loop', deployment: 'api-gateway-stable' });
  const watch = await watching();
  await expect.poll(() => watch.deployment('api-gateway-stable')?.problem, soon).toMatch(/CrashLoopBackOff|Error/);
  await expect.poll(() => watch.hub.cluster?.events[0]?.reason, soon).toBe('BackOff');
  const { pods = [], events = [] } = watch.hub.cluster ?? {};
  expect(pods[0]).toMatchObject({ deployment: 'api-gateway-stable', isReady: false });
  expect(events[0]?.object).toMatch(/^Pod api-gateway-stable-/);
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => b - a));
  world.rehearsal.faults.clear();
  await showsWhatIs(watch);
});

test('a quiet cluster stays fresh, for it is heard of every few seconds', async () => {
  const watch = await watching();
  for (let turn = 0; turn < 8; turn += 1) {
    await sleep(1_000);
    expect(watch.source()?.state).toBe('live');
    expect(Date.now() - (watch.hub.cluster?.at ?? 0)).toBeLessThan(9_000);
  }
});

test.each(['refuse', 'hang', '503'])(
  'the API server is away (%s): it is said, what is shown grows old, and it comes back by itself with all that was missed',
  async (mode) => {
    const watch = await watching();
    world.rehearsal.faults.inject({ scenario: 'api-down', mode });
    await expect.poll(() => watch.source()?.state, soon).toBe('failing');
    expect(watch.source()?.fault?.message).toMatch(/deployments|pods/);
    // Watches that were open are heard of until they end, and no longer.
    const age = () => Date.now() - (watch.hub.cluster?.at ?? 0);
    await expect.poll(age, soon).toBeGreaterThan(9_000);
    const before = watch.hub.cluster?.at ?? 0;
    expect(watch.source()?.retryAt).not.toBeNull();
    world.rehearsal.faults.clear();
    await world.others.annotate(canary, 'example.org/seen', mode).catch(() => sleep(500));
    await expect.poll(() => watch.source()?.state, soon).toBe('live');
    expect(watch.hub.cluster?.at).toBeGreaterThan(before);
    await showsWhatIs(watch);
  },
);

test('a connection that was dropped without a word is taken for dead, and the watch goes on over another', async () => {
  const watch = await watching();
  const before = watch.hub.cluster?.at ?? 0;
  world.wire.forget();
  await world.others.setWeight('mcp-server', 10);
  // Each stream is heard of every three seconds and given up after six: none can be dead for us yet, and none tells anything.
  await sleep(1_000);
  expect(watch.hub.cluster?.canaryPercent['mcp-server'], 'nothing came over it').not.toBe(10);
  await expect.poll(() => watch.source()?.state, soon).toBe('failing');
  await expect.poll(() => watch.hub.cluster?.canaryPercent['mcp-server'], soon).toBe(10);
  await expect.poll(() => watch.source()?.state, soon).toBe('live');
  expect(watch.hub.cluster?.at).toBeGreaterThan(before);
  await world.others.setWeight('mcp-server', 0);
});

test('a server that takes connections and answers nothing is failing, not fresh', async () => {
  const watch = await watching();
  world.wire.hang(true);
  world.wire.forget();
  await expect.poll(() => watch.source()?.state, soon).toBe('failing');
  const { at = 0 } = watch.hub.cluster ?? {};
  await expect.poll(() => Date.now() - at, soon).toBeGreaterThan(9_000);
  expect(watch.hub.cluster?.at).toBe(at);
  world.wire.hang(false);
  await expect.poll(() => watch.source()?.state, soon).toBe('live');
});

test('when the cluster has forgotten where the watch was, everything is listed again and nothing is lost', async () => {
  const watch = await watching();
  await world.others.setWeight('mcp-server', 20);
  world.rehearsal.faults.inject({ scenario: 'watch-expired' });
  await world.others.setWeight('mcp-server', 30);
  await expect.poll(() => watch.hub.cluster?.canaryPercent['mcp-server'], soon).toBe(30);
  await showsWhatIs(watch);
  await expect.poll(() => watch.source()?.state, soon).toBe('live');
  await world.others.setWeight('mcp-server', 0);
});

test('a watch that is cut in the midst of a line goes on where the last whole one ended', async () => {
  const watch = await watching();
  for (const [turn, percent] of [40, 50, 60, 70].entries()) {
    world.wire.cutAfter(700 + 400 * turn);
    await world.others.setWeight('mcp-server', percent);
    await expect.poll(() => watch.hub.cluster?.canaryPercent['mcp-server'], soon).toBe(percent);
  }
  await world.others.setWeight('mcp-server', 0);
  await showsWhatIs(watch);
});

test('over a slow network nothing is said to be known before all of it has come', async () => {
  world.wire.slow(60_000);
  const watch = await world.watch();
  await sleep(500);
  expect(watch.hub.cluster).toBeNull();
  await expect.poll(() => watch.hub.cluster?.deployments.length, soon).toBe(16);
  await showsWhatIs(watch);
});

test('a kind that may not be read is named as missing; without pods nothing is said to be well', async () => {
  world.rehearsal.faults.inject({ scenario: 'forbidden', verb: 'list', resource: 'events' });
  const watch = await watching();
  await expect.poll(() => watch.source()?.partial, soon).toMatch(/Event: .*may not list events/);
  expect(watch.source()?.state).toBe('live');
  await world.calm();
  world.rehearsal.faults.inject({ scenario: 'forbidden', verb: 'list', resource: 'pods' });
  const blind = await world.watch();
  await expect.poll(() => blind.source()?.fault?.message, soon).toMatch(/may not list pods/);
  await sleep(1_500);
  expect(blind.hub.cluster).toBeNull();
  world.rehearsal.faults.clear();
  await expect.poll(() => blind.source()?.state, soon).toBe('live');
});

test('other namespaces are sources of their own, and one whose kubeconfig is refused says why', async () => {
  const watch = await watching([
    { title: 'two services', namespace: 'two-services' },
    { title: 'nowhere', namespace: 'elsewhere', kubeconfig: '/nowhere/kubeconfig', context: 'eu-2' },
  ]);
  const { context } = world.rehearsal.addresses;
  await expect.poll(() => watch.hub.cluster?.others.map(({ title }) => title), soon).toEqual(['two services']);
  expect(watch.hub.cluster?.others[0]).toMatchObject({ source: `cluster ${context}/two-services`, context });
  expect(watch.hub.cluster?.others[0]?.deployments.length).toBeGreaterThan(0);
  expect(watch.source(`cluster ${context}/two-services`)?.state).toBe('live');
  expect(watch.source('cluster eu-2/elsewhere')).toMatchObject({ state: 'off' });
  expect(watch.source('cluster eu-2/elsewhere')?.why).toMatch(/\/nowhere\/kubeconfig was refused/);
});
