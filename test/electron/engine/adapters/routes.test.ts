import { describe, expect, test } from 'vitest';
import {
  isSameHost,
  splitRoutes,
  unmovedRoutes,
  VirtualService,
  weightsOf,
} from '#engine/adapters/kubernetes/routes.ts';
import { shareOf } from '#engine/adapters/kubernetes/share.ts';

const subsets = { stable: 'stable', canary: 'canary' };
const to = (subset: string, weight?: number, host = 'web') => ({
  destination: { host, subset },
  ...(weight === undefined ? {} : { weight }),
});
const service = (spec: object) =>
  VirtualService.parse({ metadata: { name: 'web', uid: 'u', resourceVersion: '1' }, spec });

describe('which routes a weight moves', () => {
  test('a short host, one with its namespace and a full one are the same', () => {
    for (const host of ['web', 'web.media', 'web.media.svc', 'web.media.svc.cluster.local'])
      expect(isSameHost('web', host, 'media')).toBe(true);
    expect(isSameHost('web', 'web.other', 'media')).toBe(false);
    expect(isSameHost('web', 'web.example.com', 'media')).toBe(false);
  });

  test('only http routes that name both subsets of that host', () => {
    const http = [
      { route: [to('stable', 90), to('canary', 10)] },
      { route: [to('stable')] },
      { route: [to('stable', 50, 'other'), to('canary', 50, 'other')] },
    ];
    expect(splitRoutes(service({ http }), 'web', subsets, 'media').map((one) => one.index)).toEqual([0]);
    expect(weightsOf(service({ http }), 'web', subsets, 'media')).toEqual([
      { virtualService: 'web', route: 0, canaryPercent: 10, stablePercent: 90 },
    ]);
  });

  test('weights that do not add up to 100 are shares', () => {
    const http = [{ route: [to('stable', 3), to('canary', 1)] }];
    expect(weightsOf(service({ http }), 'web', subsets, 'media')).toMatchObject([
      { canaryPercent: 25, stablePercent: 75 },
    ]);
  });

  test('a weight that is left out is none', () => {
    expect(
      weightsOf(service({ http: [{ route: [to('stable', 100), to('canary')] }] }), 'web', subsets, 'media'),
    ).toMatchObject([{ canaryPercent: 0 }]);
  });

  test('what leads to the canary and no weight moves is named', () => {
    const spec = {
      http: [{ route: [to('canary')] }, { route: [to('stable', 100), to('canary', 0)] }],
      tcp: [{ route: [to('stable', 50), to('canary', 50)] }],
    };
    expect(unmovedRoutes(service(spec), 'web', subsets, 'media')).toEqual(['web spec.http[0]', 'web spec.tcp[0]']);
  });

  test('an object without routes has none', () => {
    expect(splitRoutes(service({}), 'web', subsets, 'media')).toEqual([]);
  });
});

test.each([
  [6, 5, 1],
  [6, 25, 2],
  [6, 50, 3],
  [6, 100, 6],
  [20, 55, 11],
  [3, 0, 0],
])('of %i replicas %i percent are %i pods', (replicas, percent, pods) => {
  expect(shareOf(replicas, percent)).toBe(pods);
});
