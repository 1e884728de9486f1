import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Bell } from '#engine/watch/bell.ts';
import { poll } from '#engine/watch/poll.ts';

let abort: AbortController;
beforeEach(() => {
  abort = new AbortController();
  vi.useFakeTimers();
});
afterEach(async () => {
  abort.abort();
  await vi.runAllTimersAsync();
  vi.useRealTimers();
});

function watching(bell?: Bell) {
  let looks = 0;
  const once = async () => {
    looks += 1;
  };
  const fail = (error: unknown) => {
    throw error;
  };
  void poll(60_000, abort.signal, once, fail, bell);
  return () => looks;
}

test('a watch looks at once, and then every so often', async () => {
  const looks = watching();
  await vi.advanceTimersByTimeAsync(0);
  expect(looks()).toBe(1);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(looks()).toBe(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(looks()).toBe(2);
});

test('a change calls it sooner, and many changes at once call it once', async () => {
  const bell = new Bell();
  const looks = watching(bell);
  await vi.advanceTimersByTimeAsync(10_000);
  bell.ring();
  bell.ring();
  await vi.advanceTimersByTimeAsync(100);
  bell.ring();
  expect(looks()).toBe(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(looks()).toBe(2);
  await vi.advanceTimersByTimeAsync(2000);
  expect(looks()).toBe(3);
});

test('a watch that has ended is not called by any bell', async () => {
  const bell = new Bell();
  const looks = watching(bell);
  await vi.advanceTimersByTimeAsync(10_000);
  abort.abort();
  await vi.advanceTimersByTimeAsync(100);
  bell.ring();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(looks()).toBe(1);
});

test.each([-3_600_000, 3_600_000])(
  'a machine’s clock that is set by %i ms during a look delays nothing',
  async (byMs) => {
    let looks = 0;
    const once = async () => {
      looks += 1;
      if (looks === 1) vi.setSystemTime(Date.now() + byMs);
    };
    void poll(60_000, abort.signal, once, () => undefined);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(looks).toBe(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(looks).toBe(2);
  },
);
