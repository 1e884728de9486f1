import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { SilencePort } from '#engine/adapters/alertmanager/silence-port.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import { liftSilence } from '#engine/runner/silence.ts';
import { ok } from '#shared/lib/result.ts';
import { commander, madeLaunch } from '#test/support/launch-story.ts';
import { MINUTE } from '#test/support/story.ts';

test('a launch that is left doesn’t wait for the next look at a silence that still holds', async () => {
  const story = madeLaunch();
  const matchers = [{ name: 'alertname', value: 'PodsRestarting' }];
  const ask = { alert: 'PodsRestarting', matchers, endsAt: story.now + MINUTE, reason: 'noise' };
  story.does(commander, { type: 'silence.place', ...ask });
  const silence = story.state.silences.silences[0]?.id ?? ('none' as never);
  story.does(null, { type: 'silence.confirm', silence, reference: 's-1' });
  story.does(commander, { type: 'silence.lift', silence });
  const [entry] = story.state.silences.silences;
  if (entry === undefined) throw new Error('there is no silence');

  const leave = new AbortController();
  const lifted: string[] = [];
  const silences: SilencePort = {
    place: () => Promise.reject(new Error('nothing is placed')),
    find: () => Promise.resolve(ok({ id: 's-1', state: 'active' })),
    lift: async (id) => {
      lifted.push(id);
      return ok(undefined);
    },
    close: () => Promise.resolve(),
  };
  const outside = { silences } as Outside;
  const lifting = liftSilence({ outside, state: story.state, now: () => story.now }, entry, leave.signal);
  await expect.poll(() => lifted).toEqual(['s-1']);
  leave.abort();
  // The next look would come after a second.
  expect(await Promise.race([lifting, sleep(700, 'waits')])).toBeNull();
});
