import { expect, test } from 'vitest';
import { RestartCount } from '#engine/watch/restarts.ts';

const deployment = (name: string, restarts: number) => ({
  ...{ name, restarts, wanted: 2, ready: 2, image: 'r/a:v1', problem: null },
});

test('restarts count from when the canary began, and a pod that goes takes none of them away', () => {
  const count = new RestartCount();
  count.look([deployment('a', 4)], null);
  expect(count.counts).toBeUndefined();
  count.look([deployment('a', 4)], 1000);
  count.look([deployment('a', 6)], 1000);
  expect(count.counts).toEqual({ a: 2 });
  count.look([deployment('a', 1)], 1000);
  count.look([deployment('a', 2), deployment('b', 3)], 1000);
  expect(count.counts).toEqual({ a: 3, b: 3 });
  // Another attempt begins at nothing.
  count.look([deployment('a', 2), deployment('b', 3)], 5000);
  expect(count.counts).toEqual({ a: 0, b: 0 });
});
test('what had restarted before this console looked for the first time is not taken for new', () => {
  const count = new RestartCount();
  count.look([deployment('a', 9)], 1000);
  expect(count.counts).toEqual({ a: 0 });
});
