import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Rehearsal, startRehearsal } from '#rehearsal/start.ts';
import type { ObservationBatch } from '#shared/contract/observations.ts';
import { freshForMs, isFresh } from '#shared/views/signals/freshness.ts';
import { EngineProcess } from '#test/support/engine-process.ts';
import { cast, plan } from '#test/support/launch-story.ts';
import { SettableClock } from './support/set-clock.ts';

const SPEED = 10;
const HOUR_MS = 3_600_000;
/** The page that is read least often is read every minute of launch time: older than three of them nothing is fresh. */
const OLDEST_MS = 200_000;
const settled = { timeout: 60_000, interval: 250 };
const LOOKED_MS = 6000;

let dir: string;
let rehearsal: Rehearsal;
let engine: EngineProcess;
let clock: SettableClock;
let asked = 0;
const count = (): void => {
  asked += 1;
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tminus-clock-'));
  rehearsal = await startRehearsal({ dir: join(dir, 'environment'), speed: SPEED, podReadyMs: [50, 150] });
  // Whatever the engine asks is answered in this process.
  subscribe('http.server.request.start', count);
  clock = new SettableClock(join(dir, 'clock'));
  engine = new EngineProcess(join(dir, 'home'), join(dir, 'environment', 'rehearsal.json'), clock.nodeArguments);
  await engine.ready;
  await engine.call('keeper', 'launch.create', {
    ...{ pack: 'media-gateway', kind: 'rehearsal', variables: {}, people: [...cast] },
    ...{ keeper: 'j-ito' as never, passphrase: 'correct horse battery' },
  });
}, 120_000);
afterAll(async () => {
  unsubscribe('http.server.request.start', count);
  await engine?.kill();
  await rehearsal?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const seen = (): Promise<ObservationBatch> => engine.call('looker', 'observations.history', {});
const states = async () =>
  Object.fromEntries(
    (await seen()).sources.map(({ id, state, fault }) => [id, fault === null ? state : fault.message]),
  );
const verdicts = async () => (await seen()).criteria.map(({ verdict }) => verdict);

/** Everything that windows show as fresh, with how far from now it was seen, launch ms. */
function shownAsFresh({ at: now, sources, cluster, monitors, publicStatus, vendors }: ObservationBatch) {
  const freshMs = freshForMs(plan, SPEED);
  const everyMs = (id: string) => 3 * (sources.find((one) => one.id === id)?.everyMs ?? 0);
  const places: readonly (readonly [string, number | null | undefined, boolean])[] = [
    ...sources.map(({ id, state, seenAt }) => [id, seenAt, state === 'live'] as const),
    ['what the cluster runs', cluster?.at, isFresh(cluster?.at, now, freshMs)],
    ...monitors.map(({ title, history, everyMs: ms }) => {
      const last = history.at(-1)?.at;
      return [title, last, isFresh(last, now, Math.max(freshMs, 3 * ms))] as const;
    }),
    ['our page', publicStatus?.at, isFresh(publicStatus?.at, now, Math.max(freshMs, everyMs('status-page')))],
    ...vendors.map(
      ({ title, page }) => [title, page?.at, isFresh(page?.at, now, Math.max(freshMs, everyMs('vendors')))] as const,
    ),
  ];
  return places.flatMap(([what, at, fresh]) => (fresh ? [{ what, agoMs: now - (at ?? 0) }] : []));
}

/** Looks for some seconds: what was shown as fresh and was not, and how often anything outside was asked. */
async function lookOn() {
  const old = new Set<string>();
  asked = 0;
  const until = performance.now() + LOOKED_MS;
  while (performance.now() < until) {
    for (const { what, agoMs } of shownAsFresh(await seen())) if (Math.abs(agoMs) > OLDEST_MS) old.add(what);
    await sleep(200);
  }
  return { old: [...old], asked };
}
const allLive = Object.fromEntries(
  ['prometheus', 'cluster', 'logs', 'monitors', 'status-page', 'vendors', 'alertmanager'].map((id) => [id, 'live']),
);
/** Prometheus' clock is not this machine's any more: what it says of now is of another time. */
const clocksApart = { ...allLive, prometheus: expect.stringMatching(/its clock is 3\d\d\d s/) };

test.each([
  ['ahead', HOUR_MS],
  ['back', -HOUR_MS],
])(
  'the machine’s clock is set an hour %s while everything is followed: nothing old is shown as fresh, nobody is asked in a storm, and it goes on by itself',
  { timeout: 240_000 },
  async (_where, offsetMs) => {
    await expect.poll(states, settled).toMatchObject(allLive);
    await expect.poll(verdicts, settled).toContain('good');
    const calm = await lookOn();
    expect(calm.old).toEqual([]);
    expect(calm.asked).toBeGreaterThan(0);
    clock.set(offsetMs);
    const jumped = await lookOn();
    expect(jumped.old).toEqual([]);
    await expect.poll(states, settled).toMatchObject(clocksApart);
    expect(await verdicts()).not.toContain('good');
    clock.set(0);
    const back = await lookOn();
    expect(back.old).toEqual([]);
    await expect.poll(states, settled).toMatchObject(allLive);
    await expect.poll(verdicts, settled).toContain('good');
    for (const { asked: often } of [jumped, back]) expect(often).toBeLessThan(2 * calm.asked + 40);
    expect(engine.bugs).toBe('');
  },
);
