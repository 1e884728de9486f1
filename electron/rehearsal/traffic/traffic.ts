import type { EnvironmentClock } from '../clock.ts';
import type { World } from '../world/world.ts';
import { TrafficModel } from './model.ts';
import type { ClusterSeen } from './observed.ts';
import { SeriesStore } from './series.ts';
import type { TrafficFaults } from './service-load.ts';

export type TrafficParts = {
  /** The nodes are the first one's. */
  readonly worlds: readonly World[];
  readonly clock: EnvironmentClock;
  readonly seed: number;
  readonly faults: TrafficFaults;
  readonly look: (world: World) => ClusterSeen;
};

/** The traffic of every world of the environment, in one store of series. */
export class Traffic {
  readonly series = new SeriesStore();
  private readonly models: ReadonlyMap<string, TrafficModel>;

  constructor({ worlds, clock, seed, faults, look }: TrafficParts) {
    this.models = new Map(
      worlds.map((world, index) => [
        world.namespace,
        new TrafficModel({
          world,
          clock,
          seed,
          faults,
          series: this.series,
          nodes: index === 0 ? world.nodes : 0,
          look: () => look(world),
        }),
      ]),
    );
  }

  /** The model of a namespace; undefined for one that no world is in. */
  of(namespace: string): TrafficModel | undefined {
    return this.models.get(namespace);
  }

  start(): void {
    for (const model of this.models.values()) model.start();
  }

  stop(): void {
    for (const model of this.models.values()) model.stop();
  }

  /** Records every step up to now, of all worlds. */
  catchUp(): void {
    for (const model of this.models.values()) model.catchUp();
  }
}
