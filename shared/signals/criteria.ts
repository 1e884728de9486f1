import type { CriterionWatch, SignalSample } from '../contract/observations.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import type { RollbackCriterion } from '../domain/plan/measured.ts';
import { measuredAs, placesOf, pointsAt } from './subject.ts';
import { type SustainedVerdict, sustained } from './sustained.ts';

export type WatchInput = {
  readonly plan: LaunchPlan;
  readonly samples: readonly SignalSample[];
  readonly now: number;
  /** How far apart samples come at best, launch time in ms. */
  readonly intervalMs: number;
  /** p95 by place as captured before the launch; without it, criteria of the baseline are unknown. */
  readonly baselineP95: Readonly<Record<string, number>>;
  /** When a person last decided to keep going, by criterion id. */
  readonly keptGoingAt: Readonly<Record<string, number>>;
};

const rank = { tripped: 0, building: 1, unknown: 2, 'too-few': 3, good: 4 } as const;

/** Every watched criterion at its worst place: what it reads, and how long until it trips (runbook §3.1). */
export function watchCriteria(input: WatchInput): readonly CriterionWatch[] {
  return input.plan.criteria
    .filter((criterion) => criterion.metric !== undefined)
    .map((criterion) => watchOne(criterion, input));
}

function watchOne(criterion: RollbackCriterion, input: WatchInput): CriterionWatch {
  const { metric } = criterion;
  let worst: { where: string; seen: SustainedVerdict } | null = null;
  for (const place of placesOf(input.samples)) {
    if (metric === undefined || (metric.signal === 'p95-ms' && place.subset === 'total')) continue;
    const where = measuredAs(place);
    const seen = sustained(pointsAt(input.samples, place, metric.signal), input.now, {
      condition: metric,
      baseline: input.baselineP95[where] ?? input.baselineP95[`${place.service} stable`] ?? null,
      stepMs: input.plan.signals.stepMs,
      intervalMs: input.intervalMs,
      minimumRequests: input.plan.signals.minimumRequests,
      notBefore: input.keptGoingAt[criterion.id] ?? 0,
    });
    // A canary that gets no traffic yet has nothing to say.
    if (place.subset === 'canary' && (seen.verdict === 'too-few' || seen.verdict === 'unknown')) continue;
    if (worst === null || isWorse(seen, worst.seen)) worst = { where, seen };
  }
  const { verdict, value, tripsAt } = worst?.seen ?? { verdict: 'unknown' as const, value: null, tripsAt: null };
  return { criterion: criterion.id, where: worst?.where ?? '', value, tripsAt, verdict };
}

const isWorse = (a: SustainedVerdict, b: SustainedVerdict): boolean =>
  rank[a.verdict] !== rank[b.verdict] ? rank[a.verdict] < rank[b.verdict] : (a.value ?? 0) > (b.value ?? 0);
