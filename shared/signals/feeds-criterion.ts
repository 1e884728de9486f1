import type { LaunchPlan } from '../domain/plan/launch-plan.ts';
import { type Refusal, refusal } from '../lib/trouble.ts';
import { family, fits, type MetricNames, metricNames, sharedMetric } from './metric-names.ts';

/** A rule that Prometheus evaluates. `alerting`: its name is an alert's; `recording`: its name is a metric that its query makes. */
export type Rule = { readonly kind: 'alerting' | 'recording'; readonly name: string; readonly query: string };

type Deciding = { readonly title: string; readonly query: string };

/** Every query that a rollback or the canary is judged by. */
function decidingQueries({ signals, criteria, canaryMetrics }: LaunchPlan): readonly Deciding[] {
  const measures = new Set([
    ...criteria.flatMap(({ measured }) => measured?.measures ?? []),
    ...canaryMetrics.flatMap(({ rule }) => ('measure' in rule ? [rule.measure] : [])),
  ]);
  const used = signals.measures.filter(({ id }) => measures.has(id));
  return [
    { title: 'the request rate', query: signals.requestRate },
    { title: 'the error rate', query: signals.errorRatePercent },
    { title: 'the latency', query: signals.p95Ms },
    // Lines of their own, as a query may end in a comment.
    ...used.map(({ title, query, of }) => ({ title, query: of === undefined ? query : `(${query}\n) / (${of}\n)` })),
  ];
}

/** The queries that metrics are recorded by, by family: several rules may record one name, each with labels of its own. */
type Recorded = ReadonlyMap<string, readonly string[]>;

function recordedBy(rules: readonly Rule[]): Recorded {
  const recorded = new Map<string, string[]>();
  for (const { kind, name, query } of rules)
    if (kind === 'recording') recorded.set(family(name), [...(recorded.get(family(name)) ?? []), query]);
  return recorded;
}

/** What a query reads, with what its recorded metrics are made of, however deep. */
function readBy(query: string, recorded: Recorded): MetricNames {
  const names = new Set<string>();
  const patterns: RegExp[] = [];
  const waiting = [query];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const read = metricNames(next);
    patterns.push(...read.patterns);
    const byPattern = [...recorded.keys()].filter((name) => fits(read.patterns, name));
    for (const name of [...read.names, ...byPattern]) {
      if (!names.has(name)) waiting.push(...(recorded.get(name) ?? []));
      names.add(name);
    }
  }
  return { names, patterns };
}

/** Why an alert must stay loud, by the rules that make it; null when it may be silenced. */
export function loudByRules(plan: LaunchPlan, rules: readonly Rule[], alert: string): Refusal | null {
  const recorded = recordedBy(rules);
  const deciding = decidingQueries(plan).map(({ title, query }) => ({ title, read: readBy(query, recorded) }));
  for (const rule of rules) {
    if (rule.kind !== 'alerting' || rule.name !== alert) continue;
    const read = readBy(rule.query, recorded);
    for (const { title, read: other } of deciding) {
      const metric = sharedMetric(read, other);
      if (metric !== null)
        return refusal(
          'feeds-criterion',
          `"${alert}" reads ${metric}, and so does ${title}, by which a rollback is decided.`,
          'It stays loud.',
        );
    }
  }
  return null;
}
