import { randomBytes } from 'node:crypto';
import type { CertificateAuthority } from '../certificates/authority.ts';
import type { Handler } from '../server/endpoint.ts';
import { Endpoint } from '../server/endpoint.ts';
import { tracked } from '../world/argo.ts';
import { clusterObjects } from '../world/cluster-objects.ts';
import { worldObjects } from '../world/objects.ts';
import type { World } from '../world/world.ts';
import type { Denial } from './access.ts';
import { Access } from './access.ts';
import type { Interference } from './api-server.ts';
import { ApiServer } from './api-server.ts';
import { ControllerLoop } from './controllers/loop.ts';
import type { PodFaults } from './controllers/pod-life.ts';
import type { Pace } from './controllers/workbench.ts';
import { fillCrowd } from './crowd.ts';
import { kubeconfig } from './kubeconfig.ts';
import { finishJobs } from './past-jobs.ts';
import type { LogSource } from './pod-log.ts';
import { theResource } from './resource.ts';
import { Store } from './store.ts';
import { Writer } from './writer.ts';

export type ClusterOptions = {
  /** The first one's namespace is the kubeconfig's. */
  readonly worlds: readonly [World, ...World[]];
  readonly pace: Pace;
  readonly bookmarkEveryMs: number;
  readonly logs: LogSource;
  readonly interfere: Interference;
  /** Wraps the API: where it is down, the fault answers. */
  readonly guard: (handler: Handler) => Handler;
  readonly denials: () => readonly Denial[];
  /** Pods of the crowd; 0: there is none. */
  readonly crowd: number;
  readonly podFaults: PodFaults;
};

/** The cluster that lives in this process: its store, its controllers, its API on a port of its own. */
export interface Cluster {
  readonly store: Store;
  readonly endpoint: Endpoint;
  readonly loop: ControllerLoop;
  readonly kubeconfig: string;
  stop(): Promise<void>;
}

function fill(store: Store, writer: Writer, worlds: readonly World[]): void {
  const options = { manager: 'rehearsal', isDryRun: false, subresource: '', apiVersion: 'v1' };
  for (const { resource, object, namespace = '' } of clusterObjects(worlds))
    writer.create(theResource(resource), namespace, object, options);
  for (const world of worlds) {
    for (const { resource, object } of worldObjects(world)) {
      const apiVersion = typeof object.apiVersion === 'string' ? object.apiVersion : 'v1';
      writer.create(theResource(resource), world.namespace, tracked(world, resource, object), {
        ...options,
        apiVersion,
      });
    }
    finishJobs(store, world);
  }
}

/** Starts the cluster with its world loaded: every pod of stable is ready when it listens. */
export async function startCluster(authority: CertificateAuthority, options: ClusterOptions): Promise<Cluster> {
  const store = new Store();
  const writer = new Writer(store);
  if (options.crowd > 0) fillCrowd(store, options.crowd);
  const loop = new ControllerLoop(store, options.pace, options.podFaults);
  loop.load(() => fill(store, writer, options.worlds));
  const token = randomBytes(24).toString('base64url');
  const viewerToken = randomBytes(24).toString('base64url');
  const tokens = new Map([
    [token, { name: 'rehearsal-token', groups: ['system:masters'] }],
    [viewerToken, { name: 'rehearsal-viewer', groups: ['rehearsal:viewers'] }],
  ]);
  const { logs, interfere, bookmarkEveryMs } = options;
  const access = new Access(tokens, options.denials);
  const server: ApiServer = new ApiServer({
    store,
    writer,
    access,
    logs,
    interfere,
    bookmarkEveryMs,
    origin: () => endpoint.origin,
  });
  const endpoint = new Endpoint(
    'kubernetes',
    await authority.issueServer('kubernetes'),
    authority.certificate,
    options.guard((exchange) => server.handle(exchange)),
  );
  await endpoint.listen();
  const admin = await authority.issueClient('rehearsal-admin', ['system:masters']);
  const { namespace } = options.worlds[0];
  const config = kubeconfig({
    server: endpoint.origin,
    caCertificate: authority.certificate,
    admin,
    token,
    viewerToken,
    namespace,
  });
  const stop = async () => {
    loop.stop();
    await endpoint.close();
  };
  return { store, endpoint, loop, kubeconfig: config, stop };
}
