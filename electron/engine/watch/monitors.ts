import type { MonitorObserved } from '#shared/contract/observed/outside.ts';
import type { Watching } from './watching.ts';

const KEPT = 60;

/** Looks at the public addresses as a user would. */
export function createMonitorWatch(
  { outside, settings, hub, clock, signal }: Watching,
  intervalMs: number,
): () => Promise<void> {
  const history = new Map<string, MonitorObserved['history']>();
  return async () => {
    const results = await Promise.all(
      settings.monitors.map(async (monitor) => [monitor, await outside.monitor.check(monitor.url, signal)] as const),
    );
    if (signal.aborted) return;
    hub.monitors = results.map(([{ title, url }, { isUp, latencyMs, text }]) => {
      const kept = [...(history.get(url) ?? []), { at: clock.now(), isUp, latencyMs }].slice(-KEPT);
      history.set(url, kept);
      const everyMs = intervalMs * clock.facts.speed;
      return { id: url, kind: 'http' as const, title, target: url, everyMs, history: kept, text };
    });
    hub.sources.live({ id: 'monitors', kind: 'monitors', title: 'outside', everyMs: intervalMs });
    if (settings.statusPageUrl === undefined) return;
    // Read back as the public reads it: what it says, and when it was read (interface, screen 4).
    const page = await outside.statusPage.read(settings.statusPageUrl, signal);
    if (page.ok) hub.publicStatus = { ...page.value, at: clock.now(), troubled: [], incidents: [] };
  };
}
