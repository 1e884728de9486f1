import { type Connection, connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import type { ScaleSpec, SetImageSpec, WeightsSpec } from '#shared/domain/operation/spec.ts';
import { type ClusterUnderTest, makeDeployment, makeRoutes, makeSubsets } from './cluster-under-test.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';
import { value } from './run-context.ts';

export const subsets = { stable: 'stable', canary: 'canary' };
export const good = 'registry.example/app:1.0';

export const scale = (deployment: string, count: number, readyTimeoutMs = 30_000): ScaleSpec => ({
  kind: 'kubernetes.scale',
  deployment,
  replicas: { count },
  readyTimeoutMs,
});
export const image = (deployment: string, to: string): SetImageSpec => ({
  kind: 'kubernetes.set-image',
  deployment,
  container: 'app',
  image: to,
  rolloutTimeoutMs: 40_000,
});
export const weights = (host: string, canaryPercent: number, more: Partial<WeightsSpec> = {}): WeightsSpec => ({
  kind: 'traffic.weights',
  host,
  subsets,
  canaryPercent,
  ...more,
});

/** A cluster, a faulty network before it, a connection through each, and fixtures under names that no other test uses. */
export class Bench {
  readonly cluster: ClusterUnderTest;
  readonly proxy: FaultyProxy;
  readonly direct: Connection;
  readonly proxied: Connection;
  private readonly opened: Connection[];
  private count = 0;

  private constructor(cluster: ClusterUnderTest, proxy: FaultyProxy, direct: Connection, proxied: Connection) {
    this.cluster = cluster;
    this.proxy = proxy;
    this.direct = direct;
    this.proxied = proxied;
    this.opened = [direct, proxied];
  }

  static async open(cluster: ClusterUnderTest): Promise<Bench> {
    const proxy = await startFaultyProxy(cluster.kc);
    const { namespace } = cluster;
    const direct = value(await connectKubernetes({ ...cluster, namespace }));
    const { kubeconfig, context } = proxy;
    const proxied = value(await connectKubernetes({ kubeconfig, context, namespace }, 2_000));
    return new Bench(cluster, proxy, direct, proxied);
  }

  async connect(context: string): Promise<Connection> {
    const { kubeconfig, namespace } = this.cluster;
    const connection = value(await connectKubernetes({ kubeconfig, context, namespace }));
    this.opened.push(connection);
    return connection;
  }

  fresh(word: string): string {
    this.count += 1;
    return `${word}-${this.count}`;
  }

  /** A Deployment under a name of its own. */
  async deployed(word: string, replicas: number, of = good): Promise<string> {
    const name = this.fresh(word);
    await makeDeployment(this.cluster, name, of, replicas);
    return name;
  }

  /** A host with both subsets and one VirtualService of these routes. */
  async routed(...canaryWeights: readonly (number | null)[]): Promise<string> {
    const host = this.fresh('host');
    await makeRoutes(this.cluster, host, host, canaryWeights);
    await makeSubsets(this.cluster, host, ['stable', 'canary']);
    return host;
  }

  async close(): Promise<void> {
    for (const one of this.opened) one.close();
    await this.proxy.stop();
    await this.cluster.stop();
  }
}
