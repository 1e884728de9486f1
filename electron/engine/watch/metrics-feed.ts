import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '#shared/lib/trouble.ts';
import type { MetricsAnswer } from '../adapters/prometheus/port.ts';
import { aheadOf, clocksApart, knownUntil, notArriving } from './arriving.ts';
import { backOffMs } from './back-off.ts';
import {
  createMeasuresGroup,
  createScrapesGroup,
  createServicesGroup,
  isRefused,
  type Looked,
} from './metrics-group.ts';
import type { WatchingFeeds } from './watching.ts';

/** In a fast rehearsal answers are waited for at least this long, real ms. */
const LEAST_MS = 500;

/**
 * Asks Prometheus for what is new since it last answered: what services answer, and everything else that the pack measures
 * in one request for all that is asked at the same steps. Says how long to wait after a failure, real ms.
 */
export function createMetricsFeed(with_: WatchingFeeds): () => Promise<number | undefined> {
  const { plan, hub, clock, signal } = with_;
  hub.measuredBy(sourceOf(with_));
  const arrives = watchArrival(with_);
  const everyMs = clock.toReal(plan.signals.stepMs);
  const about = { id: 'prometheus', kind: 'metrics', title: 'prometheus', everyMs } as const;
  const steps = new Set(plan.signals.measures.map(({ stepMs }) => stepMs));
  const services = notWaitedFor(createServicesGroup(with_), everyMs);
  const scrapes = notWaitedFor(createScrapesGroup(with_, arrives.told), everyMs);
  const measures = [...steps].map((stepMs) => notWaitedFor(createMeasuresGroup(with_, stepMs), everyMs));
  let failures = 0;
  return async () => {
    const [ofScrapes = null, ...others] = await Promise.all([scrapes, services, ...measures].map((look) => look()));
    const looks = [ofScrapes, ...others];
    const said = looks.flatMap((look) => look?.said ?? []);
    if (signal.aborted || said.length === 0) return undefined;
    const faults = said.flatMap((one) => (one.ok ? [] : [one.error]));
    const [fault] = faults;
    const isDown = faults.length === said.length;
    failures = isDown ? failures + 1 : 0;
    if (isDown && fault !== undefined) {
      const waitMs = backOffMs(failures, everyMs, fault);
      hub.sources.failing(about, fault, waitMs);
      return waitMs;
    }
    const answers = said.flatMap((one) => (one.ok ? [one.value] : []));
    const stopped = arrives.fault(answers, ofScrapes);
    if (stopped === null) hub.sources.live(about, missing(with_, faults, answers));
    else hub.sources.failing(about, stopped, everyMs);
    return undefined;
  };
}

/** Whether what is measured arrives: keeps until when it is known, and says why it doesn't. */
function watchArrival({ plan, hub, clock }: WatchingFeeds) {
  // A query that is wrong, and so has never been answered, can't tell: then only silence says that nothing arrives.
  let canTell = plan.signals.scraped !== undefined;
  let aheadMs: number | null = null;
  const told = (answers: readonly MetricsAnswer[]): void => {
    if (answers.length > 0) aheadMs = aheadOf(answers);
    hub.knownUntil = knownUntil(plan, clock, { scrapes: canTell ? hub.scrapes : null, aheadMs });
  };
  told([]);
  return {
    told,
    fault(answers: readonly MetricsAnswer[], ofScrapes: Looked): Fault | null {
      const [scraped] = ofScrapes?.said ?? [];
      if (scraped !== undefined) canTell = !isRefused(scraped) || hub.scrapes.toldUntil !== null;
      told(answers);
      const latestAt = hub.samples().at(-1)?.at ?? null;
      return notArriving(plan, clock, { scrapes: canTell ? hub.scrapes : null, latestAt, now: clock.now(), aheadMs });
    },
  };
}

/** Who is asked, as whom, and what: the same text only where all of it is the same. It tells no token. */
function sourceOf({ settings: { prometheus }, plan: { signals } }: WatchingFeeds): string {
  const { requestRate, errorRatePercent, p95Ms, stepMs, scraped } = signals;
  const measures = signals.measures.map(({ id, query, of, by, holds, stepMs: every }) => [
    id,
    query,
    of,
    by,
    holds,
    every,
  ]);
  const all = [prometheus.url, prometheus.token, requestRate, errorRatePercent, p95Ms, stepMs, scraped, measures];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** A look that takes longer than `mostMs` of real time goes on by itself, and is told of with a later one. */
function notWaitedFor(look: () => Promise<Looked>, mostMs: number): () => Promise<Looked> {
  let running: Promise<{ readonly looked: Looked }> | null = null;
  return async () => {
    const mine = running ?? look().then((looked) => ({ looked }));
    running = mine;
    let isOver = true;
    try {
      const done = await Promise.race([mine, pause(Math.max(LEAST_MS, mostMs), null, { ref: false })]);
      isOver = done !== null;
      return done?.looked ?? null;
    } finally {
      if (isOver) running = null;
    }
  };
}

/** What is missing from its answers, in words: what it warns of, what it refuses, a clock that isn't ours; null: nothing. */
function missing(
  { plan, hub, clock }: WatchingFeeds,
  faults: readonly Fault[],
  answers: readonly MetricsAnswer[],
): string | null {
  const said = [
    ...answers.flatMap(({ warnings }) => warnings),
    ...faults.map(({ message }) => message),
    ...plan.signals.measures
      .filter(({ id }) => hub.cutShort.has(id))
      .map(({ title }) => `${title} is measured at more places than are kept`),
    ...[clocksApart(clock, aheadOf(answers))].filter((apart) => apart !== null),
  ];
  return said.length === 0 ? null : [...new Set(said)].join('; ').slice(0, 500);
}
