import type { SignalSample, SubsetSignal } from '#shared/contract/observations.ts';
import type { DetailChartFacts, DetailQuery, TileSignal } from '#shared/contract/observed/detail.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { errorRateLimits, p95Limits } from '../limits.ts';
import { withGaps } from '../signals/gaps.ts';
import { signalPoint } from '../signals/point.ts';
import { type Line, type Series, series, thinned } from '../signals/series.ts';
import type { Looked } from './looked.ts';

/** A chart that is read has no more points than this (performance.md). */
export const MOST_POINTS = 300;

export const keyOf = { 'error-rate': 'errorRatePercent', p95: 'p95Ms', requests: 'requestsPerSecond' } as const;
const scales: Readonly<Record<TileSignal, Pick<DetailChartFacts, 'title' | 'unit' | 'digits' | 'least'>>> = {
  'error-rate': { title: 'Error rate', unit: '%', digits: 2, least: 0.2 },
  p95: { title: 'p95 latency', unit: 'ms', digits: 0, least: 100 },
  requests: { title: 'Requests', unit: '/s', digits: 0, least: 10 },
};
export const signalTitle = (signal: TileSignal): string => scales[signal].title;

/** The series as a chart takes it: few enough points, gaps as gaps. */
export function chartOf(
  about: Pick<DetailChartFacts, 'title' | 'unit' | 'digits' | 'least' | 'limits'>,
  from: Series,
  stepMs: number,
): DetailChartFacts {
  const { times, lines } = thinned(withGaps(from, stepMs), MOST_POINTS);
  return { ...about, times, lines: lines.map(({ title, color, values }) => ({ name: title, color, values })) };
}

const shownBy = (sample: SignalSample, service: string, subset: SubsetSignal['subset'], signal: TileSignal) =>
  sample.subsets.find((one) => one.service === service && one.subset === subset)?.[keyOf[signal]] ?? null;

function seriesOf({ samples }: Looked, signal: TileSignal, service: string | null): Series {
  if (service === null) return series(samples.map(signalPoint), keyOf[signal]);
  const line = (subset: SubsetSignal['subset']): Line => ({
    ...{ title: subset, color: subset },
    values: samples.map((sample) => shownBy(sample, service, subset, signal)),
  });
  return { times: samples.map(({ at }) => at), lines: [line('stable'), line('canary')] };
}

function limitsOf(looked: Looked, signal: TileSignal, service: string | null): DetailChartFacts['limits'] {
  const { plan, state, samples } = looked;
  if (signal === 'requests') return [];
  if (signal === 'error-rate') return errorRateLimits(plan);
  const last = samples.at(-1);
  const own =
    last === undefined
      ? undefined
      : { ...last, subsets: last.subsets.filter((one) => service === null || one.service === service) };
  const point = own === undefined ? null : signalPoint(own);
  const worst = service ?? (point?.p95Ms.canary ?? point?.p95Ms.stable)?.service;
  return p95Limits(plan, point, state.signal.baseline?.p95Ms[`${worst} stable`] ?? null);
}

/** One signal of a service, or the worst of all services, canary against stable with every limit. */
export function signalChart(looked: Looked, signal: TileSignal, service: string | null): DetailChartFacts {
  const title =
    service === null && signal !== 'requests' ? `${scales[signal].title}, worst service` : scales[signal].title;
  const about = { ...scales[signal], title, limits: limitsOf(looked, signal, service) };
  return chartOf(about, seriesOf(looked, signal, service), looked.plan.signals.stepMs);
}

/** The query of a signal, as the pack has it. */
export function signalQuery({ signals }: LaunchPlan, signal: TileSignal): DetailQuery {
  const text = { 'error-rate': signals.errorRatePercent, p95: signals.p95Ms, requests: signals.requestRate }[signal];
  return { title: scales[signal].title, language: 'PromQL', text };
}
