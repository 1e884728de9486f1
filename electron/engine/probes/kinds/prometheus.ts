import type { Comparison } from '#shared/domain/plan/probe.ts';
import { holds } from '#shared/signals/comparison.ts';
import type { MetricsAnswer } from '../../adapters/prometheus/port.ts';
import { bad, type Finding, good, noAnswer, unknown } from '../finding.ts';
import { fed } from '../parts.ts';

const figure = (value: number): string => String(Number(value.toPrecision(4)));
const labelsOf = (labels: Readonly<Record<string, string>>): string => {
  const said = Object.entries(labels).flatMap(([name, value]) => (name.startsWith('__') ? [] : [`${name}=${value}`]));
  return said.length === 0 ? '' : ` (${said.slice(0, 4).join(', ')})`;
};

function judged(answer: MetricsAnswer, wanted: Comparison): Finding {
  const values = answer.series.map(({ labels, values }) => ({ labels, value: values.at(-1)?.[1] }));
  const limit = `${wanted.operator} ${wanted.value}`;
  if (values.length === 0) return unknown('The query has no values: nothing measures this.');
  const wrong = values.filter(({ value }) => value !== undefined && !holds(value, wanted));
  const [first] = wrong;
  if (first?.value !== undefined) {
    const others = wrong.length > 1 ? `, and ${wrong.length - 1} more` : '';
    return bad(`${figure(first.value)}${labelsOf(first.labels)}${others}; wanted ${limit}.`);
  }
  const empty = values.filter(({ value }) => value === undefined).length;
  if (empty > 0) return unknown(`${empty} of ${values.length} series are no number.`);
  const numbers = values.flatMap(({ value }) => value ?? []);
  const range = [...new Set([Math.min(...numbers), Math.max(...numbers)].map(figure))].join(' to ');
  return good(`${range}${values.length > 1 ? ` in ${values.length} series` : ''}; wanted ${limit}.`);
}

/** Every value of the query satisfies the comparison. What rests on a part of the data is never good: what the server warns of is said. */
export const lookAtQuery = fed<'prometheus'>(async (check, { feeds, clock }, signal) => {
  const answer = await feeds.metrics.instant(check.query, clock.now(), signal);
  if (!answer.ok) return noAnswer(answer.error);
  const finding = judged(answer.value, check.holds);
  const { warnings } = answer.value;
  if (warnings.length === 0) return finding;
  const text = `${finding.text} Prometheus warns: ${warnings.join('; ')}`;
  return { ...finding, text, verdict: finding.verdict === 'good' ? 'unknown' : finding.verdict };
});
