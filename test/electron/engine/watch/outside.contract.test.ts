import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { type Clock, realClock } from '#engine/clock.ts';
import { builtInPacks } from '#engine/pack-places.ts';
import { planFromPack } from '#engine/packs.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { createMonitorWatches, monitorsOf } from '#engine/watch/monitors.ts';
import { createOwnPageWatch, createVendorWatches } from '#engine/watch/pages.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { madeLaunch } from '#test/support/launch-story.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { value } from '../adapters/support/run-context.ts';
import { watched } from './support/watched-launch.ts';

const slow = { timeout: 60_000 };
const settled = { timeout: 20_000, interval: 200 };

describe('what users, the public and the vendors see of the rehearsal environment', () => {
  let rehearsal: Rehearsal;
  let outside: Outside;
  let plan: LaunchPlan;
  const settings = () => connectionsFromRehearsal(JSON.stringify(rehearsal.addresses));
  beforeAll(async () => {
    rehearsal = await openRehearsal();
    outside = value(await connectOutside(settings()));
    const compiled = planFromPack(builtInPacks, 'media-gateway', rehearsal.addresses.variables);
    if (!compiled.ok) throw new Error(compiled.error.message);
    plan = compiled.value;
  }, 60_000);
  afterEach(() => rehearsal.faults.clear());
  afterAll(async () => {
    await outside?.close();
    await rehearsal?.stop();
  });

  function watching(clock: Clock = realClock(), more: Partial<LaunchPlan> = {}) {
    const hub = new ObservationHub(clock);
    const made = { ...plan, ...more };
    const { with_ } = watched(madeLaunch(), {}, { plan: made, outside, settings: settings(), clock, hub });
    return { with_, hub };
  }
  /** Looks with every monitor until one of them is as wanted. */
  function monitoring() {
    const { with_, hub } = watching(realClock());
    const watches = createMonitorWatches(with_);
    const seen = async (id: string) => {
      await Promise.all(watches.map(({ look }) => look()));
      const monitor = hub.monitors.find((one) => one.id === id);
      const last = monitor?.history.at(-1);
      return { text: monitor?.text, isUp: last?.isUp, isSlow: last?.isSlow === true };
    };
    return { seen, hub, watches };
  }

  test('every monitor of the pack is up while all is well, and those of the settings besides', slow, async () => {
    const { seen, hub, watches } = monitoring();
    await expect.poll(() => seen('api'), settled).toMatchObject({ isUp: true, text: 'HTTP 200' });
    const findings = hub.monitors.map(({ title, text, history }) => [title, history.at(-1)?.isUp, text]);
    expect(findings.filter(([, isUp]) => isUp !== true)).toEqual([]);
    expect(new Set(hub.monitors.map(({ kind }) => kind))).toEqual(new Set(['http', 'tls', 'dns']));
    expect(hub.monitors.length).toBeGreaterThan(plan.monitors?.length ?? 0);
    expect(watches.length).toBe(hub.monitors.length);
    expect(hub.monitors.find(({ id }) => id === 'certificate')?.text).toMatch(/^\d+ days left$/);
    expect(hub.sources.one('monitors')?.state).toBe('live');
  });

  test('each is looked at on its own schedule, in a fast rehearsal no more often than every two seconds', () => {
    const everyMs = (speed: number) => {
      const { with_ } = watching({
        ...realClock(),
        facts: { startedAtReal: 0, startedAtLaunch: 0, speed },
        toReal: (ms) => ms / speed,
      });
      const watches = createMonitorWatches(with_);
      return Object.fromEntries(monitorsOf(with_).map(({ id }, index) => [id, watches[index]?.everyMs]));
    };
    expect(everyMs(1)).toMatchObject({ api: 10_000, certificate: 60_000, docs: 60_000, dns: 30_000 });
    expect(everyMs(15)).toMatchObject({ api: 2000, certificate: 4000, dns: 2000 });
  });

  test('a page that is down is down alone, and comes back by itself', slow, async () => {
    const { seen, hub } = monitoring();
    rehearsal.faults.inject({ scenario: 'page-down', path: '/cdn/healthz' });
    rehearsal.faults.inject({ scenario: 'page-down', path: '/cdn' });
    await expect.poll(() => seen('cdn'), settled).toMatchObject({ isUp: false, text: 'HTTP 503' });
    expect((await seen('api')).isUp).toBe(true);
    expect(hub.sources.one('monitors')?.state).toBe('live');
    rehearsal.faults.clear();
    await expect.poll(() => seen('cdn'), settled).toMatchObject({ isUp: true });
    expect(hub.monitors.find(({ id }) => id === 'cdn')?.history.some(({ isUp }) => !isUp)).toBe(true);
  });

  test('a certificate with few days left is amber, one that has expired is red', slow, async () => {
    const { seen } = monitoring();
    rehearsal.faults.inject({ scenario: 'certificate-expiring', days: 5 });
    await expect
      .poll(() => seen('certificate'), settled)
      .toMatchObject({ isUp: true, isSlow: true, text: '4 days left' });
    rehearsal.faults.clear();
    rehearsal.faults.inject({ scenario: 'certificate-expiring', days: -1 });
    await expect.poll(() => seen('certificate'), settled).toMatchObject({ isUp: false, text: 'it has expired' });
  });

  test('a name that leads elsewhere than expected is down, and says where', slow, async () => {
    const { with_, hub } = watching(realClock(), {
      monitors: (plan.monitors ?? []).flatMap((monitor) =>
        monitor.check.kind === 'dns' ? [{ ...monitor, check: { ...monitor.check, expected: '127.0.0.1' } }] : [],
      ),
    });
    const [watch] = createMonitorWatches({ ...with_, settings: { ...with_.settings, monitors: [] } });
    await watch?.look();
    expect(hub.monitors[0]).toMatchObject({ text: '127.0.0.1', history: [{ isUp: true }] });
    rehearsal.faults.inject({ scenario: 'dns-wrong' });
    await watch?.look();
    expect(hub.monitors[0]?.text).toBe('203.0.113.10, not 127.0.0.1');
    expect(hub.monitors[0]?.history.at(-1)?.isUp).toBe(false);
  });

  test(
    'when nothing answers any more it is the way outside that fails, and it is asked less often until it is back',
    slow,
    async () => {
      const { seen, hub, watches } = monitoring();
      await seen('api');
      rehearsal.faults.inject({ scenario: 'network-cut' });
      await expect.poll(async () => (await seen('api')).isUp, settled).toBe(false);
      await seen('api');
      expect(hub.sources.one('monitors')).toMatchObject({
        state: 'failing',
        fault: { message: expect.stringContaining('None of'), hint: expect.stringContaining('network') },
      });
      const waits = await Promise.all(watches.map(({ look }) => look()));
      for (const [index, wait] of waits.entries()) {
        expect(wait).toBeGreaterThanOrEqual(watches[index]?.everyMs ?? 0);
        expect(wait).toBeLessThanOrEqual(2 * (watches[index]?.everyMs ?? 0));
      }
      rehearsal.faults.clear();
      await expect.poll(async () => (await seen('api')).isUp, settled).toBe(true);
      expect(hub.sources.one('monitors')?.state).toBe('live');
    },
  );

  test('sixty looks are kept of each', slow, async () => {
    const { with_, hub } = watching(realClock(), { monitors: (plan.monitors ?? []).slice(0, 1) });
    const [watch] = createMonitorWatches({ ...with_, settings: { ...with_.settings, monitors: [] } });
    for (let look = 0; look < 65; look += 1) await watch?.look();
    expect(hub.monitors[0]?.history).toHaveLength(60);
  });

  test(
    'a vendor’s page is told with what is troubled; one that falls silent is kept with what it said last',
    slow,
    async () => {
      const { with_, hub } = watching();
      const watches = createVendorWatches(with_);
      const look = async (id: string) => {
        const waits = await Promise.all(watches.map((watch) => watch.look()));
        return { vendor: hub.vendors.find((one) => one.id === id), waits };
      };
      expect((await look('pubnub')).vendor).toMatchObject({ page: { indicator: 'none', troubled: [] }, silent: null });
      rehearsal.faults.inject({ scenario: 'vendor-incident', vendor: 'pubnub' });
      const { vendor } = await look('pubnub');
      expect(vendor?.page?.indicator).not.toBe('none');
      expect(vendor?.page?.troubled).toMatchObject([{ status: 'partial_outage' }]);
      rehearsal.faults.inject({ scenario: 'page-down', path: '/vendors/pubnub/api/v2/summary.json' });
      const { vendor: gone } = await look('pubnub');
      expect(gone?.silent).toMatchObject({ text: expect.stringContaining('503') });
      expect(gone?.page?.indicator).toBe(vendor?.page?.indicator);
      expect(hub.sources.one('vendors')).toMatchObject({ state: 'live', partial: 'no answer from PubNub' });
      rehearsal.faults.inject({ scenario: 'network-cut' });
      await expect.poll(async () => (await look('cloud')).vendor?.silent !== null, settled).toBe(true);
      expect(hub.sources.one('vendors')?.state).toBe('failing');
      rehearsal.faults.clear();
      await expect.poll(async () => (await look('pubnub')).vendor?.silent, settled).toBeNull();
      expect(hub.sources.one('vendors')).toMatchObject({ state: 'live', partial: null });
    },
  );

  test('our own page is read back as the public reads it, and its silence is said', slow, async () => {
    const { with_, hub } = watching();
    const watch = createOwnPageWatch(with_);
    await watch.look();
    expect(hub.publicStatus).toMatchObject({ indicator: 'none', description: 'All Systems Operational' });
    expect(hub.publicStatus?.changedAt).toBeGreaterThan(0);
    const before = hub.publicStatus;
    rehearsal.faults.inject({ scenario: 'page-down', path: '/status/api/v2/summary.json' });
    const waits = [await watch.look(), await watch.look()];
    expect(hub.publicStatus).toEqual(before);
    expect(hub.sources.one('status-page')).toMatchObject({ state: 'failing', fault: { cause: 'unexpected' } });
    expect(Math.max(...waits)).toBeGreaterThanOrEqual(watch.everyMs * 0.9);
    rehearsal.faults.clear();
    await watch.look();
    expect(hub.sources.one('status-page')?.state).toBe('live');
  });

  test('where no address is set up and the pack has none, nothing is asked, and that is said', async () => {
    const { with_, hub } = watching(realClock(), { channels: [], vendors: [], monitors: [] });
    const { statusPageUrl: _, ...others } = { ...with_.settings, monitors: [] };
    const bare = { ...with_, settings: others };
    await createOwnPageWatch(bare).look();
    expect(createVendorWatches(bare)).toEqual([]);
    expect(createMonitorWatches(bare)).toEqual([]);
    expect(['status-page', 'vendors', 'monitors'].map((id) => hub.sources.one(id)?.state)).toEqual([
      'off',
      'off',
      'off',
    ]);
  });
});

describe('addresses that are never asked', () => {
  test(
    'a monitor or page that leads to a link-local address is refused, by number and by redirect-free reading',
    slow,
    async () => {
      const rehearsal = await openRehearsal();
      const outside = value(await connectOutside(connectionsFromRehearsal(JSON.stringify(rehearsal.addresses))));
      const metadata = 'http://169.254.169.254/latest/meta-data';
      expect(await outside.monitor.check({ kind: 'http', url: metadata })).toMatchObject({
        isUp: false,
        fault: { message: expect.stringContaining('link-local') },
      });
      expect(
        await outside.monitor.check({ kind: 'tls', host: '169.254.169.254', port: 443, validForMs: 0 }),
      ).toMatchObject({
        fault: { message: expect.stringContaining('link-local') },
      });
      expect(await outside.statusPage.summary(metadata)).toMatchObject({ ok: false, error: { cause: 'invalid' } });
      expect((await outside.monitor.check({ kind: 'http', url: 'file:///etc/passwd' })).fault?.message).toContain(
        'http',
      );
      await outside.close();
      await rehearsal.stop();
    },
  );
});
