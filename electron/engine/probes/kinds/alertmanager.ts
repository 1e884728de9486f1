import { err, ok, type Result } from '#shared/lib/result.ts';
import type { AlertSeen } from '../../adapters/alert-seen.ts';
import type { Feeds } from '../../adapters/feeds.ts';
import type { Clock } from '../../clock.ts';
import { bad, good, noAnswer, unknown } from '../finding.ts';
import { fed } from '../parts.ts';

/** Each alert once, with how often it fires. */
function counted(alerts: readonly AlertSeen[]): string {
  const times = new Map<string, number>();
  for (const { name, labels } of alerts) {
    const called = labels.severity === undefined ? name : `${name} (severity=${labels.severity})`;
    times.set(called, (times.get(called) ?? 0) + 1);
  }
  return [...times].map(([name, count]) => (count > 1 ? `${count} x ${name}` : name)).join(', ');
}

/** A matcher as PromQL spells it; null when it is none that can be. */
function inPromql(matcher: string): string | null {
  const [, label, operator, value = ''] = /^\s*([a-z_]\w*)\s*(=~|!~|!=|=)\s*(.*?)\s*$/i.exec(matcher) ?? [];
  if (label === undefined) return null;
  return `${label}${operator}${/^".*"$/.test(value) ? value : JSON.stringify(value)}`;
}

/** Names of alerts that fire in Prometheus and that Alertmanager has not heard of: nothing reaches it then. Else why nobody knows. */
async function unheard(
  matchers: readonly string[],
  heard: readonly AlertSeen[],
  { feeds, clock }: { readonly feeds: Feeds; readonly clock: Clock },
  signal: AbortSignal,
): Promise<Result<readonly string[], string>> {
  const spelled = matchers.map(inPromql);
  if (spelled.includes(null)) return err('no query can ask Prometheus for these labels');
  const query = `ALERTS{${['alertstate="firing"', ...spelled].join(',')}}`;
  const firing = await feeds.metrics.instant(query, clock.now(), signal);
  if (!firing.ok) return err(firing.error.message);
  const [partial] = firing.value.warnings;
  if (partial !== undefined) return err(`Prometheus answered in part: ${partial}`);
  const known = new Set(heard.map(({ name }) => name));
  const names = new Set(firing.value.series.flatMap(({ labels }) => labels.alertname ?? []));
  return ok([...names].filter((name) => !known.has(name)));
}

/**
 * No alert that fits the matchers is firing; those that somebody has silenced are said. An Alertmanager that Prometheus
 * does not reach is silent as well (0015): so what fires there has to have arrived, and has to be known.
 */
export const lookAtAlerts = fed<'alertmanager'>(async ({ matchers }, parts, signal) => {
  const { alerts } = parts.feeds;
  if (alerts === null) return unknown('No Alertmanager is set in the connection settings.');
  const seen = await alerts.firing(matchers, signal);
  if (!seen.ok) return noAnswer(seen.error);
  const firing = seen.value.filter((alert) => !alert.isSuppressed);
  if (firing.length > 0) return bad(`Firing: ${counted(firing)}.`);
  const lost = await unheard(matchers, seen.value, parts, signal);
  if (!lost.ok)
    return unknown(`Alertmanager knows of none that fires, but nobody knows whether it is told: ${lost.error}`);
  if (lost.value.length > 0)
    return unknown(`${lost.value.join(', ')} fires in Prometheus, but Alertmanager has not heard of it.`);
  const silenced = seen.value.filter((alert) => alert.isSuppressed);
  const which = matchers.length === 0 ? '' : ` with ${matchers.join(', ')}`;
  return good(`No alert${which} is firing.${silenced.length === 0 ? '' : ` Silenced: ${counted(silenced)}.`}`);
});
