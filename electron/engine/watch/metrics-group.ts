import type { Measure } from '#shared/domain/plan/measured.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { MetricsAnswer, StepRange } from '../adapters/prometheus/port.ts';
import { arrivesWithinMs } from './arriving.ts';
import { measurePoints } from './measure-points.ts';
import { signalSamples } from './signal-samples.ts';
import { fewerSteps, firstAsked, LEAST_STEPS, MAX_STEPS, stepsSince } from './step-range.ts';
import type { WatchingFeeds } from './watching.ts';

/** What one query brought. */
export type Answer = Result<MetricsAnswer, Fault>;
/** Answers that came, by query. */
type Answers = ReadonlyMap<string, MetricsAnswer>;
/** What one look at a group brought: nothing was due, or the answers, in the order of the queries. */
export type Looked = {
  readonly range: StepRange;
  readonly queries: readonly string[];
  readonly said: readonly Answer[];
} | null;

/** What services answer: by itself, so that no measure keeps it away. */
export function createServicesGroup(with_: WatchingFeeds): () => Promise<Looked> {
  const { requestRate, errorRatePercent, p95Ms, stepMs } = with_.plan.signals;
  const queries = [requestRate, errorRatePercent, p95Ms];
  return createGroup(with_, {
    stepMs,
    queries,
    take(answers, range, refused) {
      return takeServices(with_, { answers, range, refused });
    },
  });
}

/** Of a step that was left out nobody knows whether it was scraped: one series over a quarter of an hour (of 5 s) isn't much. */
const LEAST_SCRAPES = 180;

/** When what is measured was scraped: by itself, so that nothing keeps it away, and every step is told of. */
export function createScrapesGroup(
  with_: WatchingFeeds,
  told: (answers: readonly MetricsAnswer[]) => void,
): () => Promise<Looked> {
  const { plan, hub, clock } = with_;
  const { scraped, stepMs } = plan.signals;
  if (scraped === undefined) return async () => null;
  return createGroup(with_, {
    ...{ stepMs, queries: [scraped.query], leastSteps: LEAST_SCRAPES },
    take(answers, range) {
      const answer = answers.get(scraped.query);
      if (answer === undefined) return false;
      hub.addScrapes(answer, range, arrivesWithinMs(plan, clock));
      told([answer]);
      return true;
    },
  });
}

/** The measures that are asked at the same steps. */
export function createMeasuresGroup(with_: WatchingFeeds, stepMs: number): () => Promise<Looked> {
  const own = with_.plan.signals.measures.filter((measure) => measure.stepMs === stepMs);
  return createGroup(with_, {
    ...{ stepMs, queries: own.flatMap(({ query, of }) => [query, of]) },
    take(answers, range) {
      for (const measure of own) takeMeasure(with_, measure, answers, range);
      return answers.size > 0;
    },
  });
}

type Group = {
  readonly stepMs: number;
  readonly queries: readonly (string | undefined)[];
  /** A server that was too slow is asked for no fewer. */
  readonly leastSteps?: number;
  /** Keeps what came, beside what is refused and won't come; false where it has to be asked for again. */
  readonly take: (answers: Answers, range: StepRange, refused: ReadonlySet<string>) => boolean;
};

/** Each look asks for what is new since the last one that was answered. */
function createGroup({ outside, hub, clock, signal }: WatchingFeeds, group: Group): () => Promise<Looked> {
  const { stepMs, leastSteps = LEAST_STEPS } = group;
  const unique = [...new Set(group.queries.filter((query) => query !== undefined))];
  let askedUntil = firstAsked(clock.now(), stepMs);
  let most = MAX_STEPS;
  let { measuredAnew } = hub;
  return async () => {
    const now = clock.now();
    // The clock was set back: what was measured later than now has not happened, and what was asked for was another hour.
    if (askedUntil > now + stepMs && measuredAnew === hub.measuredAnew) hub.forgetMeasured();
    if (measuredAnew !== hub.measuredAnew) {
      measuredAnew = hub.measuredAnew;
      askedUntil = firstAsked(now, stepMs);
    }
    const range = stepsSince(askedUntil, now, stepMs, most);
    if (range === null) return null;
    const said = await outside.metrics.ranges(unique, range, signal);
    // Whoever asks now may ask another server, or for another hour: an answer that comes too late is nobody's.
    if (signal.aborted || measuredAnew !== hub.measuredAnew) return null;
    most = said.some((one) => !one.ok && one.error.cause === 'timeout') ? fewerSteps(most, leastSteps) : MAX_STEPS;
    const refused = new Set(unique.filter((_, index) => isRefused(said[index])));
    const answers: Answers = new Map(unique.flatMap((query, index) => answered(query, said[index])));
    // What failed is asked for again with the next look; a single measure that is refused keeps nothing back.
    if (group.take(answers, range, refused)) askedUntil = range.until;
    return { range, queries: unique, said };
  };
}

/** The query is wrong: to ask again brings nothing. */
export const isRefused = (answer: Answer | undefined): boolean =>
  answer?.ok === false && answer.error.cause === 'invalid';

const answered = (query: string, answer: Answer | undefined): [string, MetricsAnswer][] =>
  answer?.ok === true ? [[query, answer.value]] : [];

/** Nothing, of which a part is missing. */
const REFUSED: MetricsAnswer = { series: [], warnings: ['it is refused'] };

/** What services answer; all three or none, but for what is refused: the others may show what is wrong without it. */
function takeServices(
  { plan, hub }: WatchingFeeds,
  { answers, range, refused }: { answers: Answers; range: StepRange; refused: ReadonlySet<string> },
): boolean {
  const { requestRate, errorRatePercent, p95Ms } = plan.signals;
  const said = (query: string) => answers.get(query) ?? (refused.has(query) ? REFUSED : undefined);
  const [rate, errors, p95] = [answers.get(requestRate), said(errorRatePercent), said(p95Ms)];
  if (rate === undefined || errors === undefined || p95 === undefined) return false;
  hub.addSamples(signalSamples({ rate, errors, p95 }, range));
  return true;
}

function takeMeasure({ hub }: WatchingFeeds, measure: Measure, answers: Answers, range: StepRange): void {
  const value = answers.get(measure.query);
  const of = measure.of === undefined ? null : answers.get(measure.of);
  if (value === undefined || of === undefined) return;
  const known = hub.measureSeries(measure.id).map(({ place }) => place);
  const kept = measurePoints(measure, { value, of }, range, known).map(({ place, points }) =>
    hub.addMeasure(measure.id, place, points),
  );
  if (kept.includes(false)) hub.cutShort.add(measure.id);
  else hub.cutShort.delete(measure.id);
}
