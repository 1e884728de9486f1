import type { MeasurePoint, MeasureSeries } from '../contract/observations.ts';
import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import type { CanaryMetric, Measure } from '../domain/plan/measured.ts';
import type { MetricVerdict } from '../domain/signal/judged.ts';
import { holds } from './comparison.ts';
import { comparedValue, measuredText, newest } from './measures.ts';

/** One metric of one service's canary. */
export type CanaryReading = {
  readonly service: string;
  readonly verdict: MetricVerdict;
  readonly amount: number;
  readonly value: string;
};

export const noReading = (service: string, verdict: MetricVerdict, value: string): CanaryReading => ({
  ...{ service, verdict, value, amount: 0 },
});

type Rule = Extract<CanaryMetric['rule'], { measure: string }>;
type Input = {
  readonly plan: LaunchPlan;
  readonly measures: readonly MeasureSeries[];
  readonly now: number;
  readonly intervalMs: number;
};

/** What a measure shows of a service's canary: by its own limit, or against stable's. */
export function readMeasured(rule: Rule, service: string, input: Input): CanaryReading {
  const measure = input.plan.signals.measures.find(({ id }) => id === rule.measure);
  if (measure === undefined) return noReading(service, 'unknown', 'not measured');
  const mine = pointAt(measure, service, 'canary', input);
  const value = mine === null ? null : comparedValue(measure, mine);
  if (mine === null || value === null) return noReading(service, 'unknown', 'no data');
  const text = measuredText(measure, mine);
  const reading =
    rule.kind === 'measure-within-limit'
      ? { verdict: verdictOf(holds(value, measure.holds)), amount: value, value: text }
      : againstStable(rule.percent, value, theirs(measure, service, input), text);
  if (mine.isPartial === true && reading.verdict === 'good')
    return noReading(service, 'unknown', `${reading.value}, partial data`);
  return { service, ...reading };
}

const verdictOf = (isGood: boolean): MetricVerdict => (isGood ? 'good' : 'bad');

function theirs(measure: Measure, service: string, input: Input): number | null {
  const point = pointAt(measure, service, 'stable', input);
  return point === null ? null : comparedValue(measure, point);
}

function againstStable(
  limit: number,
  mine: number,
  stable: number | null,
  text: string,
): Omit<CanaryReading, 'service'> {
  // There is something to compare with, and it isn't known.
  if (stable === null || stable <= 0) return { verdict: 'unknown', amount: 0, value: `${text}, nothing of stable` };
  const percent = (100 * (mine - stable)) / stable;
  const sign = percent >= 0 ? '+' : '−';
  const isGood = holds(percent, { operator: '<=', value: limit });
  return { verdict: verdictOf(isGood), amount: percent, value: `${sign}${Math.abs(percent).toFixed(1)} %` };
}

function pointAt(
  measure: Measure,
  service: string,
  subset: 'stable' | 'canary',
  { measures, now, intervalMs }: Input,
): MeasurePoint | null {
  const series = measures.find(
    ({ measure: id, place }) => id === measure.id && place.service === service && place.subset === subset,
  );
  return series === undefined ? null : newest(measure, series, now, intervalMs);
}
