import { expect, test } from 'vitest';
import { createSilenceWatch } from '#engine/watch/silences.ts';
import { ok } from '#shared/lib/result.ts';

test('a silence that one replica does not know of for one look is not told as over; one that stays away is', async () => {
  let now = 60_000;
  const entry = { id: 's1', standing: 'active', reference: 'am-1', askedAt: 0, endsAt: 10_000_000 };
  const told: unknown[] = [];
  const answers = [null, { id: 'am-1', state: 'active' as const }];
  const look = createSilenceWatch({
    outside: { silences: { find: async () => ok(answers.shift() ?? null) } },
    state: () => ({ launch: { id: 'l' }, silences: { silences: [entry] } }),
    clock: { now: () => now, toReal: (ms: number) => ms },
    tell: (command: unknown) => told.push(command),
    signal: new AbortController().signal,
  } as never);
  await look();
  now += 5_000;
  await look();
  now += 5_000;
  await look();
  now += 29_000;
  await look();
  expect(told).toEqual([]);
  now += 1_000;
  await look();
  expect(told).toEqual([{ type: 'silence.end', silence: 's1', why: 'elsewhere' }]);
});
