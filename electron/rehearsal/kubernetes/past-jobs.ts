import type { JsonObject } from '../json.ts';
import { objectAt } from '../json.ts';
import type { World, WorldJob } from '../world/world.ts';
import { timestamp } from './object.ts';
import { theResource } from './resource.ts';
import type { Store } from './store.ts';

const JOBS = theResource('batch/jobs');
const MINUTE_MS = 60_000;

/** The status of a Job that ended before the rehearsal began: in real time, as everything in the cluster. */
export function pastStatus({ endedMinutesBefore, tookMinutes }: WorldJob): JsonObject {
  const endedMs = Date.now() - endedMinutesBefore * MINUTE_MS;
  const completionTime = timestamp(endedMs);
  const condition = (type: string): JsonObject => ({
    type,
    status: 'True',
    lastProbeTime: completionTime,
    lastTransitionTime: completionTime,
  });
  return {
    startTime: timestamp(endedMs - tookMinutes * MINUTE_MS),
    completionTime,
    // Newer clusters take no Complete without the other.
    conditions: [condition('Complete'), condition('SuccessCriteriaMet')],
    succeeded: 1,
  };
}

/** Ends the world's Jobs in our own cluster. Their pods are gone. */
export function finishJobs(store: Store, world: World): void {
  for (const each of world.jobs) {
    const job = store.get(JOBS, world.namespace, each.name);
    if (!job) continue;
    const status = pastStatus(each);
    const metadata: JsonObject = { ...objectAt(job, 'metadata'), creationTimestamp: status.startTime ?? null };
    store.update(JOBS, { ...job, metadata, status });
  }
}
