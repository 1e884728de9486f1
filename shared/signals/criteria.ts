import type { CriterionWatch, SaturationSeries, SignalSample } from '../contract/observations.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import type { MetricCondition, RollbackCriterion } from '../domain/plan/measured.ts';
import { type Measured, measuredAs, pointsAt, type ServiceSignal, servicesIn } from './subject.ts';
import { MISSED_INTERVALS, type SustainedRule, type SustainedVerdict, sustained } from './sustained.ts';

export type WatchInput = {
  readonly plan: LaunchPlan;
  readonly samples: readonly SignalSample[];
  /** How full things are, each as a series of its own. */
  readonly saturation: readonly SaturationSeries[];
  readonly now: number;
  /** How far apart samples come at best, launch time in ms. */
  readonly intervalMs: number;
  /** p95 by place as captured before the launch; without it, criteria of the baseline are unknown. */
  readonly baselineP95: Readonly<Record<string, number>>;
  /** When a person last decided to keep going, by criterion id. */
  readonly keptGoingAt: Readonly<Record<string, number>>;
};

/** What is known of a criterion at one place. */
type Judged = { readonly where: string; readonly seen: SustainedVerdict };
const rank = { tripped: 0, building: 1, unknown: 2, 'too-few': 3, good: 4 } as const;
const noData: SustainedVerdict = { verdict: 'unknown', value: null, since: null, tripsAt: null };

/** Every watched criterion at its worst place: what it reads, and how long until it trips (runbook §3.1). */
export const watchCriteria = (input: WatchInput): readonly CriterionWatch[] =>
  input.plan.criteria.flatMap((criterion) =>
    criterion.metric === undefined ? [] : [watchOne(criterion, criterion.metric, input)],
  );

function watchOne(criterion: RollbackCriterion, metric: MetricCondition, input: WatchInput): CriterionWatch {
  const rule: SustainedRule = {
    condition: metric,
    baseline: null,
    stepMs: input.plan.signals.stepMs,
    intervalMs: input.intervalMs,
    minimumRequests: input.plan.signals.minimumRequests,
    notBefore: input.keptGoingAt[criterion.id] ?? 0,
  };
  const judged =
    metric.signal === 'saturation-percent' ? ofSaturation(input, rule) : ofServices(input, rule, metric.signal);
  const worst = judged.toSorted(byBadness)[0] ?? { where: '', seen: noData };
  const { verdict, value, tripsAt } = worst.seen;
  return { criterion: criterion.id, where: worst.where, value, tripsAt, verdict };
}

/** Worst first; among equals the one that trips first, then the higher value. */
const byBadness = (a: Judged, b: Judged): number =>
  rank[a.seen.verdict] - rank[b.seen.verdict] ||
  (a.seen.tripsAt ?? 0) - (b.seen.tripsAt ?? 0) ||
  (b.seen.value ?? 0) - (a.seen.value ?? 0);

/** Saturation has no requests to count: what is there is judged. */
const ofSaturation = ({ saturation, now }: WatchInput, rule: SustainedRule): readonly Judged[] =>
  saturation.map(({ title, points }) => ({
    where: title,
    seen: sustained(
      points.map(({ at, percent }) => ({ at, value: percent, requestsPerSecond: null })),
      now,
      { ...rule, minimumRequests: 0 },
    ),
  }));

/** Each subset that gets requests, both together, and whatever can't be told (reconciled 17). */
function ofServices(input: WatchInput, rule: SustainedRule, signal: ServiceSignal): readonly Judged[] {
  const { plan, samples, now, baselineP95, intervalMs } = input;
  const seenAt = (service: string, subset: Measured['subset']): Judged & { readonly hasRequests: boolean } => {
    const place = { service, subset };
    const where = measuredAs(place);
    const points = pointsAt(samples, place, signal);
    const baseline = baselineP95[where] ?? baselineP95[`${service} stable`] ?? null;
    const hasRequests = points.some(
      ({ at, requestsPerSecond }) => now - at <= MISSED_INTERVALS * intervalMs && (requestsPerSecond ?? 0) > 0,
    );
    return { where, seen: sustained(points, now, { ...rule, baseline }), hasRequests };
  };
  const services = new Set([...plan.services.map(({ id }) => id as string), ...servicesIn(samples)]);
  return [...services].flatMap((service) => {
    // A subset that gets nothing has nothing to say; a canary that gets little is never taken for good.
    const speaking = [seenAt(service, 'stable'), seenAt(service, 'canary')].filter((one) => one.hasRequests);
    const isTotalKnown = signal === 'error-rate-percent' || speaking.length === 0;
    return isTotalKnown ? [...speaking, seenAt(service, 'total')] : speaking;
  });
}
