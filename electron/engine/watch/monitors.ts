import type { MonitorObserved, MonitorPoint } from '#shared/contract/observed/outside.ts';
import type { Monitor, MonitorCheck } from '#shared/domain/plan/monitor.ts';
import { shownUrl } from '../adapters/http/shown-url.ts';
import type { MonitorSeen } from '../adapters/monitors/port.ts';
import { pacedMs } from '../clock.ts';
import { backOffMs } from './back-off.ts';
import { createOutsideSource } from './outside-source.ts';
import type { WatchingFeeds } from './watching.ts';

/** Looks that are kept of each monitor. */
const KEPT = 60;
/** In a fast rehearsal nothing is looked at more often than this, real ms. */
const LEAST_MS = 2_000;
/** How often the monitors of the connection settings are looked at, launch time. */
const SETTINGS_EVERY_MS = 10_000;
/** A monitor that fails rests twice its interval at most: it must neither grow stale nor come back unseen. */
const MOST_INTERVALS = 2;

/** What is looked at on its own schedule: `everyMs` is real time between two looks. */
export type MonitorWatch = { readonly everyMs: number; readonly look: () => Promise<number> };

/** The pack's monitors, and those of the connection settings besides: an address that both name is looked at once. */
export function monitorsOf({ plan, settings }: Pick<WatchingFeeds, 'plan' | 'settings'>): readonly Monitor[] {
  const ofPack = plan.monitors ?? [];
  const urls = new Set(ofPack.map(({ check }) => (check.kind === 'http' ? check.url : '')));
  const ofSettings = settings.monitors
    // Not by its address: that may hold a key, and goes to every window.
    .map(({ title, url }, index) => ({ id: `settings:${index}`, title, url }))
    .filter(({ url }) => !urls.has(url))
    .map(({ id, title, url }) => ({ id, title, everyMs: SETTINGS_EVERY_MS, check: { kind: 'http' as const, url } }));
  return [...ofPack, ...ofSettings];
}

/** As people may see it: without keys. */
function shownTarget(check: MonitorCheck): string {
  if (check.kind === 'http') return shownUrl(check.url);
  return check.kind === 'tls' ? `${check.host}:${check.port}` : check.name;
}

/** Looks at what users reach as a user would: each monitor on its own schedule, with its own history. */
export function createMonitorWatches(with_: WatchingFeeds): readonly MonitorWatch[] {
  const { hub, clock, signal, outside } = with_;
  const monitors = monitorsOf(with_);
  const realMs = ({ everyMs }: Monitor) => pacedMs(clock, everyMs, LEAST_MS);
  const before = new Map(hub.monitors.map((seen) => [seen.id, seen]));
  // Settings may have changed: what was seen of another address is nothing of this one.
  const historyOf = ({ id, check }: Monitor): MonitorObserved['history'] => {
    const seen = before.get(id);
    return seen?.target === shownTarget(check) ? seen.history : [];
  };
  const unseen = (monitor: Monitor): MonitorObserved => ({
    ...{ id: monitor.id, kind: monitor.check.kind, title: monitor.title, target: shownTarget(monitor.check) },
    ...{ everyMs: Math.round(realMs(monitor) * clock.facts.speed), text: 'not looked at yet' },
    history: historyOf(monitor),
  });
  hub.monitors = monitors.map(unseen);
  const source = createOutsideSource(hub, Math.max(0, ...monitors.map(realMs)), monitors.length);
  return monitors.map((monitor): MonitorWatch => {
    const everyMs = realMs(monitor);
    let failures = 0;
    return {
      everyMs,
      look: async () => {
        const seen = await outside.monitor.check(monitor.check, signal);
        if (signal.aborted) return everyMs;
        const points = pointsOf(monitor, seen, clock.now());
        hub.monitors = hub.monitors.map((one) =>
          one.id === monitor.id ? { ...one, text: seen.text, history: [...one.history, ...points].slice(-KEPT) } : one,
        );
        source.answered(monitor.id, seen.fault);
        failures = seen.fault === null ? 0 : failures + 1;
        if (failures === 0) return everyMs;
        return Math.min(everyMs * MOST_INTERVALS, Math.max(everyMs, backOffMs(failures, everyMs, seen.fault)));
      },
    };
  });
}

/** None where it couldn't be looked at. */
function pointsOf(
  { withinMs }: Monitor,
  { isUp, isNearItsEnd, latencyMs }: MonitorSeen,
  at: number,
): readonly MonitorPoint[] {
  if (isUp === null) return [];
  const isSlow = isUp && (isNearItsEnd || (withinMs !== undefined && latencyMs > withinMs));
  return [{ at, isUp, latencyMs, ...(isSlow ? { isSlow } : {}) }];
}
