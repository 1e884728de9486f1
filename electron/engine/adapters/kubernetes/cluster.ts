import { REHEARSAL_LABEL } from '#shared/lib/rehearsal-label.ts';
import { ok } from '#shared/lib/result.ts';
import { mayI } from './access.ts';
import { listAutoscalers } from './autoscalers.ts';
import type { Connection } from './connection.ts';
import { listDeployments } from './deployments.ts';
import { discover } from './discovery.ts';
import { follow } from './feed/follow.ts';
import { seenImages } from './images.ts';
import { readJob } from './jobs.ts';
import type { ClusterPort } from './port.ts';
import { listVirtualServices, weightsOf } from './routes.ts';
import { existingSecrets } from './secrets.ts';
import { selfHealCheck } from './self-heal.ts';
import { listWatched } from './watched.ts';

/** A real cluster behind the port: every call reads anew, over the connection's kept-alive sockets. */
export function createCluster(connection: Connection): ClusterPort {
  const { place } = connection;
  return {
    async identity(signal) {
      const server = await discover(connection, signal);
      if (!server.ok) return server;
      const system = await connection.call(
        { verb: 'get', resource: 'namespaces', name: 'kube-system' },
        ({ core }, options) => core.readNamespace({ name: 'kube-system' }, options),
        signal,
      );
      if (!system.ok) return system;
      return ok({
        context: place.context,
        server: place.server,
        namespace: place.namespace,
        uid: system.value.metadata?.uid ?? '',
        version: server.value.version,
        user: await whoAmI(connection, signal),
        isRehearsal: system.value.metadata?.labels?.[REHEARSAL_LABEL] === 'true',
      });
    },
    mayI: (checks, signal) => mayI(connection, checks, signal),
    deployments: (signal) => listDeployments(connection, signal),
    async weights(host, subsets, signal) {
      const services = await listVirtualServices(connection, signal);
      return services.ok
        ? ok(services.value.flatMap((one) => weightsOf(one, host, subsets, place.namespace)))
        : services;
    },
    autoscalers: (signal) => listAutoscalers(connection, signal),
    job: (name, signal) => readJob(connection, name, signal),
    secrets: (names, signal) => existingSecrets(connection, names, signal),
    selfHealing: (objects) => selfHealCheck(connection, objects),
    watched: (signal) => listWatched(connection, signal),
    follow: (options) => follow(connection, options),
    images: (signal) => seenImages(connection, signal),
    close: () => connection.close(),
  };
}

/** The name the cluster knows us by (from 1.28 on), else the kubeconfig's. */
async function whoAmI(connection: Connection, signal?: AbortSignal): Promise<string> {
  const review = await connection.call(
    { verb: 'create', resource: 'selfsubjectreviews.authentication.k8s.io' },
    ({ authentication }, options) => authentication.createSelfSubjectReview({ body: {} }, options),
    signal,
  );
  return (review.ok ? review.value.status?.userInfo?.username : undefined) ?? connection.place.user;
}
