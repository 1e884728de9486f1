import type { LogLineObserved } from '#shared/contract/observations.ts';
import type { Watching } from './watching.ts';

const FLUSH_MS = 100;
/** More than this in one flush is counted, not shown. */
const MAX_PER_FLUSH = 500;
const MAX_LENGTH = 2000;
const level = /\b(FATAL|PANIC|ERROR|WARN(?:ING)?|INFO|DEBUG)\b/;

/** Follows the logs of all services; lines are cut, batched, and told about ten times a second. */
export async function watchLogs(
  { plan, outside, hub, clock, signal }: Watching,
  push: (lines: readonly LogLineObserved[], dropped: number) => void,
): Promise<void> {
  let waiting: LogLineObserved[] = [];
  let dropped = 0;
  const timer = setInterval(() => {
    if (waiting.length === 0 && dropped === 0) return;
    hub.addLines(waiting);
    hub.sources.live({ id: 'logs', kind: 'logs', title: 'logs', everyMs: 30_000 });
    push(waiting, dropped);
    waiting = [];
    dropped = 0;
  }, FLUSH_MS);
  const apps = plan.services.map((service) => service.id);
  try {
    await outside.cluster.followLogs(
      apps,
      ({ pod, text }) => {
        if (waiting.length >= MAX_PER_FLUSH) {
          dropped += 1;
          return;
        }
        const service = plan.services.find(
          (entry) => pod.startsWith(entry.stableDeployment) || pod.startsWith(entry.canaryDeployment),
        );
        const subset = service === undefined ? 'other' : pod.startsWith(service.canaryDeployment) ? 'canary' : 'stable';
        waiting.push({
          at: clock.now(),
          pod,
          service: service?.id ?? '',
          subset,
          level: level.exec(text)?.[1] ?? '',
          text: text.slice(0, MAX_LENGTH),
        });
      },
      signal,
    );
  } finally {
    clearInterval(timer);
  }
}
