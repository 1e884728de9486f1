import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newEventId } from '#engine/store/event-id.ts';
import { nextMoment } from '#engine/store/hybrid-clock.ts';

const wallClock = fc.integer({ min: 0, max: 2 ** 48 - 2 });

test('whatever the wall clock does, every moment sorts after the one before, and never lies before the wall clock', () => {
  fc.assert(
    fc.property(fc.array(wallClock, { minLength: 2, maxLength: 50 }), (times) => {
      let last: string | undefined;
      for (const at of times) {
        const next = nextMoment(last, at);
        if (last !== undefined) expect(next > last).toBe(true);
        expect(next).toHaveLength(17);
        expect(Number.parseInt(next.slice(0, 12), 16)).toBeGreaterThanOrEqual(at);
        last = next;
      }
    }),
  );
});

test('more events than the counter holds in one millisecond still sort', () => {
  let last = nextMoment(undefined, 5);
  for (let n = 0; n < 70_000; n += 1) {
    const next = nextMoment(last, 5);
    if (next <= last) throw new Error(`${next} does not follow ${last}`);
    last = next;
  }
  expect(last.slice(0, 12)).toBe('000000000006');
});

test('a time that is none is a bug', () => {
  for (const at of [Number.NaN, -1, 1.5, 2 ** 48])
    expect(() => nextMoment(undefined, at)).toThrow(/epoch milliseconds/);
});

test('ids carry their time and differ', () => {
  const ids = Array.from({ length: 2000 }, () => newEventId(0x0123456789ab));
  expect(new Set(ids).size).toBe(2000);
  for (const id of ids) expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
