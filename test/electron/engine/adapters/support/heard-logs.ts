import { LogPlaces } from '#engine/adapters/logs/places.ts';
import type { LogEntry, LogFeedState, LogPort } from '#engine/adapters/logs/port.ts';

/** Follows a source of logs and keeps what it tells; `places`: of what followed before, where it goes on. */
export function hearLogs(port: LogPort, apps: readonly string[], places = new LogPlaces()) {
  const entries: LogEntry[] = [];
  const heard: { state: LogFeedState | null; lost: number } = { state: null, lost: 0 };
  const abort = new AbortController();
  const listener = {
    places,
    onEntry: (entry: LogEntry) => {
      places.told(entry.atMs);
      entries.push(entry);
    },
    onLost: (lines: number) => {
      heard.lost += lines;
    },
    onState: (state: LogFeedState) => {
      heard.state = state;
    },
  };
  const ended = port.follow(apps, listener, abort.signal);
  return {
    entries,
    texts: () => entries.map(({ text }) => text),
    state: () => heard.state,
    lost: () => heard.lost,
    async stop() {
      abort.abort();
      await ended;
      await port.close();
    },
  };
}
