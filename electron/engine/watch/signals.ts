import type { SignalSample, SubsetSignal } from '#shared/contract/observations.ts';
import { CriterionId } from '#shared/domain/ids.ts';
import { servicesOut } from '#shared/domain/rollout/services-out.ts';
import { judgeCanary } from '#shared/signals/canary.ts';
import { watchCriteria } from '#shared/signals/criteria.ts';
import type { MetricsAnswer, Series } from '../adapters/prometheus/port.ts';
import { sampleIntervalMs } from '../clock.ts';
import { baselineP95, captureBaseline } from './baseline.ts';
import { createSaturationWatch } from './saturation.ts';
import { firstAsked, type StepRange, stepsSince } from './step-range.ts';
import type { Watching } from './watching.ts';

/** Asks Prometheus for what is new, judges the canary and the criteria, and reports a verdict that changed. */
export function createSignalWatch(with_: Watching): () => Promise<void> {
  const { plan, outside, hub, clock, signal } = with_;
  const { stepMs, requestRate, errorRatePercent, p95Ms } = plan.signals;
  const saturation = createSaturationWatch(with_);
  let askedUntil = firstAsked(clock.now(), stepMs);
  let judged = '';
  return async () => {
    const range = stepsSince(askedUntil, clock.now(), stepMs);
    if (range !== null) {
      const answers = await Promise.all(
        [requestRate, errorRatePercent, p95Ms].map((query) =>
          outside.metrics.range(query, range.from, range.until, stepMs, signal),
        ),
      );
      if (signal.aborted) return;
      const failed = answers.find((answer) => !answer.ok);
      const fault = failed === undefined || failed.ok ? null : failed.error;
      hub.sources.answered(
        { id: 'prometheus', kind: 'metrics', title: 'prometheus', everyMs: clock.toReal(stepMs) },
        fault,
      );
      const [rate, errors, p95] = answers;
      if (rate?.ok && errors?.ok && p95?.ok) {
        hub.addSamples(samplesFrom(rate.value, errors.value, p95.value, range, stepMs));
        askedUntil = range.until;
      }
    }
    await saturation();
    if (signal.aborted) return;
    captureBaseline(with_);
    judged = judge(with_, judged);
  };
}

function samplesFrom(
  rate: MetricsAnswer,
  errors: MetricsAnswer,
  p95: MetricsAnswer,
  { from, until }: StepRange,
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
      return [
        {
          service,
          subset,
          requestsPerSecond,
          errorRatePercent: has ? errorsAt(errorValues.get(key), at) : null,
          p95Ms: has ? (p95Values.get(key)?.get(at) ?? null) : null,
        },
      ];
    });
    if (subsets.some((entry) => entry.requestsPerSecond !== null)) samples.push({ at, subsets });
  }
  return samples;
}

/** Where nothing ever failed there is no series of failures; one that has a hole there says nothing. */
const errorsAt = (values: ReadonlyMap<number, number> | undefined, at: number): number | null =>
  values === undefined ? 0 : (values.get(at) ?? null);

const byPlace = (series: readonly Series[]): ReadonlyMap<string, ReadonlyMap<number, number>> =>
  new Map(series.map(({ labels, values }) => [`${labels.service ?? ''}\n${labels.subset ?? ''}`, new Map(values)]));

/** Verdicts become events when they change; values don't. */
function judge({ plan, hub, clock, state, tell }: Watching, before: string): string {
  const now = clock.now();
  const samples = hub.samples();
  const launch = state();
  const intervalMs = sampleIntervalMs(clock, plan);
  const keptGoingAt = Object.fromEntries(
    launch.rollback.decisions
      .filter((decision) => decision.closedAt !== null)
      .map((decision) => [decision.criterion, decision.closedAt ?? 0]),
  );
  hub.criteria = watchCriteria({
    ...{ plan, samples, saturation: hub.saturationSeries(), now, intervalMs, keptGoingAt },
    baselineP95: baselineP95(launch, samples),
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
  // What went back by itself has no canary any more, and keeps nobody else's from going on.
  const out = servicesOut(launch);
  const going = { ...plan, services: plan.services.filter(({ id }) => !out.has(id)) };
  const metrics = judgeCanary(going, samples, now, intervalMs);
  const verdicts = metrics.map((metric) => metric.verdict).join();
  if (verdicts !== before) tell({ type: 'canary.judge', metrics: [...metrics] });
  return verdicts;
}

const evidence = (where: string, value: number | null): string =>
  `${where}: ${value === null ? 'no value' : value.toFixed(2)}`;
