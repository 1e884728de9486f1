import { expect, test } from 'vitest';
import type {
  FollowedKind,
  FollowedObjects,
  Following,
  PodFollowed,
} from '#engine/adapters/kubernetes/feed/followed.ts';
import { createClock } from '#engine/clock.ts';
import {
  autoscalersObserved,
  canaryPercents,
  deploymentsObserved,
  eventsObserved,
  podsObserved,
  routeProblems,
} from '#engine/watch/cluster-observed.ts';
import { plan } from '#test/support/launch-story.ts';

type Held = { readonly [K in FollowedKind]?: readonly FollowedObjects[K][] };
/** A namespace as it was followed. */
function feedOf(held: Held): Following {
  const objects = <K extends FollowedKind>(kind: K): ReadonlyMap<string, FollowedObjects[K]> => {
    const all: readonly FollowedObjects[K][] = held[kind] ?? [];
    return new Map(all.map((one) => [one.name, one]));
  };
  return { objects, states: () => [], ended: Promise.resolve() };
}

const deployment = (name: string, ready = 1) => ({
  ...{ name, wanted: 2, ready, image: 'registry/search:1', failure: null },
});
const pod = (name: string, more: Partial<PodFollowed> = {}): PodFollowed => ({
  ...{ name, replicaSet: 'search-stable-7d9f', templateHash: '7d9f', isReady: true },
  ...{ isTerminating: false, restarts: 0, problem: null, node: 'node-1', ...more },
});
const crashed = (name: string) => ({ pod: name, reason: 'CrashLoopBackOff', message: 'back-off' });

test('a Deployment shows the restarts of its pods and the first thing that is wrong, those on their way out left out', () => {
  const feed = feedOf({
    Deployment: [deployment('search-stable')],
    ReplicaSet: [{ name: 'search-stable-7d9f', deployment: 'search-stable' }],
    Pod: [
      pod('a', { restarts: 2 }),
      pod('b', { restarts: 1, problem: crashed('b'), isReady: false }),
      pod('c', { restarts: 9, problem: crashed('c'), isTerminating: true }),
    ],
  });
  expect(deploymentsObserved(feed)).toEqual([
    {
      ...{ name: 'search-stable', wanted: 2, ready: 1, restarts: 3, image: 'registry/search:1' },
      problem: 'CrashLoopBackOff: back-off',
    },
  ]);
  expect(podsObserved(feed).map(({ name, deployment }) => [name, deployment])).toEqual([['b', 'search-stable']]);
});

test('where ReplicaSets may not be read, a pod is still known to be of its Deployment', () => {
  const feed = feedOf({ Deployment: [deployment('search-stable')], Pod: [pod('a', { restarts: 4 })] });
  expect(deploymentsObserved(feed)[0]?.restarts).toBe(4);
});

test('a Deployment whose pods can not even be made says why', () => {
  const failure = { pod: 'search-stable', reason: 'FailedCreate', message: 'exceeded quota' };
  const feed = feedOf({ Deployment: [{ ...deployment('search-stable'), failure }] });
  expect(deploymentsObserved(feed)[0]?.problem).toBe('FailedCreate: exceeded quota');
});

test('no more than fifty pods and fifty warnings are shown: the newest warnings, in launch time', () => {
  const clock = createClock({ startedAtReal: 1_000_000, startedAtLaunch: 5_000_000, speed: 60 });
  const warning = (index: number) => ({
    ...{ name: `w${index}`, at: 1_000_000 + index * 1000, object: 'Pod a', reason: 'BackOff' },
    ...{ message: '', count: 1 },
  });
  const feed = feedOf({
    Pod: Array.from({ length: 70 }, (_, index) => pod(`p${index}`, { problem: crashed('p') })),
    Event: Array.from({ length: 70 }, (_, index) => warning(index)),
  });
  expect(podsObserved(feed)).toHaveLength(50);
  const events = eventsObserved(feed, clock, 'media-gateway');
  expect(events).toHaveLength(50);
  expect(events[0]).toMatchObject({ at: 5_000_000 + 69 * 60_000, namespace: 'media-gateway' });
  expect(events.at(-1)?.at).toBe(5_000_000 + 20 * 60_000);
});

const service = plan.services[0];
const routed = (name: string, canary: number) => ({
  name,
  service: {
    metadata: { name, uid: name, resourceVersion: '1' },
    spec: {
      http: [
        {
          route: [
            { destination: { host: service?.host ?? '', subset: 'canary' }, weight: canary },
            { destination: { host: service?.host ?? '', subset: 'stable' }, weight: 100 - canary },
          ],
        },
      ],
    },
  },
});

test('the weight of a service is what its routes agree on, and unknown when they differ or are no longer known', () => {
  const id = service?.id ?? '';
  const agreed = feedOf({ VirtualService: [routed('a', 5), routed('b', 5)] });
  expect(canaryPercents(plan, agreed, true)[id]).toBe(5);
  expect(canaryPercents(plan, agreed, false)[id]).toBeNull();
  expect(canaryPercents(plan, feedOf({ VirtualService: [routed('a', 5), routed('b', 10)] }), true)[id]).toBeNull();
  expect(canaryPercents(plan, feedOf({ VirtualService: [{ ...routed('a', 5), service: null }] }), true)[id]).toBeNull();
});

test('without a mesh the share is what the ready pods give', () => {
  const { id = '', canaryDeployment = '', stableDeployment = '' } = service ?? {};
  const feed = feedOf({ Deployment: [deployment(canaryDeployment, 1), deployment(stableDeployment, 3)] });
  expect(canaryPercents({ ...plan, traffic: 'replicas' }, feed, false)[id]).toBe(25);
});

const rule = (host: string, ...subsets: string[]) => ({ name: host, host, subsets });

test('a route to a subset that no DestinationRule defines is a problem of its service, said once', () => {
  const { id = '', host = '' } = service ?? {};
  const routes = [routed('a', 5)];
  const text = 'a routes to subset canary, which no DestinationRule defines';
  const withRule = (...subsets: string[]) =>
    feedOf({ VirtualService: routes, DestinationRule: [rule(host, ...subsets)] });
  expect(routeProblems(plan, withRule('stable', 'canary'))).toEqual([]);
  expect(routeProblems(plan, withRule('stable'))).toEqual([{ service: id, text }]);
  // It may be defined where nobody looks.
  expect(routeProblems(plan, feedOf({ VirtualService: routes }))).toEqual([]);
  // The short and the long name are one host; a rule of another host defines nothing of this one.
  const long = `${host.split('.')[0]}.${plan.namespace}.svc.cluster.local`;
  const others = [rule(long, 'stable'), rule('other', 'canary')];
  expect(routeProblems(plan, feedOf({ VirtualService: routes, DestinationRule: others }))).toEqual([
    { service: id, text },
  ]);
  expect(routeProblems(plan, feedOf({ VirtualService: [{ ...routed('a', 5), service: null }] }))).toEqual([]);
});

test('an autoscaler shows what it scales, between what, and how many there are now', () => {
  const seen = { target: 'Deployment search-stable', minimum: 2, maximum: 10, current: 4 };
  expect(autoscalersObserved(feedOf({ HorizontalPodAutoscaler: [{ name: 'search', ...seen }] }))).toEqual([seen]);
});
