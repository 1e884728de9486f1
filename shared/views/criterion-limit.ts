import type { CriterionWatch } from '#shared/contract/observations.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Measure, MetricCondition, RollbackCriterion } from '#shared/domain/plan/measured.ts';
import { spoken } from './format/duration.ts';
import { figure, noValue, percent } from './format/figure.ts';
import { withUnit } from './measure-rows.ts';

/** What a watched criterion reads, and what that is held against. */
export type CriterionReading = {
  /** `3.06 %`; a dash where it isn't known. */
  readonly value: string;
  /** `≥ 2x baseline (342 ms) for 10 min`, `> 95 % for 1 min`. */
  readonly limit: string;
  readonly sustainedMs: number;
};

/** Null for one that only a person knows. */
export function criterionReading(
  state: LaunchState,
  { metric, measured }: RollbackCriterion,
  watch: CriterionWatch | null,
): CriterionReading | null {
  const [value, where] = [watch?.value ?? null, watch?.where ?? ''];
  if (metric !== undefined) {
    const { sustainedMs } = metric;
    return {
      value: valueText(metric, value),
      limit: `${limitText(state, metric, where)}${lasting(sustainedMs)}`,
      sustainedMs,
    };
  }
  if (measured === undefined) return null;
  const all = (state.launch?.plan.signals.measures ?? []).filter(({ id }) => measured.measures.includes(id));
  const worst = measureAt(all, where);
  const limits = [...new Set((worst === null ? all : [worst]).map(beyondText))].join(' or ');
  return {
    value: value === null ? noValue : withUnit(value, worst === null ? '' : unitOf(worst)),
    limit: `${limits}${lasting(measured.sustainedMs)}`,
    sustainedMs: measured.sustainedMs,
  };
}

const lasting = (sustainedMs: number): string => ` for ${spoken(sustainedMs)}`;

const valueText = ({ signal }: MetricCondition, value: number | null): string =>
  value === null ? noValue : signal === 'p95-ms' ? `${figure(value)} ms` : percent(value);

/** What its place is compared with: its own baseline, else that of the service's stable version. */
function baselineAt(state: LaunchState, where: string): number | null {
  const p95Ms = state.signal.baseline?.p95Ms;
  return p95Ms?.[where] ?? p95Ms?.[`${where.split(' ')[0] ?? ''} stable`] ?? null;
}

function limitText(state: LaunchState, metric: MetricCondition, where: string): string {
  const { above, upTo, isInclusive, isUpToExclusive, ofBaseline, signal } = metric;
  const unit = ofBaseline ? 'x baseline' : signal === 'p95-ms' ? ' ms' : ' %';
  const range =
    upTo === undefined
      ? `${isInclusive ? '≥' : '>'} ${above}${unit}`
      : `${above} to ${isUpToExclusive === true ? 'under ' : ''}${upTo}${unit}`;
  const baseline = ofBaseline ? baselineAt(state, where) : null;
  return baseline === null ? range : `${range} (${figure(baseline * above)} ms)`;
}

/** The one that a place speaks of: it begins with the measure's title. Of two that fit, the longer title says more. */
function measureAt(measures: readonly Measure[], where: string): Measure | null {
  if (measures.length === 1) return measures[0] ?? null;
  const fitting = measures.filter(({ title }) => where === title || where.startsWith(`${title} `));
  return fitting.toSorted((a, b) => b.title.length - a.title.length)[0] ?? null;
}

/** What is a part of something is judged in percent of it. */
const unitOf = ({ of, unit }: Measure): string => (of === undefined ? unit : '%');

/** A measure says what has to hold; what trips is that it doesn't. */
const unmet = { '<=': '>', '<': '≥', '>=': '<', '>': '≤', '==': '≠', '!=': '=' } as const;
const beyondText = (measure: Measure): string => {
  const { operator, value } = measure.holds;
  return `${unmet[operator]} ${value} ${unitOf(measure)}`.trim();
};
