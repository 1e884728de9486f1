import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AlsoWatchedSettings, connectAlsoWatched } from '#engine/adapters/kubernetes/also-watched.ts';
import { createCluster } from '#engine/adapters/kubernetes/cluster.ts';
import { connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { builtInPacks } from '#engine/pack-places.ts';
import { planFromPack } from '#engine/packs.ts';
import { watchCluster } from '#engine/watch/cluster.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import type { Watching } from '#engine/watch/watching.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import { startRehearsal } from '#rehearsal/start.ts';
import { value } from '#test/electron/engine/adapters/support/run-context.ts';
import { otherClient } from '#test/electron/engine/watch/support/other-client.ts';
import { type Wire, wireBefore } from './wire.ts';

export const namespace = 'media-gateway';

/** A rehearsal whose cluster is watched as a launch watches it, over a wire that can fail; somebody else has a way of their own. */
export class WatchedCluster {
  readonly rehearsal: Rehearsal;
  readonly wire: Wire;
  readonly others: ReturnType<typeof otherClient>;
  readonly bugs: unknown[] = [];
  private readonly plan = value(planFromPack(builtInPacks, 'media-gateway', { namespace }));
  private readonly dir: string;
  private ends: (() => void)[] = [];

  private constructor(dir: string, rehearsal: Rehearsal, wire: Wire) {
    [this.dir, this.rehearsal, this.wire] = [dir, rehearsal, wire];
    const { kubeconfig, context } = rehearsal.addresses;
    this.others = otherClient({ kubeconfig, context, namespace }, 'somebody');
  }

  static async open(crowd?: number): Promise<WatchedCluster> {
    const dir = await mkdtemp(join(tmpdir(), 'tminus-watched-'));
    const rehearsal = await startRehearsal({ dir, ...(crowd === undefined ? {} : { crowd }) });
    const wire = await wireBefore(rehearsal.addresses.kubeconfig, join(dir, 'through-the-wire'));
    return new WatchedCluster(dir, rehearsal, wire);
  }

  /** Begins to watch; `also` are watched besides. Each watch has connections of its own. */
  async watch(also: readonly AlsoWatchedSettings[] = [], of = namespace) {
    const { context } = this.rehearsal.addresses;
    const settings = { kubeconfig: join(this.dir, 'through-the-wire'), context, namespace: of };
    const connection = value(await connectKubernetes(settings));
    const connected = await connectAlsoWatched({ settings, connection }, also);
    const cluster = createCluster(connection);
    const abort = new AbortController();
    const clock = realClock();
    const hub = new ObservationHub(clock);
    // Only what this watch asks for is there.
    const outside = { cluster, alsoWatched: connected.all } as unknown as Outside;
    const with_ = { plan: { ...this.plan, namespace: of }, hub, clock, outside, signal: abort.signal } as Watching;
    const told: number[] = [];
    watchCluster(
      with_,
      () => told.push(Date.now()),
      (error) => this.bugs.push(error),
    );
    this.ends.push(() => {
      abort.abort();
      connected.close();
      connection.close();
    });
    const source = (id = 'cluster') => hub.sources.one(id);
    const deployment = (name: string) => hub.cluster?.deployments.find((one) => one.name === name);
    return { hub, cluster, told, source, deployment };
  }

  /** Ends every watch and takes every fault away. */
  async calm(): Promise<void> {
    for (const end of this.ends) end();
    this.ends = [];
    this.rehearsal.faults.clear();
    this.wire.hang(false);
    this.wire.slow(null);
  }

  async stop(): Promise<void> {
    await this.calm();
    await this.wire.stop();
    await this.rehearsal.stop();
    await rm(this.dir, { recursive: true, force: true });
  }
}
