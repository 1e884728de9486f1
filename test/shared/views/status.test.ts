import { describe, expect, test } from 'vitest';
import type { ClockFacts } from '#shared/contract/facts.ts';
import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { MonitorObserved, PageObserved } from '#shared/contract/observed/outside.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { alarms } from '#shared/views/alarms.ts';
import { messageRows } from '#shared/views/message-rows.ts';
import { alertsView } from '#shared/views/status/alert-rows.ts';
import { historyBars, monitorRows } from '#shared/views/status/monitor-rows.ts';
import { pageView } from '#shared/views/status/page-view.ts';
import { seenOnPage } from '#shared/views/status/published.ts';
import { statusSummary } from '#shared/views/status/summary.ts';
import { vendorFreshMs, vendorRows } from '#shared/views/status/vendor-rows.ts';
import { worstThatFit } from '#shared/views/worst-that-fit.ts';
import { batchAt, calmWorld } from '#test/renderer/fixtures/world.ts';
import { commander, madeLaunch } from '#test/support/launch-story.ts';

const NOW = 1_800_000_000_000;
const FRESH = 15_000;
const clock: ClockFacts = { startedAtReal: NOW, startedAtLaunch: NOW, speed: 1 };
const calm = batchAt(NOW, calmWorld(), []);
const seeing = (more: Partial<ObservationBatch>): ObservationBatch => ({ ...calm, ...more });
const monitor = (points: readonly (readonly [number, boolean, boolean?])[]): MonitorObserved => ({
  ...{ id: 'api', kind: 'http', title: 'Public API', target: '', everyMs: 10_000, text: 'HTTP 200' },
  history: points.map(([at, isUp, isSlow]) => ({
    ...{ at: NOW + at * 1000, isUp, latencyMs: 20 },
    ...(isSlow === true ? { isSlow } : {}),
  })),
});

describe('a check from outside', () => {
  test('is drawn with a bar for each look, and with gaps where nobody looked', () => {
    const bars = historyBars(
      monitor([
        [-90, true],
        [-80, true, true],
        [-40, false],
        [-20, false],
        [-10, true],
      ]),
      NOW,
    );
    expect(bars).toEqual(['up', 'slow', 'gap', 'gap', 'gap', 'down', 'down', 'up']);
    expect(historyBars(monitor([[-60, true]]), NOW)).toEqual(['up', 'gap', 'gap', 'gap', 'gap', 'gap']);
    expect(historyBars(monitor([[-3_600, true]]), NOW)).toHaveLength(40);
  });

  test('is unknown after three missed looks, and never up', () => {
    const rows = (at: number) => monitorRows(seeing({ monitors: [monitor([[at, true]])] }), NOW, FRESH);
    expect(rows(-30)[0]?.mark).toEqual({ tone: 'good', word: 'up' });
    expect(rows(-31)[0]).toMatchObject({
      mark: { tone: 'unknown', word: 'unknown' },
      text: 'last: HTTP 200',
      latencyMs: null,
    });
  });

  test('that answers slowly is amber, one that is down is red', () => {
    const mark = (point: readonly [number, boolean, boolean?]) =>
      monitorRows(seeing({ monitors: [monitor([point])] }), NOW, FRESH)[0]?.mark;
    expect(mark([0, true, true])).toEqual({ tone: 'watch', word: 'slow' });
    expect(mark([0, false])).toEqual({ tone: 'act', word: 'down' });
  });
});

describe('a list that is longer than its place', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, tone: id === 'e' ? ('act' as const) : ('good' as const) }));
  test('keeps its order, shows what needs a look, and says how many more there are', () => {
    const { shown, rest } = worstThatFit(rows, 3, ({ tone }) => tone);
    expect(shown.map(({ id }) => id)).toEqual(['a', 'e']);
    expect(rest).toEqual({ rows: rows.slice(1, 4), tone: 'good' });
    expect(worstThatFit(rows, 5, ({ tone }) => tone)).toEqual({ shown: rows, rest: null });
    expect(worstThatFit(rows, 1, ({ tone }) => tone)).toEqual({ shown: [], rest: { rows, tone: 'act' } });
  });
});

describe('a vendor', () => {
  const page: PageObserved = {
    ...{ at: NOW - 60_000, description: 'Minor Service Outage', indicator: 'minor', changedAt: null },
    ...{ troubled: [{ name: 'Cloud SQL', status: 'degraded_performance' }], incidents: [] },
  };
  const row = (more: Partial<ObservationBatch['vendors'][number]>) =>
    vendorRows(seeing({ vendors: [{ id: 'v', title: 'V', page, silent: null, ...more }] }), NOW, FRESH, 'UTC')[0];

  test('is told by its own words and what of it is troubled', () => {
    expect(row({})).toMatchObject({ mark: { tone: 'watch', word: 'minor' }, text: 'Cloud SQL: degraded performance' });
    expect(row({ page: { ...page, indicator: 'none' } })?.mark).toEqual({ tone: 'watch', word: 'in part' });
    expect(row({ page: { ...page, indicator: 'purple', troubled: [] } })?.mark.tone).toBe('unknown');
  });

  test('that does not answer is unknown, since when, and what it said last', () => {
    const silent = { since: NOW - 120_000, text: 'timeout' };
    expect(row({ silent })).toMatchObject({
      mark: { tone: 'unknown', word: 'no answer' },
      text: expect.stringMatching(/^since \d\d:\d\d, last: minor$/),
    });
    expect(row({ page: null })?.mark).toEqual({ tone: 'unknown', word: 'not read yet' });
    expect(row({ page: { ...page, at: NOW - 200_000 } })?.mark.tone).toBe('unknown');
    const [source] = calm.sources;
    if (source === undefined) throw new Error('the world has sources');
    const asked = (everyMs: number) =>
      vendorFreshMs(seeing({ sources: [{ ...source, kind: 'vendors', everyMs }] }), FRESH);
    expect([asked(60_000), asked(600_000)]).toEqual([180_000, 1_800_000]);
  });
});

describe('what the public sees', () => {
  test('is the page’s own words while it was read lately, else unknown with what it said', () => {
    expect(pageView(calm, emptyLaunch, NOW, FRESH).mark).toEqual({ tone: 'good', word: 'All Systems Operational' });
    const old = seeing({ publicStatus: calm.publicStatus && { ...calm.publicStatus, at: NOW - 91_000 } });
    expect(pageView(old, emptyLaunch, NOW, FRESH)).toMatchObject({
      mark: { tone: 'unknown' },
      troubles: ['last read: All Systems Operational'],
    });
    expect(pageView(seeing({ publicStatus: null }), emptyLaunch, NOW, FRESH).mark.word).toBe('not read');
    const incidents = [{ name: 'Search is failing', status: 'investigating', updatedAt: NOW }];
    const told = calm.publicStatus && { ...calm.publicStatus, incidents };
    expect(pageView(seeing({ publicStatus: told }), emptyLaunch, NOW, FRESH)).toMatchObject({
      ...{ mark: { tone: 'watch', word: 'All Systems Operational' }, troubles: ['Search is failing (investigating)'] },
    });
  });

  const page = (at: number, changedAt: number | null): PageObserved => ({
    ...{ at, changedAt, description: '', indicator: 'none', troubled: [], incidents: [] },
  });
  test('of a post: read back, and seen on the page only when the page was written to since', () => {
    const sentAt = NOW;
    expect(seenOnPage(page(NOW - 1, NOW), sentAt, NOW + 10_000, clock).word).toBe('to be read back');
    expect(seenOnPage(page(NOW + 5000, NOW - 60_000), sentAt, NOW + 10_000, clock)).toEqual({
      tone: 'good',
      word: 'seen on the page',
    });
    expect(seenOnPage(page(NOW + 5000, NOW - 3_600_000), sentAt, NOW + 10_000, clock).word).toBe('not on the page yet');
    expect(seenOnPage(page(NOW + 130_000, NOW - 3_600_000), sentAt, NOW + 130_000, clock)).toEqual({
      tone: 'act',
      word: 'not seen on the page',
    });
    expect(seenOnPage(null, sentAt, NOW + 130_000, clock).tone).toBe('unknown');
    expect(seenOnPage(page(NOW + 5000, null), sentAt, NOW + 10_000, clock).tone).toBe('unknown');
  });

  test('of a second post: what the first one wrote is no proof of it, an incident in its own status is', () => {
    const seen = page(NOW + 5000, NOW - 120_000);
    const post = { beforeAt: NOW - 100_000, status: 'Monitoring' };
    expect(seenOnPage(seen, NOW, NOW + 130_000, clock, post).word).toBe('not seen on the page');
    expect(seenOnPage(page(NOW + 5000, NOW - 90_000), NOW, NOW + 130_000, clock, post).word).toBe('seen on the page');
    const incidents = [{ name: 'Search is slow', status: 'monitoring', updatedAt: NOW - 120_000 }];
    expect(seenOnPage({ ...seen, incidents }, NOW, NOW + 130_000, clock, post).word).toBe('seen on the page');
  });

  test('of a post made in a fast rehearsal is compared in real time', () => {
    const fast: ClockFacts = { startedAtReal: 1000, startedAtLaunch: NOW, speed: 60 };
    const sentAt = NOW + 3_600_000;
    expect(seenOnPage(page(sentAt + 1, 1000 + 60_000), sentAt, sentAt + 10, fast).word).toBe('seen on the page');
  });

  test('stands beside the messages: what is out is called seen only when it was', () => {
    const story = madeLaunch();
    const posted = { type: 'message.record', channel: 'status-page', template: 'status-issue', text: 'hm' } as const;
    story.does(commander, posted);
    const { messages } = story.state.messages;
    const plan = story.state.launch?.plan ?? null;
    const rows = (readBack: Parameters<typeof messageRows>[3]) => messageRows(messages, plan, story.now, readBack);
    expect(rows(null)[0]).toMatchObject({ isOut: true, mark: { word: 'sent' } });
    expect(rows({ page: null, clock })[0]).toMatchObject({ isOut: true, mark: { word: 'to be read back' } });
  });
});

describe('the screen in a few words', () => {
  const page = pageView(calm, emptyLaunch, NOW, FRESH);
  const alerts = alertsView(seeing({ alerts: [] }), emptyLaunch, NOW, FRESH);
  const monitors = monitorRows(seeing({ monitors: [monitor([[0, true]])] }), NOW, FRESH);
  const well = { disagreement: null, monitors, page, alerts, vendors: [], messages: [] };
  test('is reachable only when every check is known, and says the worst first', () => {
    expect(statusSummary(well)).toEqual({ tone: 'good', word: 'reachable' });
    expect(statusSummary({ ...well, monitors: [] }).tone).toBe('unknown');
    const disagreement = { since: NOW, text: 'page says well', isAlarm: true };
    expect(statusSummary({ ...well, disagreement })).toEqual({ tone: 'act', word: 'page disagrees' });
  });

  test('is never reachable while the page or the alerts are unknown', () => {
    const unread = pageView(seeing({ publicStatus: null }), emptyLaunch, NOW, FRESH);
    expect(statusSummary({ ...well, page: unread })).toEqual({ tone: 'unknown', word: 'page unknown' });
    const unasked = alertsView(seeing({ alerts: null }), emptyLaunch, NOW, FRESH);
    expect(statusSummary({ ...well, alerts: unasked })).toEqual({ tone: 'unknown', word: 'alerts unknown' });
    const off = calm.sources.map((one) => (one.kind === 'alerts' ? { ...one, state: 'off' as const } : one));
    const unset = seeing({ sources: off, alerts: null, alertsSeen: { prometheus: null, alertmanager: null } });
    const neither = alertsView(unset, emptyLaunch, NOW, FRESH);
    expect(statusSummary({ ...well, alerts: neither })).toEqual({ tone: 'unknown', word: 'alerts unknown' });
  });

  test('is never reachable with an alert that fires in Prometheus, though no Alertmanager is set up', () => {
    const fires = {
      ...{ name: 'Down', severity: 'critical', labels: {}, summary: '' },
      since: NOW,
      isSuppressed: false,
    };
    const sources = calm.sources.map((one) =>
      one.kind === 'alerts' ? { ...one, state: 'off' as const, seenAt: null } : one,
    );
    const alertsSeen = { prometheus: NOW - 2000, alertmanager: null };
    const shown = (alerts: ObservationBatch['alerts']) => ({
      ...{ ...well, alerts: alertsView(seeing({ sources, alerts, alertsSeen }), emptyLaunch, NOW, FRESH) },
    });
    expect(statusSummary(shown([fires]))).toEqual({ tone: 'act', word: '1 alert' });
    expect(statusSummary(shown([]))).toEqual({ tone: 'good', word: 'reachable' });
  });

  test('says what vendors, lesser alerts and messages that the page does not show say', () => {
    const row = (tone: 'act' | 'watch' | 'unknown', word: string) => [{ mark: { tone, word } }];
    expect(statusSummary({ ...well, vendors: row('act', 'major') })).toEqual({ tone: 'act', word: '1 vendor down' });
    expect(statusSummary({ ...well, vendors: row('unknown', 'no answer') }).tone).toBe('unknown');
    expect(statusSummary({ ...well, messages: row('act', 'not seen on the page') })).toEqual({
      ...{ tone: 'act', word: 'message not seen on the page' },
    });
    const warning = { name: 'Slow', severity: 'warning', labels: {}, summary: '', since: NOW, isSuppressed: false };
    const warned = alertsView(seeing({ alerts: [warning] }), emptyLaunch, NOW, FRESH);
    expect(statusSummary({ ...well, alerts: warned })).toEqual({ tone: 'watch', word: '1 alert' });
  });

  test('a disagreement of two minutes is an alarm of every screen, a shorter one is not', () => {
    const disagreement = { since: NOW - 130_000, text: 'page says well', isAlarm: true };
    expect(alarms(seeing({ disagreement }), NOW)).toMatchObject([{ text: 'page says well' }]);
    expect(alarms(seeing({ disagreement: { ...disagreement, isAlarm: false } }), NOW)).toEqual([]);
    expect(alarms(null, NOW)).toEqual([]);
  });
});
