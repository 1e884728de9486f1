import { describe, expect, it } from 'vitest';
import { createReloadWaits } from '#main/crash-guard.ts';

describe('a window that loses its page', () => {
  it('is loaded again soon, and ever more slowly while its page dies each time, at most half a minute later', () => {
    const waitMs = createReloadWaits();
    let now = 0;
    const waits = Array.from({ length: 9 }, () => {
      const wait = waitMs('wall-1', now);
      now += wait + 200;
      return wait;
    });
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(waitMs('wall-2', now)).toBe(500);
    expect(waitMs('wall-1', now + 61_000)).toBe(500);
  });
});
