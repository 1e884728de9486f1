import { describe, expect, test } from 'vitest';
import { DetailSpan, TileRef } from '#shared/contract/observed/detail.ts';
import { LINKED_FROM } from '#shared/pack/schema/war-room.ts';
import { detailOf } from '#shared/views/detail/detail-of.ts';
import { eventsAround, namesOf } from '#shared/views/detail/events-around.ts';
import { linkAddress, linksOf } from '#shared/views/detail/links.ts';
import { freshForMs } from '#shared/views/signals/freshness.ts';
import { lineOf } from '#shared/views/timeline.ts';
import { fakeDetail } from '#test/renderer/fixtures/fake-detail.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import { urgent } from '#test/renderer/fixtures/scenarios.ts';
import { messagesWaiting } from '#test/renderer/fixtures/status-scenarios.ts';

const engine = urgent();
engine.world.isPulling = true;
const look = (tile: TileRef) => fakeDetail(engine, { tile, span: 'hour' });
const row = (facts: ReturnType<typeof look>, title: string) =>
  facts.rows.find((one) => one.title === title)?.rows ?? [];

describe('the detail of a tile', () => {
  test('a service shows its signals against every limit, its pods with node, warnings and alerts', () => {
    const search = look({ kind: 'service', service: 'search-service' });
    expect(search.state).toEqual({ tone: 'act', word: 'errors' });
    expect(search.charts.map(({ title }) => title)).toEqual(['Error rate', 'p95 latency', 'Requests']);
    expect(search.charts[0]?.limits).toHaveLength(4);
    expect(row(search, 'Alerts that name it')[0]?.label).toBe('HighErrorRate');
    expect(search.means.find(({ id }) => id === 'error-rate-2-to-5')?.tone).toBe('act');
    const sync = look({ kind: 'service', service: 'sync-service' });
    const [pod] = row(sync, 'Pods with problems');
    expect(pod?.text).toContain('on node-3');
    expect(pod?.tile?.kind).toBe('pod');
    expect(row(sync, 'Warnings of the cluster')[0]?.label).toBe('Failed x 6');
  });
  test('a service shows what scales it, and a route of it that leads nowhere', () => {
    const lost = urgent();
    const batch = lost.batch([]);
    if (batch.cluster === null) throw new Error('the cluster is seen');
    const autoscalers = [{ target: 'Deployment sync-service-stable', minimum: 2, maximum: 24, current: 24 }];
    const routeProblems = [{ service: 'sync-service', text: 'sync routes to subset canary, which nobody defines' }];
    lost.batch = () => ({ ...batch, cluster: { ...batch.cluster, autoscalers, routeProblems } }) as typeof batch;
    const sync = fakeDetail(lost, { tile: { kind: 'service', service: 'sync-service' }, span: 'hour' });
    expect(row(sync, 'Autoscalers')[0]?.text).toBe('24 pods, 2 to 24: no room to scale up');
    expect(row(sync, 'Routes that lead nowhere')[0]?.text).toContain('subset canary');
    expect(sync.state).toEqual({ tone: 'act', word: 'failing' });
  });
  test('a dependency gathers its measures, its vendor and who depends on it', () => {
    const pubnub = look({ kind: 'dependency', title: 'PubNub' });
    expect(pubnub.state.tone).toBe('watch');
    expect(row(pubnub, 'Vendor')[0]?.tile).toEqual({ kind: 'vendor', id: 'pubnub' });
    expect(row(pubnub, 'Services that depend on it').map(({ label }) => label)).toContain('Sync Service');
  });
  test('a measure says what the criterion that it is watched for reads, its limit, and how long until it trips', () => {
    const full = urgent();
    const batch = full.batch([]);
    const cpu = { criterion: 'resource-exhaustion', where: 'CPU of the nodes', value: 97 };
    const criteria = [{ ...cpu, verdict: 'building' as const, tripsAt: full.now + 20_000 }];
    full.batch = () => ({ ...batch, criteria }) as typeof batch;
    const [means] = fakeDetail(full, { tile: { kind: 'measure', id: 'node-cpu' }, span: 'hour' }).means;
    expect(means).toMatchObject({
      ...{ id: 'resource-exhaustion', tone: 'watch', leftMs: 20_000 },
      text: 'met, 97 % (> 95 % for 1 min), CPU of the nodes',
    });
  });
  test('a vendor leads to its page, an alert shows its labels, a source says why it fails', () => {
    expect(row(look({ kind: 'vendor', id: 'pubnub' }), 'Not operational')[0]?.text).toBe('degraded performance');
    const alert = look({ kind: 'alert', name: 'HighErrorRate', labels: { subset: 'canary' } });
    expect(row(alert, 'Labels').map(({ label }) => label)).toEqual(['service', 'subset']);
    const dead = urgent();
    dead.world.isBlind = true;
    const source = fakeDetail(dead, { tile: { kind: 'source', id: 'prometheus' }, span: 'hour' });
    expect(source.state).toEqual({ tone: 'act', word: 'failing' });
    expect(row(source, 'How it stands').map(({ label }) => label)).toEqual(
      expect.arrayContaining(['why', 'what to do']),
    );
  });
  test('a check, a page, a vendor and a namespace say what their tiles say: what grew old is unknown in both', () => {
    const state = (tile: TileRef) => look(tile).state;
    expect(state({ kind: 'monitor', id: 'api' })).toEqual({ tone: 'good', word: 'up' });
    expect(state({ kind: 'public-page' })).toEqual({ tone: 'act', word: 'disagrees' });
    expect(state({ kind: 'vendor', id: 'pubnub' })).toEqual({ tone: 'watch', word: 'minor' });
    expect(state({ kind: 'namespace', source: 'cluster vector' }).tone).not.toBe('unknown');
    const old = urgent();
    const batch = old.batch([]);
    const ago = <T extends { readonly at: number }>(one: T): T => ({ ...one, at: one.at - 3_600_000 });
    old.batch = () =>
      ({
        ...{ ...batch, disagreement: null },
        monitors: batch.monitors.map((one) => ({ ...one, history: one.history.map(ago) })),
        publicStatus: batch.publicStatus && ago(batch.publicStatus),
        vendors: batch.vendors.map((one) => ({ ...one, page: one.page && ago(one.page) })),
        cluster: batch.cluster && { ...batch.cluster, others: batch.cluster.others.map(ago) },
      }) as typeof batch;
    const tiles: readonly TileRef[] = [
      { kind: 'monitor', id: 'api' },
      { kind: 'public-page' },
      { kind: 'vendor', id: 'pubnub' },
      { kind: 'namespace', source: 'cluster vector' },
    ];
    for (const tile of tiles) expect(fakeDetail(old, { tile, span: 'hour' }).state.tone).toBe('unknown');
    const page = fakeDetail(old, { tile: { kind: 'public-page' }, span: 'hour' });
    expect(new Set(row(page, 'Our own checks').map(({ tone }) => tone))).toEqual(new Set(['unknown']));
  });
  test('a pod and Deployments of which nothing was heard for an hour are shown, and neither ready nor good', () => {
    const old = urgent();
    const batch = old.batch([]);
    const pod = {
      ...{ name: 'search-service-stable-1', deployment: 'search-service-stable', node: 'node-1' },
      ...{ problem: null, isReady: true, restarts: 0 },
    };
    const told = (agoMs: number, tile: TileRef) => {
      const cluster = batch.cluster && { ...batch.cluster, at: batch.at - agoMs, pods: [pod] };
      old.batch = () => ({ ...batch, cluster }) as typeof batch;
      return fakeDetail(old, { tile, span: 'hour' });
    };
    const ofPod = { kind: 'pod', pod: pod.name } as const;
    const ofService = { kind: 'service', service: 'sync-service' } as const;
    const tones = (agoMs: number) => row(told(agoMs, ofService), 'Deployments').map(({ tone }) => tone);
    expect(told(0, ofPod).state).toEqual({ tone: 'good', word: 'ready' });
    expect(tones(0)).toContain('good');
    expect(told(3_600_000, ofPod)).toMatchObject({
      ...{ state: { tone: 'unknown', word: 'not heard of' }, about: expect.stringContaining('as last seen') },
    });
    expect(new Set(tones(3_600_000))).toEqual(new Set(['unknown']));
  });
  test('a message shows its text and why it is not out; a silence by whom it is, until when, and its alert', () => {
    const room = messagesWaiting();
    const { messages } = room.state.messages;
    const failed = messages.find(({ state }) => state === 'failed')?.id ?? '';
    const message = fakeDetail(room, { tile: { kind: 'message', id: failed }, span: 'hour' });
    expect(message.state).toEqual({ tone: 'act', word: 'not sent' });
    expect(row(message, 'How it stands').find(({ tone }) => tone === 'act')?.text).toBe('Slack: not_in_channel');
    expect(row(message, 'What it says')[0]?.text).toContain('The canary is held at 5 %.');
    const [placed] = room.state.silences.silences;
    const silence = fakeDetail(room, { tile: { kind: 'silence', id: placed?.id ?? '' }, span: 'hour' });
    expect(silence).toMatchObject({ about: 'the index is warmed up', state: { word: 'silenced' } });
    const alert = row(silence, 'How it stands').at(-1)?.tile;
    expect(alert && fakeDetail(room, { tile: alert, span: 'hour' }).state.word).toBe('silenced');
    expect(row(silence, 'How it stands').find(({ label }) => label === 'ends')?.at).toBe(placed?.endsAt);
  });
  test('every kind of tile can be looked at, also when what it was of is gone', () => {
    const tiles: readonly TileRef[] = [
      { kind: 'service', service: 'nobody' },
      { kind: 'pod', pod: 'search-service-canary-6c4f9d8b7-x2x9q' },
      { kind: 'signal', signal: 'p95', service: 'auth-service' },
      { kind: 'weights' },
      { kind: 'measure', id: 'nothing' },
      { kind: 'dependency', title: 'nothing' },
      { kind: 'monitor', id: 'nothing' },
      { kind: 'vendor', id: 'nothing' },
      { kind: 'public-page' },
      { kind: 'alert', name: 'nothing', labels: {} },
      { kind: 'log-kind', fingerprint: 'nothing' },
      { kind: 'message', id: 'nothing' },
      { kind: 'silence', id: 'nothing' },
      { kind: 'source', id: 'nothing' },
      { kind: 'namespace', source: 'nothing' },
    ];
    for (const tile of tiles) {
      const facts = look(tile);
      expect(facts.title, tile.kind).not.toBe('');
      expect(facts.tile).toEqual(tile);
    }
    const kinds = TileRef.options.map((option) => option.shape.kind.value);
    expect(new Set(tiles.map(({ kind }) => kind))).toEqual(new Set(kinds));
    expect(kinds).toEqual(expect.arrayContaining([...LINKED_FROM]));
    expect(kinds.filter((kind) => !LINKED_FROM.some((one) => one === kind))).toEqual(['message', 'silence']);
    expect(look({ kind: 'measure', id: 'nothing' }).missing).toContain('not seen any more');
  });
  test('no chart has more points than can be drawn cheaply', () => {
    const { plan } = engine.state.launch ?? {};
    if (plan === undefined) throw new Error('a launch is open');
    const samples = Array.from({ length: 5000 }, (_, index) => ({ at: index * 5000, subsets: [] }));
    const looked = {
      ...{ plan, state: engine.state, latest: engine.batch([]), samples, measures: [], errors: null },
      ...{ from: 0, now: 25_000_000, freshMs: freshForMs(plan, 1) },
      clock: { startedAtReal: 0, startedAtLaunch: 0, speed: 1 },
    };
    const [chart] = detailOf({ kind: 'signal', signal: 'p95', service: null }, looked).charts;
    expect(chart?.times.length).toBeLessThanOrEqual(300);
  });
  test('what happened meanwhile is what names the service, else what is worth a glance', () => {
    const lines = engine.events.map((event) => lineOf(event, engine.state));
    const names = namesOf({ kind: 'service', service: 'search-service' }, samplePlan);
    const about = eventsAround(lines, engine.now - 3_600_000, names);
    expect(about.length).toBeGreaterThan(0);
    expect(about.every(({ title, text }) => /search[- ]service/i.test(`${title} ${text}`))).toBe(true);
    expect(eventsAround(lines, engine.now - 60_000, [])[0]?.title).toBe('urgent decision');
    expect(DetailSpan.options).toEqual(['quarter', 'hour', 'canary']);
  });
});

describe('links', () => {
  const known = { service: 'search service&x', namespace: 'eu', from: '1', to: '2', pod: undefined };
  test('values are encoded, and a parameter that is not known of the tile is left out', () => {
    const parameters = { 'var-service': '{{service}}', 'var-pod': '{{pod}}', from: '{{from}}' };
    expect(linkAddress('https://grafana.example/d/x?orgId=1', parameters, known)).toBe(
      'https://grafana.example/d/x?orgId=1&var-service=search+service%26x&from=1',
    );
    expect(linkAddress('https://argocd.example/applications/{{service}}#tab', {}, known)).toBe(
      'https://argocd.example/applications/search%20service%26x#tab',
    );
  });
  test('no placeholder stands in the host, and what is no https address is no link', () => {
    expect(linkAddress('https://{{service}}.example/', {}, known)).toBeNull();
    expect(linkAddress('https://a{{service}}/', {}, known)).toBeNull();
    expect(linkAddress('https://user@{{service}}/', {}, known)).toBeNull();
    expect(linkAddress('http://grafana.example/', {}, known)).toBeNull();
    expect(linkAddress('not set', { from: '{{from}}' }, known)).toBeNull();
    expect(linkAddress('https://argocd.example/{{pod}}', {}, known)).toBeNull();
  });
  test('the runbook names where they are shown', () => {
    const links = samplePlan.links.map((link) => ({ ...link, url: `https://${link.id}.example/` }));
    const titles = (tile: TileRef) =>
      linksOf({ ...samplePlan, links }, tile, { from: 10, to: 20 }).map(({ url }) => url);
    expect(titles({ kind: 'service', service: 'auth-service' })[0]).toBe(
      `https://dashboards.example/?from=10&to=20&var-namespace=${samplePlan.namespace}&var-service=auth-service`,
    );
    expect(titles({ kind: 'source', id: 'prometheus' })).toEqual([]);
  });
});
