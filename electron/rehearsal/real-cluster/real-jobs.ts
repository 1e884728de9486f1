import { isObject, objectAt } from '../json.ts';
import { pastStatus } from '../kubernetes/past-jobs.ts';
import type { World, WorldJob } from '../world/world.ts';
import type { ApiClient } from './api-client.ts';
import { RefusedByCluster } from './api-client.ts';
import { servedPath } from './real-world.ts';

async function finish(client: ApiClient, path: string, pods: string, job: WorldJob): Promise<void> {
  const held = await client.call('GET', `${path}/${job.name}`);
  if (!isObject(held)) return;
  // Without a version: whatever its controller has just written, it has run.
  const { resourceVersion: _version, ...metadata } = objectAt(held, 'metadata');
  await client.call('PUT', `${path}/${job.name}/status`, { ...held, metadata, status: pastStatus(job) });
  await client.call('DELETE', `${pods}?labelSelector=${encodeURIComponent(`job-name=${job.name}`)}`);
}

/**
 * Says of the world's Jobs that they have run already, and takes their pods away. Only once the cluster is at rest: a Job's controller
 * that still makes its pod writes its own status over ours. A cluster that doesn't take our word for it runs them.
 */
export async function finishRealJobs(client: ApiClient, world: World): Promise<void> {
  const jobs = await servedPath(client, 'batch/jobs', world.namespace);
  const pods = await servedPath(client, 'pods', world.namespace);
  if (!jobs || !pods) return;
  for (const job of world.jobs) {
    try {
      await finish(client, jobs.path, pods.path, job);
    } catch (error) {
      if (!(error instanceof RefusedByCluster)) throw error;
      console.error(`rehearsal: the cluster runs the Job ${job.name} itself: ${error.message}`);
    }
  }
}
