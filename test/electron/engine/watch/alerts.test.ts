import { afterEach, describe, expect, test } from 'vitest';
import { createAlertmanager } from '#engine/adapters/alertmanager/alertmanager.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import { createPrometheus } from '#engine/adapters/prometheus/prometheus.ts';
import { createAlertLooks } from '#engine/watch/alerts.ts';
import { alertsView } from '#shared/views/status/alert-rows.ts';
import { madeLaunch } from '#test/support/launch-story.ts';
import { type Reply, startHttpServer } from '../adapters/support/http-server.ts';
import { watched } from './support/watched-launch.ts';

const EVERY = 10_000;
const FRESH = 15_000;
const story = madeLaunch();
const iso = (agoMs: number) => new Date(story.now - agoMs).toISOString();
const fired = (name: string, labels: Record<string, string> = {}, agoMs = 300_000) => ({
  ...{ labels: { alertname: name, ...labels }, annotations: { summary: `${name} fires` } },
  ...{ state: 'firing', activeAt: iso(agoMs), value: '1' },
});
const heard = (name: string, labels: Record<string, string> = {}, state = 'active') => ({
  ...{ labels: { alertname: name, ...labels }, annotations: { description: `${name} of Alertmanager` } },
  ...{ startsAt: iso(120_000), status: { state, silencedBy: [], inhibitedBy: [] } },
});
const byPrometheus = (...alerts: readonly object[]): Reply => ({
  status: 200,
  body: JSON.stringify({ status: 'success', data: { alerts } }),
});
const byAlertmanager = (...alerts: readonly object[]): Reply => ({ status: 200, body: JSON.stringify(alerts) });

const open: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

type Replies = Reply | readonly Reply[];
const serve = (replies: Replies) => startHttpServer(...(Array.isArray(replies) ? replies : [replies as Reply]));

/** What a launch sees of alerts when the two servers answer so, one reply after the other; null: no Alertmanager is set up. */
async function world(prometheus: Replies, alertmanager: Replies | null) {
  const [one, other] = [await serve(prometheus), await serve(alertmanager ?? 'cut')];
  const metrics = createPrometheus({ url: one.url });
  const alerts = alertmanager === null ? null : createAlertmanager({ url: other.url });
  open.push(one, other, { stop: () => metrics.close() }, { stop: async () => alerts?.close() });
  const own = madeLaunch();
  const outside = { metrics, alerts } as unknown as Outside;
  const { with_, hub } = watched(own, {}, { outside });
  const looks = createAlertLooks(with_, EVERY);
  const look = async (): Promise<number | undefined> => {
    let waitMs: number | undefined;
    for (const once of looks) waitMs = await once();
    return waitMs;
  };
  return { look, looks, hub, own, stopAlertmanager: () => other.stop(), source: () => hub.sources.one('alertmanager') };
}

describe('what fires', () => {
  test('is told worst first, with what its rule says of it and since when, silenced ones last', async () => {
    const { look, hub, source } = await world(
      byPrometheus(fired('Slow', { severity: 'warning' }), fired('Down', { severity: 'critical', namespace: 'other' })),
      byAlertmanager(
        heard('Slow', { severity: 'warning' }),
        heard('Muted', { severity: 'critical' }, 'suppressed'),
        heard('Down', { severity: 'critical', namespace: 'other', cluster: 'prod-eu' }),
      ),
    );
    await look();
    expect(hub.alerts?.map(({ name, isSuppressed }) => [name, isSuppressed])).toEqual([
      ['Down', false],
      ['Slow', false],
      ['Muted', true],
    ]);
    expect(hub.alerts?.[1]).toMatchObject({ summary: 'Slow of Alertmanager', since: story.now - 120_000 });
    expect(source()).toMatchObject({ state: 'live', partial: null });
  });

  test('in Prometheus and never arrived at Alertmanager is shown, and said: nobody is told of it', async () => {
    const { look, hub, source } = await world(
      byPrometheus(fired('Down', { severity: 'critical' }), fired('Fresh', {}, 20_000)),
      byAlertmanager(),
    );
    await look();
    await look();
    expect(hub.alerts).toEqual([
      expect.objectContaining({ name: 'Down', isUnheard: true, summary: 'Down fires' }),
      expect.not.objectContaining({ isUnheard: true }),
    ]);
    expect(source()?.partial).toBe('Down fires in Prometheus, but Alertmanager has not heard of it: nobody is told.');
  });

  test('is what Prometheus says where no Alertmanager is set up, which is said as well', async () => {
    const { look, hub, source } = await world(
      byPrometheus(fired('Down'), { ...fired('Soon'), state: 'pending' }),
      null,
    );
    await look();
    expect(hub.alerts?.map(({ name }) => name)).toEqual(['Down']);
    expect(source()).toMatchObject({ state: 'off', why: 'No Alertmanager is set up.' });
  });

  test('in Prometheus stands on screen 4, where no Alertmanager is set up and where it has been away for long', async () => {
    const shown = ({ hub, own }: Awaited<ReturnType<typeof world>>) =>
      alertsView(hub.batch(false), own.state, own.now, FRESH);
    const unset = await world(byPrometheus(fired('Down', { severity: 'critical' })), null);
    await unset.look();
    expect(shown(unset)).toMatchObject({ firing: [{ mark: { tone: 'act' } }] });
    const away = await world(byPrometheus(fired('Down', { severity: 'critical' })), [byAlertmanager(), 'cut']);
    await away.look();
    expect(away.hub.alertsSeen).toEqual({ prometheus: away.own.now, alertmanager: away.own.now });
    away.own.after(12 * EVERY);
    await away.look();
    expect(away.hub.alertsSeen).toEqual({ prometheus: away.own.now, alertmanager: null });
    expect(shown(away)).toMatchObject({ firing: [{ mark: { tone: 'act' } }] });
  });

  test('is unknown on screen 4 once nobody has said so for three looks, though no look has ended since', async () => {
    const { look, hub, own } = await world(byPrometheus(), byAlertmanager());
    await look();
    own.after(3 * EVERY);
    expect(alertsView(hub.batch(false), own.state, own.now, FRESH).firing).toEqual([]);
    own.after(1);
    expect(alertsView(hub.batch(false), own.state, own.now, FRESH).firing).toBeNull();
  });

  test('is not known to be nothing when nobody answers: first what was, then nothing is known', async () => {
    const { look, hub, source, own } = await world([byPrometheus(fired('Down')), 'cut'], 'cut');
    await look();
    expect(hub.alerts?.map(({ name }) => name)).toEqual(['Down']);
    expect(source()?.state).toBe('failing');
    own.after(2 * EVERY);
    const waitMs = await look();
    expect(waitMs).toBeGreaterThan(EVERY);
    expect(hub.alerts).toHaveLength(1);
    own.after(2 * EVERY);
    await look();
    expect(hub.alerts).toBeNull();
    expect(hub.alertsSeen).toEqual({ prometheus: null, alertmanager: null });
  });

  test('that is over is never said to be lost, whichever of the two says so first', async () => {
    const { looks, hub, source } = await world(
      [byPrometheus(fired('Down')), byPrometheus()],
      [byAlertmanager(heard('Down')), byAlertmanager()],
    );
    const [atPrometheus, atAlertmanager] = looks;
    await atPrometheus?.();
    await atAlertmanager?.();
    await atAlertmanager?.();
    expect(source()?.partial).toBeNull();
    expect(hub.alerts).toEqual([expect.not.objectContaining({ isUnheard: true })]);
    await atPrometheus?.();
    await atAlertmanager?.();
    expect(hub.alerts).toEqual([]);
    expect(source()?.partial).toBeNull();
  });

  test('in Prometheus is shown while Alertmanager hangs, and what that said last as long as it is fresh', async () => {
    const { looks, hub, own, stopAlertmanager } = await world(
      [byPrometheus(), byPrometheus(fired('Down'))],
      [byAlertmanager(heard('Slow')), 'hang'],
    );
    const [atPrometheus, atAlertmanager] = looks;
    await atPrometheus?.();
    await atAlertmanager?.();
    own.after(EVERY);
    const hanging = atAlertmanager?.();
    await atPrometheus?.();
    expect(hub.alerts?.map(({ name }) => name).sort()).toEqual(['Down', 'Slow']);
    own.after(3 * EVERY);
    await atPrometheus?.();
    expect(hub.alerts?.map(({ name }) => name)).toEqual(['Down']);
    await stopAlertmanager();
    await hanging;
  });

  test('with text that is no text stays text, and a list without end is cut', async () => {
    const nasty = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(5000)}`;
    const many = Array.from({ length: 300 }, (_, index) => heard(`A${index}`));
    const { look, hub } = await world(
      byPrometheus(),
      byAlertmanager({ ...heard('Nasty', { severity: 'critical' }), annotations: { summary: nasty } }, ...many),
    );
    await look();
    expect(hub.alerts).toHaveLength(100);
    expect(hub.alerts?.[0]?.name).toBe('Nasty');
    expect(hub.alerts?.[0]?.summary.length).toBeLessThanOrEqual(500);
  });
});
