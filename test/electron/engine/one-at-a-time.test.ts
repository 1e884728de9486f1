import { expect, test } from 'vitest';
import { OneAtATime } from '#engine/one-at-a-time.ts';

test('two changes of the settings, one right after the other, never make two connections at once, and the last is seen', async () => {
  let [settings, now, most] = ['', 0, 0];
  const seen: string[] = [];
  const reconnecting = new OneAtATime(async () => {
    now += 1;
    most = Math.max(most, now);
    seen.push(settings);
    await new Promise((resolve) => setTimeout(resolve, 20));
    now -= 1;
  });
  for (const next of ['first', 'second', 'third']) {
    settings = next;
    void reconnecting.ask();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await reconnecting.settled();
  expect({ seen, most, now }).toEqual({ seen: ['first', 'third'], most: 1, now: 0 });
});

test('a connection that failed does not keep the next one from being made', async () => {
  let tries = 0;
  const reconnecting = new OneAtATime(async () => {
    tries += 1;
    if (tries === 1) throw new Error('no disk');
  });
  await expect(reconnecting.ask()).rejects.toThrow('no disk');
  await reconnecting.ask();
  expect(tries).toBe(2);
});
