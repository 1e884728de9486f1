import type { AlertObserved } from '#shared/contract/observed/outside.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { isTooOld } from '#shared/signals/sustained.ts';
import type { AlertSeen } from '../adapters/alert-seen.ts';
import { alertsInOrder, unheardOf } from './alerts-in-order.ts';
import { backOffMs } from './back-off.ts';
import type { Watching } from './watching.ts';

/** An alert is sent to Alertmanager within a minute; only then is one that has not arrived worth a word. */
const ARRIVES_WITHIN_MS = 60_000;

/**
 * What fires, by Prometheus' rules and as Alertmanager knows of it. `everyMs`: how often it is looked, real ms. Says how long
 * to wait after a failure.
 */
export function createAlertWatch(with_: Watching, everyMs: number): () => Promise<number | undefined> {
  const { outside, hub, clock, signal } = with_;
  const about = { id: 'alertmanager', kind: 'alerts', title: 'alertmanager', everyMs } as const;
  const firstSeen = new Map<string, number>();
  let answeredAt: number | null = null;
  let failures = 0;
  if (outside.alerts === null) hub.sources.off(about, 'No Alertmanager is set up.');
  return async () => {
    const [fired, heard] = await Promise.all([outside.metrics.firing(signal), outside.alerts?.firing([], signal)]);
    if (signal.aborted) return undefined;
    const now = clock.now();
    if (fired.ok || heard?.ok === true) {
      answeredAt = now;
      const byPrometheus = fired.ok ? fired.value : [];
      const lost = heard?.ok === true ? notArrived(byPrometheus, heard.value, now) : [];
      const known = heard?.ok === true ? [...heard.value, ...unheardOf(byPrometheus, heard.value)] : byPrometheus;
      hub.alerts = alertsInOrder(
        known.map((alert) => observed(alert, lost, now)),
        with_.plan.namespace,
      );
      // What neither tells of any more is over; one that comes back fires anew.
      const firing = new Set(known.map(keyOf));
      if (fired.ok && heard?.ok !== false)
        for (const key of firstSeen.keys()) if (!firing.has(key)) firstSeen.delete(key);
      if (heard?.ok === true) hub.sources.live(about, saidLost(lost));
    } else if (answeredAt !== null && isTooOld(answeredAt, now, everyMs * clock.facts.speed)) hub.alerts = null;
    // Prometheus itself is a source of its own: what it does not answer is said there.
    return heard === undefined || heard.ok ? waitFor(fired.ok ? null : fired.error) : failing(heard.error);
  };

  function failing(fault: Fault): number {
    const waitMs = waitFor(fault) ?? everyMs;
    hub.sources.failing(about, fault, waitMs);
    return waitMs;
  }

  function waitFor(fault: Fault | null): number | undefined {
    failures = fault === null ? 0 : failures + 1;
    return fault === null ? undefined : backOffMs(failures, everyMs, fault);
  }

  /** Since when it fires, as the servers say it; else since we have seen it. */
  function observed(alert: AlertSeen, lost: readonly AlertSeen[], now: number): AlertObserved {
    const { name, labels, summary, isSuppressed } = alert;
    const key = keyOf(alert);
    const since = alert.since ?? firstSeen.get(key) ?? now;
    firstSeen.set(key, since);
    const unheard = lost.includes(alert) ? { isUnheard: true as const } : {};
    return { name, labels, summary, isSuppressed, since, severity: labels.severity ?? '', ...unheard };
  }
}

const keyOf = ({ labels }: AlertSeen): string => JSON.stringify(Object.entries(labels).sort());

/** Those that have had the time to arrive. */
const notArrived = (fired: readonly AlertSeen[], heard: readonly AlertSeen[], now: number): readonly AlertSeen[] =>
  unheardOf(fired, heard).filter(({ since }) => since === null || now - since > ARRIVES_WITHIN_MS);

function saidLost(lost: readonly AlertSeen[]): string | null {
  if (lost.length === 0) return null;
  const names = [...new Set(lost.map(({ name }) => name))];
  return `${names.slice(0, 5).join(', ')} ${names.length > 1 ? 'fire' : 'fires'} in Prometheus, but Alertmanager has not heard of it: nobody is told.`;
}
