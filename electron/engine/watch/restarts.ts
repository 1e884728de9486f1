import type { DeploymentObserved } from '#shared/contract/observed/cluster.ts';
import { canaryStartedAt } from '#shared/views/canary-start.ts';
import type { Watching } from './watching.ts';

/**
 * Counts restarts since the canary began. The cluster only says how often the containers that are there now have started
 * anew, and that goes down when a pod goes: so what was added from one look to the next is counted.
 */
export class RestartCount {
  readonly #before = new Map<string, number>();
  #counted = new Map<string, number>();
  #since: number | null = null;

  look(deployments: readonly DeploymentObserved[], canarySince: number | null): void {
    if (canarySince !== this.#since) this.#counted = new Map();
    this.#since = canarySince;
    for (const { name, restarts } of deployments) {
      // A Deployment that came after the first look began at nothing.
      const before = this.#before.get(name) ?? (this.#before.size === 0 ? restarts : 0);
      const added = Math.max(0, restarts - before);
      if (canarySince !== null) this.#counted.set(name, (this.#counted.get(name) ?? 0) + added);
    }
    for (const { name, restarts } of deployments) this.#before.set(name, restarts);
  }

  /** By Deployment; undefined before the canary has begun. */
  get counts(): Readonly<Record<string, number>> | undefined {
    return this.#since === null ? undefined : Object.fromEntries(this.#counted);
  }
}

/** Keeps the hub's count of restarts since the canary began; it goes on when watches begin anew. */
export function createRestartWatch({ hub, state }: Watching): () => Promise<void> {
  const count = hub.restartCount;
  return async () => {
    if (hub.cluster === null) return;
    count.look(hub.cluster.deployments, canaryStartedAt(state()));
    hub.restartsSinceCanary = count.counts;
  };
}
