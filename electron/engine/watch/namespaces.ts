import type { NamespaceObserved } from '#shared/contract/observed/cluster.ts';
import type { FollowedKind, FollowOptions } from '../adapters/kubernetes/feed/followed.ts';
import { kindsBesides } from '../adapters/kubernetes/feed/followed-kinds.ts';
import { deploymentsObserved } from './cluster-observed.ts';
import { aliveAt, createFeedSource, FEED_EVERY_MS } from './feed-source.ts';
import type { SourceAbout } from './sources.ts';
import type { Watching } from './watching.ts';

const needed: readonly FollowedKind[] = ['Deployment', 'Pod'];

type Place = Pick<NamespaceObserved, 'title' | 'context' | 'namespace'>;
/** A namespace that is watched besides, as a source. */
export const namespaceSource = ({ title, context, namespace }: Place): Omit<SourceAbout, 'everyMs'> => ({
  ...{ id: `cluster ${context}/${namespace}`, kind: 'cluster' as const, title },
});

type Told = Pick<FollowOptions, 'changed' | 'waitMs'> & { readonly bug: (error: unknown) => void };

/**
 * Follows the namespaces, of this and of other clusters, that are watched besides the launch's own. Each is a source of its own.
 * @returns gives them as they were told last; one that was never told is missing
 */
export function watchNamespaces(
  { outside, hub, clock, signal }: Watching,
  { bug, ...told }: Told,
): () => readonly NamespaceObserved[] {
  // One that is no longer watched is no source any more.
  const named = new Set(outside.alsoWatched.map((one) => namespaceSource(one).id));
  for (const { id } of hub.sources.all()) if (id.startsWith('cluster ') && !named.has(id)) hub.sources.forget(id);
  const watched = outside.alsoWatched.flatMap(({ title, context, namespace, follow }) => {
    const about = namespaceSource({ title, context, namespace });
    const source = about.id;
    if (!follow.ok) {
      // Its kubeconfig can't be used: nothing to be asked again until it is set up anew.
      hub.sources.off({ ...about, everyMs: FEED_EVERY_MS }, follow.error.message);
      return [];
    }
    const feed = follow.value({ kinds: kindsBesides, signal, ...told });
    feed.ended.catch(bug);
    return [{ ...{ source, title, context, namespace, feed }, report: createFeedSource(hub.sources, about, needed) }];
  });
  return () =>
    watched.flatMap(({ source, title, context, namespace, feed, report }) => {
      report(feed);
      const at = aliveAt(feed.states(), needed);
      if (at === null) return [];
      const deployments = deploymentsObserved(feed);
      return [{ source, title, context, namespace, at: clock.at(at), deployments }];
    });
}
