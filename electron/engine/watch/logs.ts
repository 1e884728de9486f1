import type { LogBatch, LogKindsObserved } from '#shared/contract/observed/logs.ts';
import { canaryStartedAt } from '#shared/views/canary-start.ts';
import type { LogFeedState, LogPort } from '../adapters/logs/port.ts';
import { lineMaker } from './logs/line-of.ts';
import type { WatchingFeeds } from './watching.ts';

/** Often enough that no line is seen later than a quarter of a second (performance.md, row 9). */
const FLUSH_MS = 50;
const LOOK_MS = 1000;

export type LogPushes = {
  readonly onLines: (batch: LogBatch) => void;
  readonly onKinds: (kinds: LogKindsObserved) => void;
};

type Following = Omit<WatchingFeeds, 'outside'> & { readonly outside: { readonly logs: LogPort } };

/** Follows the logs of all services; lines go to windows every 50 ms, kinds of errors once a second. */
export async function watchLogs(
  { plan, outside, settings, hub, clock, state, signal }: Following,
  { onLines, onKinds }: LogPushes,
): Promise<void> {
  const { logs: desk } = hub;
  const source = { id: 'logs', kind: 'logs', title: outside.logs.title, everyMs: outside.logs.everyMs } as const;
  const lineOf = lineMaker(plan.services, clock);
  const onState = (is: LogFeedState): void => {
    if (is.kind === 'failing') {
      hub.sources.failing(source, is.fault, is.retryInMs);
      return;
    }
    const instead = settings.loki?.lacks;
    const partial = [
      ...(instead === undefined ? [] : [`not from Loki: ${instead.message}`]),
      ...(is.partial ? [is.partial] : []),
    ];
    hub.sources.live(source, partial.length === 0 ? null : partial.join('; '));
    desk.readFrom ??= clock.now();
  };
  const every = (ms: number, then: (sinceMs: number) => void): NodeJS.Timeout => {
    let last = performance.now();
    return setInterval(() => {
      const since = performance.now() - last;
      last += since;
      then(since);
    }, ms);
  };
  const timers = [
    every(FLUSH_MS, (sinceMs) => {
      const batch = desk.flush(sinceMs);
      if (batch !== null) onLines(batch);
    }),
    every(LOOK_MS, (sinceMs) => onKinds(desk.look(clock.now(), canaryStartedAt(state()), sinceMs))),
  ];
  try {
    const apps = plan.services.map((service) => service.id);
    const { places } = desk;
    const onEntry = (entry: Parameters<typeof lineOf>[0]): void => {
      places.told(entry.atMs);
      desk.take(lineOf(entry));
    };
    await outside.logs.follow(apps, { places, onEntry, onState, onLost: (lines) => desk.lose(lines) }, signal);
  } finally {
    for (const timer of timers) clearInterval(timer);
  }
}
