import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createClock, realClock } from '#engine/clock.ts';
import { emptyReplica, useLaunch } from '#renderer/stores/launch.ts';
import { useNow } from '#renderer/stores/now.ts';

function Now() {
  return <p>{useNow()}</p>;
}

/** Launch time as a window has it that is drawn now, with that clock of the engine's. */
function nowWith({ facts }: { readonly facts: (typeof emptyReplica)['clock'] }): number {
  Object.assign(useLaunch.getInitialState(), { ...emptyReplica, phase: 'open', clock: facts });
  return Number(renderToStaticMarkup(<Now />).replace(/<[^>]*>/g, ''));
}

test('a production launch runs on real time in the windows too', () => {
  expect(Math.abs(nowWith(realClock()) - Date.now())).toBeLessThan(60_000);
});

test('a rehearsal runs on its own time', () => {
  const startedAtLaunch = Date.UTC(2030, 0, 1);
  const now = nowWith(createClock({ startedAtReal: Date.now(), startedAtLaunch, speed: 60 }));
  expect(now).toBeGreaterThanOrEqual(startedAtLaunch);
  expect(now - startedAtLaunch).toBeLessThan(60 * 60_000);
});
