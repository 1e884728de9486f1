import { createServer, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { createClock } from '#engine/clock.ts';
import { createAlertLooks } from '#engine/watch/alerts.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { watchOutside } from '#engine/watch/outside.ts';
import { poll } from '#engine/watch/poll.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import { openRehearsal } from '#test/electron/engine/adapters/support/open-rehearsal.ts';
import { value } from '#test/electron/engine/adapters/support/run-context.ts';
import { watched } from '#test/electron/engine/watch/support/watched-launch.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';

/** So fast that everything is looked at every two seconds, the least there is. */
const SPEED = 30;
const EVERY_MS = 2000;
const settled = { timeout: 45_000, interval: 100 };
const wellPage = {
  status: { indicator: 'none', description: 'All Systems Operational' },
  components: [],
  incidents: [],
};

/** A server on loopback that answers with JSON, and, while it hangs, accepts and never answers. */
class Hanging {
  url = '';
  #hangs = false;
  readonly #held = new Set<ServerResponse>();
  readonly #server;

  constructor(answer: unknown) {
    this.#server = createServer((_request, response) => {
      if (this.#hangs) this.#held.add(response);
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }
  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    this.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }
  hang(): void {
    this.#hangs = true;
  }
  /** As one that was started anew: whoever still waits is cut off. */
  comeBack(): void {
    this.#hangs = false;
    for (const response of this.#held) response.destroy();
    this.#held.clear();
  }
  /** How often it was asked in vain. */
  get inVain(): number {
    return this.#held.size;
  }
  close(): Promise<unknown> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('what hangs: it accepts and never answers', { timeout: 120_000 }, () => {
  const servers = {
    alertmanager: new Hanging([]),
    own: new Hanging(wellPage),
    vendor: new Hanging(wellPage),
    other: new Hanging(wellPage),
  };
  let rehearsal: Rehearsal;
  let outside: Outside | undefined;
  let hub: ObservationHub;
  let end: (() => void) | undefined;
  const bugs: unknown[] = [];

  beforeAll(async () => {
    rehearsal = await openRehearsal();
    for (const server of Object.values(servers)) await server.open();
  });
  afterAll(async () => {
    await rehearsal?.stop();
    for (const server of Object.values(servers)) await server.close();
  });
  beforeEach(async () => {
    const settings = {
      ...connectionsFromRehearsal(JSON.stringify(rehearsal.addresses)),
      ...{ alertmanager: { url: servers.alertmanager.url }, statusPageUrl: servers.own.url },
      monitors: [{ title: 'Front door', url: servers.other.url }],
    };
    outside = value(await connectOutside(settings));
    const now = Date.now();
    const clock = createClock({ startedAtReal: now, startedAtLaunch: now, speed: SPEED });
    hub = new ObservationHub(clock);
    const [pubnub, cloud] = plan.vendors;
    if (pubnub === undefined || cloud === undefined) throw new Error('the pack names two vendors at least');
    const vendors = [
      { ...pubnub, statusPage: servers.vendor.url },
      { ...cloud, statusPage: servers.other.url },
    ];
    const { with_, abort } = watched(
      madeLaunch(),
      {},
      { clock, hub, outside, settings, tell: () => undefined, plan: { ...plan, vendors, monitors: [] } },
    );
    const bug = (error: unknown) => bugs.push(error);
    watchOutside(with_, bug);
    for (const look of createAlertLooks(with_, EVERY_MS)) void poll(EVERY_MS, with_.signal, look, bug);
    end = () => abort.abort();
    for (const id of ['alertmanager', 'status-page', 'vendors', 'monitors'])
      await expect.poll(() => hub.sources.one(id), settled).toMatchObject({ state: 'live', partial: null });
  });
  afterEach(async () => {
    end?.();
    for (const server of Object.values(servers)) server.comeBack();
    await outside?.close();
    expect(bugs.splice(0)).toEqual([]);
  });

  const state = (id: string) => hub.sources.one(id);
  /** Times at which each of them was seen, as often as there are any: how long the longest pause was, real ms. */
  const longestPauses = async (isOver: () => boolean) => {
    const last = new Map<string, { at: number | undefined; since: number }>();
    const longest: Record<string, number> = {};
    const limit = performance.now() + 45_000;
    while (!isOver() && performance.now() < limit) {
      const seen: readonly (readonly [string, number | undefined])[] = [
        ['vendor', hub.vendors.find(({ id }) => id === plan.vendors[1]?.id)?.page?.at],
        ['monitor', hub.monitors[0]?.history.at(-1)?.at],
        ['page', hub.publicStatus?.at],
      ];
      for (const [what, at] of seen) {
        const before = last.get(what);
        if (before?.at !== at || before === undefined) last.set(what, { at, since: performance.now() });
        else longest[what] = Math.max(longest[what] ?? 0, performance.now() - before.since);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return longest;
  };
  /** Looked at every two seconds, with room for a busy machine. */
  const UNDELAYED_MS = 2.2 * EVERY_MS;

  test('Alertmanager: said within its ten seconds, nothing else waits for it, and it comes back by itself', async () => {
    const since = performance.now();
    servers.alertmanager.hang();
    const pauses = await longestPauses(() => state('alertmanager')?.state === 'failing');
    expect(performance.now() - since).toBeLessThan(18_000);
    expect(state('alertmanager')?.fault).toMatchObject({
      ...{ cause: 'timeout', message: expect.stringContaining('Alertmanager at http://127.0.0.1') },
    });
    expect(Object.keys(pauses)).not.toEqual([]);
    for (const [what, ms] of Object.entries(pauses)) expect(ms, what).toBeLessThan(UNDELAYED_MS);
    expect(servers.alertmanager.inVain).toBeLessThan(3);
    servers.alertmanager.comeBack();
    await expect.poll(() => state('alertmanager'), settled).toMatchObject({ state: 'live', fault: null });
    expect(hub.alerts).toEqual([]);
  });

  test('a vendor’s page: that vendor alone is silent within five seconds, and speaks again by itself', async () => {
    const since = performance.now();
    servers.vendor.hang();
    const pauses = await longestPauses(() => hub.vendors[0]?.silent !== null);
    expect(performance.now() - since).toBeLessThan(9900);
    expect(hub.vendors[0]).toMatchObject({
      page: { indicator: 'none' },
      silent: { text: expect.stringMatching(/did not answer|no answer|in time/i) },
    });
    expect(state('vendors')).toMatchObject({ state: 'live', partial: `no answer from ${hub.vendors[0]?.title}` });
    expect(hub.vendors[1]?.silent).toBeNull();
    expect(Object.keys(pauses)).not.toEqual([]);
    for (const [what, ms] of Object.entries(pauses)) expect(ms, what).toBeLessThan(UNDELAYED_MS);
    servers.vendor.comeBack();
    await expect.poll(() => hub.vendors[0]?.silent, settled).toBeNull();
    expect(state('vendors')).toMatchObject({ state: 'live', partial: null });
  });

  test('our own page: said within five seconds, what it said last is kept with its time, and it is read again by itself', async () => {
    const since = performance.now();
    servers.own.hang();
    const { page: _, ...pauses } = await longestPauses(() => state('status-page')?.state === 'failing');
    expect(performance.now() - since).toBeLessThan(9900);
    expect(state('status-page')?.fault).toMatchObject({ cause: 'timeout' });
    const kept = hub.publicStatus;
    expect(kept).toMatchObject({ indicator: 'none' });
    expect(Object.keys(pauses)).not.toEqual([]);
    for (const [what, ms] of Object.entries(pauses)) expect(ms, what).toBeLessThan(UNDELAYED_MS);
    servers.own.comeBack();
    await expect.poll(() => state('status-page'), settled).toMatchObject({ state: 'live', fault: null });
    expect(hub.publicStatus?.at).toBeGreaterThan(kept?.at ?? 0);
  });

  test('all three at once: each is said, a page and a monitor that answer are still seen, and all come back by themselves', async () => {
    const three = [servers.alertmanager, servers.own, servers.vendor];
    for (const server of three) server.hang();
    const isSaid = () =>
      state('alertmanager')?.state === 'failing' &&
      state('status-page')?.state === 'failing' &&
      hub.vendors[0]?.silent !== null;
    const { page: _, ...pauses } = await longestPauses(isSaid);
    expect(isSaid()).toBe(true);
    expect(Object.keys(pauses)).not.toEqual([]);
    for (const [what, ms] of Object.entries(pauses)) expect(ms, what).toBeLessThan(UNDELAYED_MS);
    for (const server of three) server.comeBack();
    for (const id of ['alertmanager', 'status-page', 'vendors'])
      await expect.poll(() => state(id), settled).toMatchObject({ state: 'live', partial: null });
  });
});
