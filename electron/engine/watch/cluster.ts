import type { Pushes, PushName } from '#shared/contract/calls.ts';
import { isTooOld } from '#shared/signals/sustained.ts';
import type { FollowedKind } from '../adapters/kubernetes/feed/followed.ts';
import { backOffMs } from './back-off.ts';
import {
  autoscalersObserved,
  canaryPercents,
  deploymentsObserved,
  eventsObserved,
  podByName,
  podsObserved,
  routeProblems,
} from './cluster-observed.ts';
import { aliveAt, createFeedSource, FEED_EVERY_MS } from './feed-source.ts';
import { watchNamespaces } from './namespaces.ts';
import { paced } from './paced.ts';
import type { Watching } from './watching.ts';

/** What has changed is on the screens within 150 ms (performance, row 12): so long is waited for more at most, the rest is for the way and the painting. */
const GATHER_MS = 75;
/** How often it is asked whether the feeds still live, real ms. */
const LOOK_MS = 500;
/** Before a feed that has failed once is tried again. */
const FIRST_WAIT_MS = 500;

/** Without these nothing can be said of a service. */
const needed: readonly FollowedKind[] = ['Deployment', 'Pod'];
const ofMesh: readonly FollowedKind[] = ['VirtualService', 'DestinationRule'];

/**
 * Follows the launch's namespace, and those watched besides: what runs, how traffic is split, what is wrong. Windows are told
 * when it changes. `at` is when the feeds last proved alive, not when it was looked: without proof it grows old.
 */
export function watchCluster(
  with_: Watching,
  push: <N extends PushName>(name: N, data: Pushes[N]) => void,
  bug: (error: unknown) => void,
): void {
  const { plan, outside, hub, clock, signal } = with_;
  const kinds: readonly FollowedKind[] = [
    ...needed,
    ...(plan.traffic === 'istio' ? ofMesh : []),
    ...(['ReplicaSet', 'Event', 'HorizontalPodAutoscaler'] as const),
  ];
  const waitMs = (failures: number, fault: Parameters<typeof backOffMs>[2]) =>
    backOffMs(failures, FIRST_WAIT_MS, fault);
  const report = createFeedSource(hub.sources, { id: 'cluster', kind: 'cluster', title: 'cluster' }, needed);
  const look = () => {
    const states = feed.states();
    report(feed);
    // Told as sources also while the launch's own namespace can't be read.
    const besides = others();
    const at = aliveAt(states, needed);
    if (at === null) return;
    const isKnown = (kinds: readonly FollowedKind[]): boolean => {
      const aliveSince = aliveAt(states, kinds);
      return aliveSince !== null && !isTooOld(aliveSince, Date.now(), FEED_EVERY_MS);
    };
    hub.cluster = {
      at: clock.at(at),
      canaryPercent: canaryPercents(plan, feed, isKnown(['VirtualService'])),
      deployments: deploymentsObserved(feed),
      pods: podsObserved(feed),
      events: eventsObserved(feed, clock, plan.namespace),
      autoscalers: isKnown(['HorizontalPodAutoscaler']) ? autoscalersObserved(feed) : [],
      routeProblems: isKnown(ofMesh) ? routeProblems(plan, feed) : [],
      others: besides,
    };
  };
  const tell = paced(
    GATHER_MS,
    () => {
      look();
      push('observations.cluster', { at: clock.now(), cluster: hub.countedCluster(), sources: hub.sources.all() });
    },
    bug,
    signal,
  );
  const feed = outside.cluster.follow({ kinds, changed: tell, waitMs, signal });
  const others = watchNamespaces(with_, { changed: tell, waitMs, bug });
  feed.ended.catch(bug);
  const timer = setInterval(look, LOOK_MS);
  const findPod = (name: string) => podByName(feed, name);
  hub.findPod = findPod;
  const end = (): void => {
    clearInterval(timer);
    if (hub.findPod === findPod) hub.findPod = () => null;
  };
  signal.addEventListener('abort', end, { once: true });
}
