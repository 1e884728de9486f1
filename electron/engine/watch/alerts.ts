import type { AlertObserved } from '#shared/contract/observed/outside.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { isTooOld } from '#shared/signals/sustained.ts';
import type { AlertSeen } from '../adapters/alert-seen.ts';
import { alertsInOrder, unheardOf } from './alerts-in-order.ts';
import { backOffMs } from './back-off.ts';
import type { WatchingFeeds } from './watching.ts';

/** An alert is sent to Alertmanager within a minute; only then is one that has not arrived worth a word. */
const ARRIVES_WITHIN_MS = 60_000;

type Seen = { readonly alerts: readonly AlertSeen[]; readonly at: number };

/**
 * What fires, by Prometheus' rules and as Alertmanager knows of it: a look at each, to be repeated on its own, so that one
 * that hangs delays nothing of the other. `everyMs`: how often, real ms. A look says how long to wait after a failure.
 */
export function createAlertLooks(
  with_: WatchingFeeds,
  everyMs: number,
): readonly (() => Promise<number | undefined>)[] {
  const { outside, hub, clock, signal } = with_;
  const about = { id: 'alertmanager', kind: 'alerts', title: 'alertmanager', everyMs } as const;
  const firstSeen = new Map<string, number>();
  let byPrometheus: Seen | null = null;
  let byAlertmanager: Seen | null = null;
  // The two don't answer at one time: only what Prometheus says before and after an answer of Alertmanager without it is lost.
  let missed: ReadonlySet<string> = new Set();
  let lost: ReadonlySet<string> = new Set();

  const known = (seen: Seen | null, now: number): Seen | null =>
    seen === null || isTooOld(seen.at, now, everyMs * clock.facts.speed) ? null : seen;

  /** Shows what both last said, as long as it is not too old. */
  function show(now: number): void {
    const seen = { prometheus: known(byPrometheus, now), alertmanager: known(byAlertmanager, now) };
    hub.alertsSeen = { prometheus: seen.prometheus?.at ?? null, alertmanager: seen.alertmanager?.at ?? null };
    const [fired, heard] = [seen.prometheus?.alerts ?? null, seen.alertmanager?.alerts ?? null];
    if (fired === null && heard === null) {
      hub.alerts = null;
      return;
    }
    const all = heard === null ? (fired ?? []) : [...heard, ...unheardOf(fired ?? [], heard)];
    hub.alerts = alertsInOrder(
      all.map((alert) => observed(alert, heard !== null && lost.has(keyOf(alert)), now)),
      with_.plan.namespace,
    );
    // What neither tells of any more is over; one that comes back fires anew.
    const firing = new Set(all.map(keyOf));
    if (fired !== null && (outside.alerts === null || heard !== null))
      for (const key of firstSeen.keys()) if (!firing.has(key)) firstSeen.delete(key);
  }

  /** Since when it fires, as the servers say it; else since we have seen it. */
  function observed(alert: AlertSeen, isLost: boolean, now: number): AlertObserved {
    const { name, labels, summary, isSuppressed } = alert;
    const key = keyOf(alert);
    const since = alert.since ?? firstSeen.get(key) ?? now;
    firstSeen.set(key, since);
    const unheard = isLost ? { isUnheard: true as const } : {};
    return { name, labels, summary, isSuppressed, since, severity: labels.severity ?? '', ...unheard };
  }

  // Prometheus itself is a source of its own: what it does not answer is said there.
  const atPrometheus = repeated(everyMs, async () => {
    const fired = await outside.metrics.firing(signal);
    if (signal.aborted) return null;
    if (fired.ok) {
      byPrometheus = { alerts: fired.value, at: clock.now() };
      lost = new Set(fired.value.map(keyOf).filter((key) => missed.has(key)));
    }
    show(clock.now());
    return fired.ok ? null : fired.error;
  });
  const { alerts } = outside;
  if (alerts === null) {
    hub.sources.off(about, 'No Alertmanager is set up.');
    return [atPrometheus];
  }
  const atAlertmanager = repeated(
    everyMs,
    async () => {
      const heard = await alerts.firing([], signal);
      if (signal.aborted) return null;
      const now = clock.now();
      if (heard.ok) {
        byAlertmanager = { alerts: heard.value, at: now };
        const fired = known(byPrometheus, now)?.alerts ?? [];
        missed = new Set(notArrived(fired, heard.value, now).map(keyOf));
        lost = new Set([...lost].filter((key) => missed.has(key)));
        hub.sources.live(about, saidLost(fired.filter((alert) => lost.has(keyOf(alert)))));
      }
      show(now);
      return heard.ok ? null : heard.error;
    },
    (fault, waitMs) => hub.sources.failing(about, fault, waitMs),
  );
  return [atPrometheus, atAlertmanager];
}

/** A look that gives what was wrong, as one that says how long to wait after it: longer with each failure. */
function repeated(
  everyMs: number,
  look: () => Promise<Fault | null>,
  failed: (fault: Fault, waitMs: number) => void = () => undefined,
): () => Promise<number | undefined> {
  let failures = 0;
  return async () => {
    const fault = await look();
    failures = fault === null ? 0 : failures + 1;
    if (fault === null) return undefined;
    const waitMs = backOffMs(failures, everyMs, fault);
    failed(fault, waitMs);
    return waitMs;
  };
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
