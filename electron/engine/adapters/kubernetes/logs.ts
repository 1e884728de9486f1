import https from 'node:https';
import { createInterface } from 'node:readline';
import type { V1Pod } from '@kubernetes/client-node';
import { pause } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { isTerminating } from './pods.ts';
import type { LogLine } from './port.ts';

const relistMs = 3_000;
const reconnectMs = 1_000;
/** Lines shown of a pod that was already running when following began. */
const tailLines = 20;
/** A sidecar's access log isn't what the wall looks for. */
const sidecars = new Set(['istio-proxy', 'linkerd-proxy']);

/**
 * Follows every pod of `apps`, new ones too, until aborted. Raw requests with handlers of our own: the client's log
 * stream throws where nobody can catch it when the server goes away. A lost stream goes on where it stopped.
 */
export async function followLogs(
  connection: Connection,
  apps: readonly string[],
  onLine: (line: LogLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const following = new Map<string, Promise<void>>();
  const startedAt = Date.now();
  while (!signal.aborted) {
    const pods = await connection.call(
      { verb: 'list', resource: 'pods' },
      ({ core }, options) =>
        core.listNamespacedPod(
          { namespace: connection.place.namespace, labelSelector: `app in (${apps.join(',')})` },
          options,
        ),
      signal,
    );
    for (const pod of pods.ok ? pods.value.items : []) {
      const uid = pod.metadata?.uid ?? '';
      if (following.has(uid) || !isRunning(pod)) continue;
      const followed = followPod(connection, pod, startedAt, onLine, signal).finally(() => following.delete(uid));
      following.set(uid, followed);
    }
    await pause(relistMs, signal);
  }
  await Promise.all(following.values());
}

const isRunning = (pod: V1Pod): boolean => pod.status?.phase === 'Running' && !isTerminating(pod);

function mainContainer(pod: V1Pod): string {
  const named = pod.metadata?.annotations?.['kubectl.kubernetes.io/default-container'];
  const containers = pod.spec?.containers ?? [];
  return named ?? containers.find((one) => !sidecars.has(one.name))?.name ?? containers[0]?.name ?? '';
}

/** One pod until it is gone. Resolves then; every failure is waited out, since the pod's list says when to stop. */
async function followPod(
  connection: Connection,
  pod: V1Pod,
  startedAt: number,
  onLine: (line: LogLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const name = pod.metadata?.name ?? '';
  const container = mainContainer(pod);
  const isOld = (pod.status?.startTime?.getTime() ?? 0) < startedAt;
  let lastAt = '';
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const from: Record<string, string> =
      lastAt !== '' ? { sinceTime: lastAt } : isFirst && isOld ? { tailLines: String(tailLines) } : {};
    const end = await stream(
      connection,
      name,
      { container, follow: 'true', timestamps: 'true', ...from },
      signal,
      (raw) => {
        const space = raw.indexOf(' ');
        const at = raw.slice(0, space);
        // sinceTime knows seconds only: what was seen of that second comes again.
        if (space <= 0 || at <= lastAt) return;
        lastAt = at;
        onLine({ pod: name, container, text: raw.slice(space + 1) });
      },
    );
    if (end === 'gone') return;
    if (!(await pause(reconnectMs, signal))) return;
    const still = await connection.call(
      { verb: 'get', resource: 'pods', name },
      ({ core }, options) => core.readNamespacedPod({ name, namespace: connection.place.namespace }, options),
      signal,
    );
    if (
      still.ok
        ? !isRunning(still.value) || still.value.metadata?.uid !== pod.metadata?.uid
        : still.error.cause === 'not-found'
    )
      return;
  }
}

/** One request for a log, a line at a time. Never rejects: `gone` when there is no such pod any more, else `ended`. */
async function stream(
  connection: Connection,
  pod: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<'gone' | 'ended'> {
  const options: https.RequestOptions = {};
  try {
    await connection.kubeconfig.applyToHTTPSOptions(options);
  } catch {
    return 'ended';
  }
  const path = `/api/v1/namespaces/${connection.place.namespace}/pods/${pod}/log?${new URLSearchParams(query)}`;
  return new Promise((resolve) => {
    const request = https.request(`${connection.place.server.replace(/\/+$/, '')}${path}`, {
      ...options,
      method: 'GET',
      signal,
    });
    // Also after the end: an abort raises an error on a request that nobody waits for any more.
    request.on('error', () => resolve('ended'));
    request.on('response', (response) => {
      response.on('error', () => resolve('ended'));
      response.on('close', () => resolve('ended'));
      if (response.statusCode !== 200) {
        response.resume();
        resolve(response.statusCode === 404 ? 'gone' : 'ended');
        return;
      }
      const lines = createInterface({ input: response });
      lines.on('error', () => resolve('ended'));
      lines.on('line', onLine);
    });
    request.end();
  });
}
