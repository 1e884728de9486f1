import type { CriterionWatch } from '#shared/contract/observations.ts';
import { CriterionId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { servicesOut } from '#shared/domain/rollout/services-out.ts';
import type { JudgedMetric } from '#shared/domain/signal/judged.ts';
import { judgeCanary } from '#shared/signals/canary.ts';
import { watchCriteria } from '#shared/signals/criteria.ts';
import { observeMeasures } from '#shared/signals/measures.ts';
import { judgeSuccess } from '#shared/signals/success.ts';
import { allKnown } from '#shared/views/signals/freshness.ts';
import { sampleIntervalMs } from '../clock.ts';
import { baselineP95, captureBaseline } from './baseline.ts';
import { known } from './known.ts';
import type { WatchingFeeds } from './watching.ts';

/** Requests of the canary are counted over five minutes. */
const LEAST_COUNTED_MS = 300_000;

/**
 * Says what the samples mean: measures, criteria, the canary's metrics, success. Verdicts become events when they change;
 * values don't.
 */
export function createJudge(with_: WatchingFeeds): () => void {
  const { plan, hub, clock, state, tell } = with_;
  const recent = stepsThatCount(plan);
  return () => {
    captureBaseline(with_);
    const launch = state();
    const seen = { now: clock.now(), intervalMs: sampleIntervalMs(clock, plan) };
    const all = allKnown(hub.samples(), hub);
    const { samples, measures } = known(hub, recent);
    const canaryPercent = hub.cluster?.canaryPercent ?? {};
    const measuring = { plan, series: measures, ...seen };
    hub.measures = observeMeasures(measuring);
    hub.success = judgeSuccess(measuring);
    hub.criteria = watchCriteria({
      ...{ plan, samples, measures, ...seen, keptGoingAt: keptGoing(launch) },
      baselineP95: baselineP95(launch, all),
      canaryPercent,
    });
    for (const watch of hub.criteria) trip(with_, launch, watch);
    // What went back by itself has no canary any more, and keeps nobody else's from going on.
    const out = servicesOut(launch);
    const going = { ...plan, services: plan.services.filter(({ id }) => !out.has(id)) };
    const metrics = judgeCanary({ plan: going, samples, measures, canaryPercent, ...seen });
    // Held against what is in the log: a verdict that could not be written is told again.
    if (verdictsOf(metrics) !== verdictsOf(launch.signal.canary?.metrics ?? null))
      tell({ type: 'canary.judge', metrics: [...metrics] });
  };
}

const verdictsOf = (metrics: readonly JudgedMetric[] | null): string | null =>
  metrics === null ? null : metrics.map(({ id, verdict }) => `${id} ${verdict}`).join();

/** What is older than twice the longest criterion decides nothing: it isn't looked through every few seconds. */
function stepsThatCount({ criteria, signals }: LaunchPlan): number {
  const longest = Math.max(LEAST_COUNTED_MS, ...criteria.map(({ metric }) => metric?.sustainedMs ?? 0));
  return Math.ceil((2 * longest) / Math.max(1, signals.stepMs));
}

/** When a person last decided to keep going, by criterion. */
const keptGoing = ({ rollback }: LaunchState): Readonly<Record<string, number>> =>
  Object.fromEntries(
    rollback.decisions.flatMap(({ criterion, closedAt }) => (closedAt === null ? [] : [[criterion, closedAt]])),
  );

function trip(
  { tell }: WatchingFeeds,
  { rollback }: LaunchState,
  { criterion, verdict, where, value }: CriterionWatch,
): void {
  if (verdict !== 'tripped') return;
  if (rollback.decisions.some((one) => one.criterion === criterion && one.state === 'open')) return;
  const evidence = `${where}: ${value === null ? 'no value' : value.toFixed(2)}`;
  tell({ type: 'criterion.trip', criterion: CriterionId.parse(criterion), evidence });
}
