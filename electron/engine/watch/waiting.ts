import type { Fault } from '#shared/lib/trouble.ts';
import type { Connections } from '../adapters/connections.ts';
import { readsLoki } from '../adapters/feeds.ts';
import { podLogs } from '../adapters/kubernetes/logs.ts';
import { FEED_EVERY_MS } from './feed-source.ts';
import { namespaceSource } from './namespaces.ts';
import type { Sources } from './sources.ts';

/** What is read with the launch's cluster, while that isn't known to be its own: each of these sources says why it is silent. */
export function reportWaiting(sources: Sources, settings: Connections, fault: Fault, retryInMs: number): void {
  sources.failing({ id: 'cluster', kind: 'cluster', title: 'cluster', everyMs: FEED_EVERY_MS }, fault, retryInMs);
  const waits = { ...fault, message: `This waits for the launch's cluster. ${fault.message}` };
  if (!readsLoki(settings)) sources.failing({ id: 'logs', kind: 'logs', ...podLogs }, waits, retryInMs);
  for (const { title, namespace, context = settings.context } of settings.alsoWatched ?? [])
    sources.failing({ ...namespaceSource({ title, namespace, context }), everyMs: FEED_EVERY_MS }, waits, retryInMs);
}
