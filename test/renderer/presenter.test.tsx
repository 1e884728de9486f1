import './fixtures/wall-window.ts';
import type { ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { useLaunch } from '#renderer/stores/launch.ts';
import { useLaunchHead } from '#renderer/stores/launch-head.ts';
import { useLogs } from '#renderer/stores/logs/logs.ts';
import { useObservations } from '#renderer/stores/observations.ts';
import { usePresentation } from '#renderer/stores/presentation.ts';
import { HealthScreen } from '#renderer/wall/health/health-screen.tsx';
import { LogsScreen } from '#renderer/wall/logs/logs-screen.tsx';
import { StatusScreen } from '#renderer/wall/status/status-screen.tsx';
import { TrafficScreen } from '#renderer/wall/traffic/traffic-screen.tsx';
import type { FakeEngine } from './fixtures/fake-engine.ts';
import { FakeLogs } from './fixtures/fake-logs.ts';
import { brokenGlass } from './fixtures/rollback-scenarios.ts';
import { pageDisagrees } from './fixtures/status-scenarios.ts';

/** What a screen is drawn from: the state that its stores begin with is all that a static rendering sees of them. */
function knows({ state, now, batch, samples }: Pick<FakeEngine, 'state' | 'now' | 'samples'> & { batch: object }) {
  const replica = { phase: 'open', state, clock: { startedAtReal: Date.now(), startedAtLaunch: now, speed: 1 } };
  Object.assign(useLaunch.getInitialState(), replica);
  Object.assign(useLaunchHead.getInitialState(), replica);
  Object.assign(useObservations.getInitialState(), { latest: batch, samples });
}

/** All that is said in a screen, what is read out too, as visitors or as those who work here see it. */
function shown(Screen: ComponentType, isPresenter: boolean): string {
  Object.assign(usePresentation.getInitialState(), { isPresenter });
  return renderToStaticMarkup(<Screen />)
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Those words are for insiders: visitors don't find them. The others both see. */
function expectHidden(Screen: ComponentType, hidden: readonly string[], both: readonly string[]): void {
  const [insiders, visitors] = [shown(Screen, false), shown(Screen, true)];
  expect(hidden.filter((words) => !insiders.includes(words))).toEqual([]);
  expect(hidden.filter((words) => visitors.includes(words))).toEqual([]);
  expect(both.filter((words) => !insiders.includes(words) || !visitors.includes(words))).toEqual([]);
  expect([insiders.includes('Presenter mode'), visitors.includes('Presenter mode')]).toEqual([false, true]);
}

const failing = {
  ...{ id: 'page', kind: 'status-page', title: 'page', state: 'failing', seenAt: null, since: 0, everyMs: 30_000 },
  ...{ retryAt: null, why: null, partial: null },
  fault: { kind: 'fault', cause: 'forbidden', retryable: true, message: 'key 7f3 of page ab12 was refused', hint: '' },
};
const line = {
  ...{ number: 1, at: 0, subset: 'canary', level: 'error', service: 'search-service' },
  ...{ pod: 'search-service-canary-1f4', text: 'tenant eu-1 has no session 3fa9c1' },
};

const engine = pageDisagrees();
engine.world.isPulling = true;
const seen = engine.batch();
const batch = {
  ...seen,
  sources: [...seen.sources, failing],
  measures: seen.measures.map((measure) => ({ ...measure, where: 'node-7 of rack 3' })),
};

beforeEach(() => knows({ ...engine, batch }));
beforeAll(() => {
  Object.assign(useLogs.getInitialState(), {
    kinds: new FakeLogs(engine).look(engine.now),
    shown: { matched: 1, total: 1, waiting: 0, isDone: true, from: 0, rows: [line] },
  });
});

test('a presenter’s log lines say neither what they say nor which pods said it, and offer no filter', () => {
  expectHidden(LogsScreen, [line.text, line.pod, 'Filter lines'], ['Lines', '1 line']);
});

test('a presenter’s kinds of error have marks, counts and trends but no words, not even read out', () => {
  const words = 'deadline exceeded after';
  expectHidden(LogsScreen, [words], ['Kinds of error', 'search-service', 'kinds-count']);
  expect(shown(LogsScreen, true)).toContain('This kind: trend');
});

test('a presenter’s alerts have neither names nor places nor summaries, and their severity stays', () => {
  const words = ['HighErrorRate', 'search-service canary', 'answers 3.1 % with errors'];
  expectHidden(StatusScreen, words, ['critical', '1 firing, 1 silenced']);
});

test('a presenter’s silences say neither what is silenced nor why nor by whom', () => {
  expectHidden(StatusScreen, ['QdrantSlow', 'the index is warmed up', 'J. Ito'], ['silenced', ' left<']);
});

test('a presenter’s messages and drafts have no titles and no names of who has to agree', () => {
  expectHidden(StatusScreen, ['Status page: ', 'waits for '], ['1 out, 0 waiting']);
});

test('a presenter’s status page is said without its address, its last post, its fault and what is ready to be posted', () => {
  const words = ['last post', 'key 7f3 of page', 'our checks see trouble: Search', 'Post "Investigating"?'];
  expectHidden(StatusScreen, words, ['What the public sees', 'All Systems Operational']);
});

test('a presenter’s checks from outside have names and states but not what was answered', () => {
  expectHidden(StatusScreen, ['no answer within 10 s'], ['Search', '8 of 9 up']);
});

test('a presenter’s services say that they fail, not the cluster’s own words for it', () => {
  expectHidden(HealthScreen, ['ImagePullBackOff'], ['failing', 'Services']);
});

test('a presenter’s dependencies have states but not the words of others', () => {
  expectHidden(HealthScreen, ['12 pods, 3 deployments'], ['vector', 'Qdrant']);
});

test('a presenter’s measures say how full things are, not where', () => {
  expectHidden(TrafficScreen, ['node-7 of rack 3'], ['Saturation', 'saturation-row']);
});

test('a presenter’s head says that break-glass is in use, not by whom and why', () => {
  const broken = brokenGlass();
  knows({ ...broken, batch: broken.batch() });
  expectHidden(StatusScreen, ['D. Silva', 'nobody has answered for ten minutes'], ['REHEARSAL']);
  expect(shown(StatusScreen, true)).toContain('Break-glass is in use.');
});

test('a presenter’s head does not say in a source’s own words what is not read', () => {
  const partial = 'pod ab12 on node-7 gives no lines';
  const sources = batch.sources.map((source) => (source.id === 'logs' ? { ...source, partial } : source));
  knows({ ...engine, batch: { ...batch, sources } });
  expectHidden(LogsScreen, [partial], ['Errors in the logs']);
});
