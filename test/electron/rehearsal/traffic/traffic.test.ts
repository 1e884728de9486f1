import { describe, expect, test } from 'vitest';
import { Faults } from '#rehearsal/faults/faults.ts';
import { observeService } from '#rehearsal/traffic/observed.ts';
import { partWithin, subsetLoad } from '#rehearsal/traffic/service-load.ts';

const service = {
  name: 'api-gateway',
  requestsPerSecond: 300,
  medianMs: 20,
  port: 8080,
  hosts: [],
  memoryMegabytes: 256,
};
const ready = (count: number, image = 'app:1') =>
  Array.from({ length: count }, (_, index) => ({ name: `p${index}`, isReady: true, image, restarts: 0, waiting: '' }));
const load = (share: number, pods: number, faults = new Faults(), image = 'app:1') =>
  subsetLoad(service, { name: 'canary', share, pods: ready(pods, image) }, 6, 1, 1, faults);

describe('the load of a subset', () => {
  test('a canary at 5 % with one pod is as healthy as stable', () => {
    expect(load(0.05, 1).errorRatio).toBeLessThan(0.001);
    expect(Math.abs(load(0.05, 1).requestsPerSecond - 15)).toBeLessThan(0.05 * 15);
    expect(load(0.05, 1).medianMs / load(1, 6).medianMs).toBeCloseTo(1, 5);
  });

  test('every request fails where no pod is ready', () => {
    expect(load(0.05, 0).ratioByCode.get('503')).toBe(1);
  });

  test('all traffic on too few pods slows down and sheds', () => {
    expect(load(1, 2).ratioByCode.get('503')).toBeGreaterThan(0.3);
    expect(load(1, 2).medianMs).toBeGreaterThan(load(1, 6).medianMs * 3);
  });

  test('a fault of six percent is six percent', () => {
    const faults = new Faults();
    faults.inject({ scenario: 'error-spike', service: 'api-gateway' });
    expect(load(0.05, 1, faults).errorRatio * 100).toBeCloseTo(6, 0);
    faults.clear();
    expect(load(0.05, 1, faults).errorRatio).toBeLessThan(0.001);
  });

  test('images bring their own trouble', () => {
    expect(load(0.05, 1, new Faults(), 'app:bad').errorRatio * 100).toBeCloseTo(6, 0);
    expect(load(0.05, 1, new Faults(), 'app:slow').medianMs / load(0.05, 1).medianMs).toBeCloseTo(1.5, 5);
  });

  test('half of the answers are within the median', () => {
    expect(partWithin(0.02, 20)).toBeCloseTo(0.5, 6);
  });
});

const pod = (name: string, track: string) => ({
  metadata: { name, labels: { app: 'a', track } },
  spec: {},
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
});
const rule = { spec: { host: 'a', subsets: ['stable', 'canary'].map((name) => ({ name, labels: { track: name } })) } };
const split = (canary: number, host = 'a') => ({
  spec: {
    hosts: [host],
    http: [
      {
        route: [
          { destination: { host, subset: 'canary' }, weight: canary },
          { destination: { host, subset: 'stable' }, weight: 100 - canary },
        ],
      },
    ],
  },
});
const sharesOf = (virtualServices: object[], pods = [pod('s', 'stable'), pod('c', 'canary')]) => {
  const lists = { virtualServices: structuredClone(virtualServices), destinationRules: [rule], deployments: [], pods };
  return Object.fromEntries(
    observeService('a', JSON.parse(JSON.stringify(lists))).subsets.map((subset) => [subset.name, subset.share]),
  );
};

describe('shares follow the routes', () => {
  test('a weight is a share', () => expect(sharesOf([split(5)])).toEqual({ stable: 0.95, canary: 0.05 }));
  test('the long form of a host is the same host', () =>
    expect(sharesOf([split(25, 'a.n.svc.cluster.local')])).toEqual({ stable: 0.75, canary: 0.25 }));
  test('of two VirtualServices each carries its part, so one left behind shows', () =>
    expect(sharesOf([split(50), split(0)])).toEqual({ stable: 0.75, canary: 0.25 }));
  test('without any route pods share alike', () =>
    expect(sharesOf([], [pod('s1', 'stable'), pod('s2', 'stable'), pod('s3', 'stable'), pod('c', 'canary')])).toEqual({
      stable: 0.75,
      canary: 0.25,
    }));
});
