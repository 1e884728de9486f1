import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { mayI } from './access.ts';
import { type Connection, connectKubernetes } from './connection.ts';
import { follow } from './feed/follow.ts';
import type { FollowOptions } from './feed/followed.ts';
import type { KubernetesSettings } from './kubeconfig.ts';
import type { ClusterPort } from './port.ts';

export type AlsoWatchedSettings = {
  readonly title: string;
  /** The launch's own where it isn't given. */
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly namespace: string;
};
/** A namespace, of this or another cluster, that is watched and never written to. */
export type AlsoWatched = {
  readonly title: string;
  readonly context: string;
  readonly namespace: string;
  /** Or why its cluster can't be connected to. */
  readonly follow: Result<ClusterPort['follow'], Fault>;
  readonly mayI: Result<ClusterPort['mayI'], Fault>;
};

/** Namespaces of one cluster share a connection, those of the launch's own cluster that of the launch. No request is made yet. */
export async function connectAlsoWatched(
  own: { readonly settings: KubernetesSettings; readonly connection: Connection },
  watched: readonly AlsoWatchedSettings[],
): Promise<{ readonly all: readonly AlsoWatched[]; close(): void }> {
  const clusterOf = ({ kubeconfig, context }: Pick<KubernetesSettings, 'kubeconfig' | 'context'>) =>
    JSON.stringify([kubeconfig, context]);
  const ours = clusterOf(own.settings);
  const clusters = new Map<string, Result<Connection, Fault>>([[ours, ok(own.connection)]]);
  const all: AlsoWatched[] = [];
  for (const { title, namespace, kubeconfig, context } of watched) {
    const { allowedExecPlugins, ...launch } = own.settings;
    const at = { kubeconfig: kubeconfig ?? launch.kubeconfig, context: context ?? launch.context };
    const known = clusters.get(clusterOf(at)) ?? (await connectKubernetes({ ...at, namespace, allowedExecPlugins }));
    clusters.set(clusterOf(at), known);
    const followed = known.ok
      ? ok((options: FollowOptions) => follow(known.value.inNamespace(namespace), options))
      : known;
    const asked: AlsoWatched['mayI'] = known.ok
      ? ok((checks, signal) => mayI(known.value.inNamespace(namespace), checks, signal))
      : known;
    all.push({ title, context: at.context, namespace, follow: followed, mayI: asked });
  }
  const close = () => {
    for (const [cluster, connection] of clusters) if (cluster !== ours && connection.ok) connection.value.close();
  };
  return { all, close };
}
