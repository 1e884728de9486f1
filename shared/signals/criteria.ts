import type { CriterionWatch, MeasureSeries, SignalSample } from '../contract/observations.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import type { Measure, MetricCondition, RollbackCriterion } from '../domain/plan/measured.ts';
import { conditionOf, holds } from './comparison.ts';
import { comparedValue, measuredAt, measureIntervalMs, placesOf } from './measures.ts';
import { type Measured, measuredAs, type Point, pointsAt, servicesIn } from './subject.ts';
import { isTooOld, type SustainedRule, type SustainedVerdict, sustained } from './sustained.ts';

export type WatchInput = {
  readonly plan: LaunchPlan;
  readonly samples: readonly SignalSample[];
  /** Everything else that is measured, each place as a series of its own. */
  readonly measures: readonly MeasureSeries[];
  readonly now: number;
  /** How far apart samples come at best, launch time in ms. */
  readonly intervalMs: number;
  /** p95 by place as captured before the launch; without it, criteria of the baseline are unknown. */
  readonly baselineP95: Readonly<Record<string, number>>;
  /** The canary's weight by service, as the cluster says; null or missing where that isn't known. */
  readonly canaryPercent: Readonly<Record<string, number | null>>;
  /** When a person last decided to keep going, by criterion id. */
  readonly keptGoingAt: Readonly<Record<string, number>>;
};

/** What is known of a criterion at one place. */
type Judged = { readonly where: string; readonly seen: SustainedVerdict };
const rank = { tripped: 0, building: 1, unknown: 2, 'too-few': 3, good: 4 } as const;
const noData: SustainedVerdict = { verdict: 'unknown', value: null, since: null, tripsAt: null };

/** Every watched criterion at its worst place: what it reads, and how long until it trips (runbook §3.1). */
export const watchCriteria = (input: WatchInput): readonly CriterionWatch[] =>
  input.plan.criteria.flatMap((criterion) => {
    const judged = judgedAt(criterion, input);
    if (judged === null) return [];
    const worst = judged.toSorted(byBadness)[0] ?? { where: '', seen: noData };
    const { verdict, value, tripsAt } = worst.seen;
    return [{ criterion: criterion.id, where: worst.where, value, tripsAt, verdict }];
  });

/** At every place it is watched at; null for one that a person raises. */
function judgedAt({ id, metric, measured }: RollbackCriterion, input: WatchInput): readonly Judged[] | null {
  const notBefore = input.keptGoingAt[id] ?? 0;
  if (metric !== undefined) return ofServices(input, metric, notBefore);
  if (measured === undefined) return null;
  return measured.measures.flatMap((name) => {
    const measure = input.plan.signals.measures.find((one) => one.id === name);
    return measure === undefined ? [] : ofMeasure(input, measure, { sustainedMs: measured.sustainedMs, notBefore });
  });
}

/** Worst first; among equals the one that trips first, then the higher value. */
const byBadness = (a: Judged, b: Judged): number =>
  rank[a.seen.verdict] - rank[b.seen.verdict] ||
  (a.seen.tripsAt ?? 0) - (b.seen.tripsAt ?? 0) ||
  (b.seen.value ?? 0) - (a.seen.value ?? 0);

/** A measure has no requests to count: what is there is judged, by its own limit, at each of its places. */
function ofMeasure(
  { plan, measures, now, intervalMs }: WatchInput,
  measure: Measure,
  rule: Pick<SustainedRule, 'sustainedMs' | 'notBefore'>,
): readonly Judged[] {
  return placesOf(measure, { plan, series: measures, now, intervalMs }).map(({ where, series }) => {
    const points = (series?.points ?? []).map(
      (point): Point => ({ ...point, value: comparedValue(measure, point), requestsPerSecond: null }),
    );
    const isMet = (value: number): boolean => !holds(value, measure.holds);
    const own = { stepMs: measure.stepMs, intervalMs: measureIntervalMs(measure, intervalMs), minimumRequests: 0 };
    return { where: measuredAt(measure, where), seen: sustained(points, now, { ...rule, ...own, isMet }) };
  });
}

/** Whether it has requests now; whether it had some when it was last measured. */
type Requests = { readonly hasRequests: boolean; readonly hadRequests: boolean };

/** Each subset that gets requests, both together, and whatever can't be told (reconciled 17). */
function ofServices(input: WatchInput, condition: MetricCondition, notBefore: number): readonly Judged[] {
  const { plan, samples, now, baselineP95, intervalMs } = input;
  const { stepMs, minimumRequests } = plan.signals;
  const { signal, sustainedMs, ofBaseline } = condition;
  const seenAt = (service: string, subset: Measured['subset']): Judged & Requests => {
    const where = measuredAs({ service, subset });
    const points = pointsAt(samples, { service, subset }, signal);
    const baseline = baselineP95[where] ?? baselineP95[`${service} stable`] ?? null;
    const wanted = conditionOf(condition, baseline);
    // Measured against nothing it is neither within its limit nor beyond it.
    const isMet = ofBaseline && baseline === null ? null : (value: number) => wanted.every((one) => holds(value, one));
    const hasRequests = points.some(
      ({ at, requestsPerSecond }) => !isTooOld(at, now, intervalMs) && (requestsPerSecond ?? 0) > 0,
    );
    const rule = { isMet, sustainedMs, stepMs, intervalMs, minimumRequests, notBefore };
    const last = points.findLast(({ at, requestsPerSecond }) => requestsPerSecond !== null && at <= now);
    const hadRequests = (last?.requestsPerSecond ?? 0) > 0;
    return { where, seen: sustained(points, now, rule), hasRequests, hadRequests };
  };
  const services = new Set([...plan.services.map(({ id }) => id as string), ...servicesIn(samples)]);
  return [...services].flatMap((service) => {
    const share = input.canaryPercent[service] ?? null;
    const isRouted = { stable: share !== null && share < 100, canary: share !== null && share > 0 };
    // A subset that gets nothing has nothing to say; one that routes lead to and nobody measures is not fine, nor is one that
    // was last seen with requests where nobody knows the routes.
    const speaking = (['stable', 'canary'] as const).flatMap((subset) => {
      const one = seenAt(service, subset);
      const mayGetSome = isRouted[subset] || (share === null && one.hadRequests);
      return one.hasRequests || mayGetSome ? [one] : [];
    });
    const isTotalKnown = signal === 'error-rate-percent' || speaking.length === 0;
    return isTotalKnown ? [...speaking, seenAt(service, 'total')] : speaking;
  });
}
