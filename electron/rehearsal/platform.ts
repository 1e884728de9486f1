import type { Endpoint } from './server/endpoint.ts';
import type { ClusterSeen } from './traffic/observed.ts';
import type { World } from './world/world.ts';

/** The cluster the traffic follows: our own, or a real one. */
export interface Platform {
  readonly kubeconfig: string;
  readonly context: string;
  /** Our own API's port; null for a real cluster, which no fault of ours can take down. */
  readonly endpoint: Endpoint | null;
  /** A world's part of the cluster as it is now. */
  look(world: World): ClusterSeen;
  /** Called once there is traffic to measure. */
  begin(): void;
  /** Called when faults have changed. */
  disturb(): void;
  stop(): Promise<void>;
}
