import { expect, test } from 'vitest';
import type { LogEntry, LogPort } from '#engine/adapters/logs/port.ts';
import { createClock } from '#engine/clock.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { lineMaker } from '#engine/watch/logs/line-of.ts';
import { watchLogs } from '#engine/watch/logs.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { plan } from '#test/support/launch-story.ts';

const clock = createClock({ startedAtReal: 0, startedAtLaunch: 0, speed: 1 });

/** A source that knows how far it was read: it tells ten lines, or as many as are new. */
function source(name: string, all: readonly LogEntry[]): LogPort {
  return {
    ...{ title: name, everyMs: 1_000, close: async () => undefined },
    async follow(_, { places, onEntry }) {
      const place = places.of(name, (sinceMs) => ({ read: all.filter(({ atMs }) => atMs <= (sinceMs ?? 0)).length }));
      for (const entry of all.slice(place.read)) onEntry(entry);
      place.read = all.length;
    },
  };
}
const entries = (from: number, count: number): LogEntry[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ atMs: 1_000 + from + n, pod: 'p', app: null, level: null },
    text: `ERROR card refused ${from + n}`,
  }));

test('connections made anew tell no line twice, and another source begins where the one before it stopped', async () => {
  const hub = new ObservationHub(clock);
  const watch = (logs: LogPort) =>
    watchLogs(
      {
        ...{ plan, outside: { logs }, settings: {} as never, hub, clock },
        ...{ state: () => emptyLaunch, signal: new AbortController().signal },
      } as never,
      { onLines: () => undefined, onKinds: () => undefined },
    );
  const counted = () => [...hub.logs.kinds.all()].reduce((all, { count }) => all + count, 0);
  await watch(source('pods', entries(0, 10)));
  await watch(source('pods', entries(0, 12)));
  expect(counted()).toBe(12);
  await watch(source('loki', entries(0, 15)));
  expect(counted()).toBe(15);
});

test('where a source knows no pod, a line is its own app’s, whoever else has the same name for it', () => {
  const make = lineMaker(plan.services, clock);
  const [a = '', b = ''] = plan.services.map(({ id }) => id as string);
  const entry = { pod: 'unknown', level: null, text: 'ERROR x', atMs: Date.now() };
  expect([a, b, a].map((app) => make({ ...entry, app }).service)).toEqual([a, b, a]);
});
