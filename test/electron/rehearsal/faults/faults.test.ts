import { afterEach, describe, expect, test, vi } from 'vitest';
import { Faults } from '#rehearsal/faults/faults.ts';
import { DESCRIPTIONS, faultSchema } from '#rehearsal/faults/scenarios.ts';

afterEach(() => vi.useRealTimers());

describe('faults', () => {
  test('every scenario of the catalogue is described, and every description is of one', () => {
    const known = faultSchema.options.map((option) => option.shape.scenario.value);
    expect(Object.keys(DESCRIPTIONS).sort()).toEqual([...known].sort());
  });

  test('start late and end by themselves', () => {
    vi.useFakeTimers();
    const faults = new Faults();
    faults.inject({ scenario: 'slow-canary', delayMs: 100, forMs: 200 });
    expect(faults.latencyFactor('a', 'canary')).toBe(1);
    vi.advanceTimersByTime(150);
    expect(faults.latencyFactor('a', 'canary')).toBe(1.5);
    expect(faults.latencyFactor('a', 'stable')).toBe(1);
    vi.advanceTimersByTime(200);
    expect(faults.latencyFactor('a', 'canary')).toBe(1);
    expect(faults.list()).toEqual([]);
  });

  test('hit as often as they were told, and not once more', () => {
    const faults = new Faults();
    faults.inject({ scenario: 'throttle', times: 2 });
    const hits = [1, 2, 3].map(() => faults.hit('throttle', () => true) !== null);
    expect(hits).toEqual([true, true, false]);
  });

  test('what is no fault is refused with the place of the mistake', () => {
    expect(() => new Faults().inject({ scenario: 'error-spike', percent: 300 })).toThrow(/percent/);
    expect(() => new Faults().inject({ scenario: 'earthquake' })).toThrow(/GET \/faults/);
    expect(() => new Faults().inject({ scenario: 'latency', service: 'a', typo: 1 })).toThrow(/typo/);
  });

  test("a real cluster's API can't be taken down from here", () => {
    const faults = new Faults();
    faults.hasNoCluster();
    expect(() => faults.inject({ scenario: 'api-down' })).toThrow(/real cluster/);
    expect(faults.inject({ scenario: 'error-spike' }).isOn).toBe(true);
  });
});
