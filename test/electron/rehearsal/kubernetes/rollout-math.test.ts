import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growNew, rollingLimits, shrinkOld } from '#rehearsal/kubernetes/controllers/rollout-math.ts';

const limits = { wanted: 6, maxSurge: 2, maxUnavailable: 1 };

describe('a rolling update of six pods', () => {
  test('grows the new side by the surge only', () => {
    expect(
      growNew({ name: 'new', wanted: 0, available: 0 }, [{ name: 'old', wanted: 6, available: 6 }], limits),
    ).toEqual({ name: 'new', replicas: 2 });
  });

  test('takes one old pod away while nothing new is ready', () => {
    expect(
      shrinkOld({ name: 'new', wanted: 2, available: 0 }, [{ name: 'old', wanted: 6, available: 6 }], limits),
    ).toEqual([{ name: 'old', replicas: 5 }]);
  });

  test('takes pods that never worked away first', () => {
    const old = [
      { name: 'good', wanted: 5, available: 5 },
      { name: 'broken', wanted: 2, available: 0 },
    ];
    expect(shrinkOld({ name: 'new', wanted: 0, available: 0 }, old, limits)).toEqual([{ name: 'broken', replicas: 0 }]);
  });
});

test('percentages round as in a cluster: surge up, unavailable down, never both zero', () => {
  const deployment = (replicas: number) => ({
    spec: { replicas, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } },
  });
  expect(rollingLimits(deployment(6))).toEqual({ maxSurge: 2, maxUnavailable: 1 });
  expect(
    rollingLimits({ spec: { replicas: 3, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '25%' } } } }),
  ).toEqual({ maxSurge: 0, maxUnavailable: 1 });
});

test('no step of any rollout leaves fewer pods than may be missing, or more than the surge', () => {
  const sides = fc.record({
    newWanted: fc.nat(20),
    newShare: fc.double({ min: 0, max: 1, noNaN: true }),
    oldWanted: fc.nat(20),
    wanted: fc.integer({ min: 1, max: 20 }),
    maxSurge: fc.nat(5),
    maxUnavailable: fc.nat(5),
  });
  fc.assert(
    fc.property(sides, ({ newWanted, newShare, oldWanted, wanted, maxSurge, maxUnavailable }) => {
      const newest = {
        name: 'new',
        wanted: Math.min(newWanted, wanted),
        available: Math.floor(Math.min(newWanted, wanted) * newShare),
      };
      const old = [{ name: 'old', wanted: oldWanted, available: oldWanted }];
      const grown = growNew(newest, old, { wanted, maxSurge, maxUnavailable });
      if (grown && grown.replicas > newest.wanted)
        expect(grown.replicas + oldWanted).toBeLessThanOrEqual(wanted + maxSurge);
      const availableBefore = newest.available + oldWanted;
      for (const step of shrinkOld(newest, old, { wanted, maxSurge, maxUnavailable })) {
        expect(newest.available + step.replicas).toBeGreaterThanOrEqual(
          Math.min(availableBefore, wanted - maxUnavailable),
        );
      }
    }),
  );
});
