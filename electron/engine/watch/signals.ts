import type { SignalSample, SubsetSignal } from '#shared/contract/observations.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import { CriterionId } from '#shared/domain/ids.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { judgeCanary } from '#shared/signals/canary.ts';
import { watchCriteria } from '#shared/signals/criteria.ts';
import type { MetricsAnswer, Series } from '../adapters/prometheus/port.ts';
import { sampleIntervalMs } from '../clock.ts';
import type { Watching } from './watching.ts';

/** Charts show an hour; so much is asked for at the start. */
const HISTORY_MS = 3_600_000;
/** A range asked for at once, in steps: far below the server's limit of 11,000. */
const MAX_STEPS = 720;

/** Asks Prometheus for what is new, judges the canary and the criteria, and reports a verdict that changed. */
export function createSignalWatch(with_: Watching): () => Promise<void> {
  const { plan, outside, hub, clock } = with_;
  const { stepMs } = plan.signals;
  let askedUntil = Math.floor((clock.now() - HISTORY_MS) / stepMs) * stepMs;
  let judged = '';
  return async () => {
    const until = Math.floor(clock.now() / stepMs) * stepMs;
    const from = Math.max(askedUntil + stepMs, until - (MAX_STEPS - 1) * stepMs);
    if (until >= from) {
      const queries = [plan.signals.requestRate, plan.signals.errorRatePercent, plan.signals.p95Ms];
      const answers = await Promise.all(
        queries.map((query) => outside.metrics.range(query, from, until, stepMs, with_.signal)),
      );
      const failed = answers.find((answer) => !answer.ok);
      hub.answered(
        'prometheus',
        'prometheus',
        clock.toReal(stepMs),
        failed === undefined || failed.ok ? null : failed.error,
      );
      const [rate, errors, p95] = answers;
      if (rate?.ok && errors?.ok && p95?.ok) {
        hub.addSamples(samplesFrom(rate.value, errors.value, p95.value, from, until, stepMs));
        askedUntil = until;
      }
    }
    await saturation(with_);
    judged = judge(with_, judged);
  };
}

function samplesFrom(
  rate: MetricsAnswer,
  errors: MetricsAnswer,
  p95: MetricsAnswer,
  from: number,
  until: number,
  stepMs: number,
): SignalSample[] {
  const rates = byPlace(rate.series);
  const [errorValues, p95Values] = [byPlace(errors.series), byPlace(p95.series)];
  const samples: SignalSample[] = [];
  for (let at = from; at <= until; at += stepMs) {
    const subsets = [...rates.keys()].flatMap((key): SubsetSignal[] => {
      const [service, subset] = key.split('\n');
      if (service === undefined || (subset !== 'stable' && subset !== 'canary')) return [];
      const requestsPerSecond = rates.get(key)?.get(at) ?? null;
      // A service without requests has no error rate and no latency: that is not zero.
      const has = requestsPerSecond !== null && requestsPerSecond > 0;
      const errorRatePercent = has ? (errorValues.get(key)?.get(at) ?? 0) : null;
      return [
        {
          service,
          subset,
          requestsPerSecond,
          errorRatePercent,
          p95Ms: has ? (p95Values.get(key)?.get(at) ?? null) : null,
        },
      ];
    });
    if (subsets.some((entry) => entry.requestsPerSecond !== null)) samples.push({ at, subsets });
  }
  return samples;
}

const byPlace = (series: readonly Series[]): ReadonlyMap<string, ReadonlyMap<number, number>> =>
  new Map(series.map(({ labels, values }) => [`${labels.service ?? ''}\n${labels.subset ?? ''}`, new Map(values)]));

async function saturation({ plan, outside, hub, clock, signal }: Watching): Promise<void> {
  const found = await Promise.all(
    plan.signals.saturation.map(({ query }) => outside.metrics.instant(query, clock.now(), signal)),
  );
  hub.saturation = plan.signals.saturation.map(({ title }, index) => {
    const answer = found[index];
    const value = answer?.ok ? answer.value.series[0]?.values.at(-1)?.[1] : undefined;
    return { title, percent: value ?? null };
  });
}

/** Verdicts become events when they change; values don't. */
function judge({ plan, hub, clock, state, tell }: Watching, before: string): string {
  const now = clock.now();
  const samples = hub.samples();
  const launch = state();
  const keptGoingAt = Object.fromEntries(
    launch.rollback.decisions
      .filter((decision) => decision.closedAt !== null)
      .map((decision) => [decision.criterion, decision.closedAt ?? 0]),
  );
  hub.criteria = watchCriteria({
    plan,
    samples,
    now,
    intervalMs: sampleIntervalMs(clock, plan),
    baselineP95: baseline(firstStartOf(launch), samples),
    keptGoingAt,
  });
  for (const watch of hub.criteria) {
    const isOpen = launch.rollback.decisions.some(
      (decision) => decision.criterion === watch.criterion && decision.state === 'open',
    );
    if (watch.verdict === 'tripped' && !isOpen)
      tell({
        type: 'criterion.trip',
        criterion: CriterionId.parse(watch.criterion),
        evidence: evidence(watch.where, watch.value),
      });
  }
  const metrics = judgeCanary(plan, samples, now, sampleIntervalMs(clock, plan));
  const verdicts = metrics.map((metric) => metric.verdict).join();
  if (verdicts !== before) tell({ type: 'canary.judge', metrics: [...metrics] });
  return verdicts;
}

const evidence = (where: string, value: number | null): string =>
  `${where}: ${value === null ? 'no value' : value.toFixed(2)}`;

const firstStartOf = (state: ReturnType<Watching['state']>): number =>
  actionsInOrder(state.actions).find((action) => !isRollback(action) && action.startedAt !== null)?.startedAt ??
  Number.POSITIVE_INFINITY;

/** Stable's p95 before anything was changed: the median by service (reconciled 17). */
function baseline(startedAt: number, samples: readonly SignalSample[]): Readonly<Record<string, number>> {
  const found = new Map<string, number[]>();
  for (const sample of samples) {
    if (sample.at >= startedAt) break;
    for (const { service, subset, p95Ms } of sample.subsets)
      if (subset === 'stable' && p95Ms !== null)
        found.set(`${service} stable`, [...(found.get(`${service} stable`) ?? []), p95Ms].slice(-60));
  }
  return Object.fromEntries(
    [...found].map(([key, values]) => [key, values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0]),
  );
}
