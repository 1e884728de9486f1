import type { JsonObject } from '../json.ts';
import { isObject, listAt } from '../json.ts';
import { isPodReady, nameOf } from '../kubernetes/object.ts';
import type { RehearsalOptions } from '../options.ts';
import type { Platform } from '../platform.ts';
import type { ClusterLists } from '../traffic/observed.ts';
import { observe } from '../traffic/observed.ts';
import type { World } from '../world/world.ts';
import type { ApiClient } from './api-client.ts';
import { apiClient } from './api-client.ts';
import { notReady } from './not-ready.ts';
import { finishRealJobs } from './real-jobs.ts';
import { createRealWorld, removeRealWorld, servedPath } from './real-world.ts';

const POLL_MS = 500;
const READY_LIMIT_MS = 120_000;
const KEYS = {
  virtualServices: 'networking.istio.io/virtualservices',
  destinationRules: 'networking.istio.io/destinationrules',
  deployments: 'apps/deployments',
  pods: 'pods',
} as const;

async function pathsOf(client: ApiClient, namespace: string): Promise<ReadonlyMap<keyof typeof KEYS, string>> {
  const paths = new Map<keyof typeof KEYS, string>();
  for (const name of ['virtualServices', 'destinationRules', 'deployments', 'pods'] as const) {
    const served = await servedPath(client, KEYS[name], namespace);
    if (served) paths.set(name, served.path);
  }
  return paths;
}

async function readLists(client: ApiClient, paths: ReadonlyMap<keyof typeof KEYS, string>): Promise<ClusterLists> {
  const read = async (name: keyof typeof KEYS): Promise<JsonObject[]> => {
    const path = paths.get(name);
    return path === undefined ? [] : listAt(await client.call('GET', path), 'items').filter(isObject);
  };
  const [virtualServices, destinationRules, deployments, pods] = await Promise.all([
    read('virtualServices'),
    read('destinationRules'),
    read('deployments'),
    read('pods'),
  ]);
  return { virtualServices, destinationRules, deployments, pods };
}

/** Waits until every stable Deployment of a world just made has all its pods. */
async function untilReady(read: () => Promise<ClusterLists>, world: World): Promise<void> {
  const wanted = world.services.length * world.stableReplicas;
  let stable: readonly JsonObject[] = [];
  for (const until = Date.now() + READY_LIMIT_MS; Date.now() < until; ) {
    stable = (await read()).pods.filter((pod) => nameOf(pod).includes('-stable-'));
    if (stable.filter(isPodReady).length >= wanted) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const ready = stable.filter(isPodReady).length;
  throw new Error(
    `Only ${ready} of ${wanted} stable pods were ready in ${world.namespace} after ${READY_LIMIT_MS / 1_000} s. Look at its events.${notReady(stable)}`,
  );
}

async function prepare(client: ApiClient, options: RehearsalOptions, world: World) {
  if (options.createWorld) await createRealWorld(client, world);
  const paths = await pathsOf(client, world.namespace);
  const read = () => readLists(client, paths);
  if (options.createWorld) {
    await untilReady(read, world);
    await finishRealJobs(client, world);
  }
  return { read, first: await read() };
}

/** A real API server: the traffic follows what is read from it twice a second; it is never written to but for the world itself. */
export async function realPlatform(kubeconfig: string, options: RehearsalOptions, world: World): Promise<Platform> {
  const client = await apiClient(kubeconfig, options.context);
  const takeAway = async () => {
    if (options.removeWorld) await removeRealWorld(client, world.namespace);
    client.close();
  };
  const { read, first } = await prepare(client, options, world).catch(async (error: unknown) => {
    await takeAway().catch((second: unknown) =>
      console.error('rehearsal:', second instanceof Error ? second.message : second),
    );
    throw error;
  });
  let latest = first;
  let isStopped = false;
  let isFailing = false;
  const poll = async (): Promise<void> => {
    while (!isStopped) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      try {
        latest = await read();
        isFailing = false;
      } catch (error) {
        // While the cluster can't be read the traffic goes on as last seen, as users' does when only its API is down.
        if (!isFailing && !isStopped)
          console.error(
            `rehearsal: the cluster can't be read: ${error instanceof Error ? error.message : String(error)}`,
          );
        isFailing = true;
      }
    }
  };
  const polling = poll();
  const services = world.services.map((service) => service.name);
  return {
    kubeconfig,
    context: client.context,
    endpoint: null,
    look: () => observe(services, latest),
    begin: () => undefined,
    disturb: () => undefined,
    stop: async () => {
      isStopped = true;
      await polling;
      await takeAway();
    },
  };
}
