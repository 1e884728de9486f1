import type { Endpoint } from './server/endpoint.ts';
import type { ClusterSeen } from './traffic/observed.ts';

/** The cluster the traffic follows: our own, or a real one. */
export interface Platform {
  readonly kubeconfig: string;
  readonly context: string;
  /** Our own API's port; null for a real cluster, which no fault of ours can take down. */
  readonly endpoint: Endpoint | null;
  look(): ClusterSeen;
  /** Called when faults have changed. */
  disturb(): void;
  stop(): Promise<void>;
}
