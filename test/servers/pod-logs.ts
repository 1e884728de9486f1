import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterKubeconfig } from './cluster-kubeconfig.ts';
import { selfSigned, startHttpsServer } from './https-server.ts';

type Pod = { readonly name: string; readonly app: string; readonly startedAt: number };
type Written = { readonly at: string; readonly line: Buffer };

/** As the kubelet writes it: nanoseconds, always as long. */
const stamp = (ms: number, nanoseconds = 0): string =>
  new Date(ms).toISOString().replace(/\.(\d{3})Z$/, `.$1${String(nanoseconds).padStart(6, '0')}Z`);

/**
 * As much of a Kubernetes API as following logs needs: the list of pods, and `log` with `follow`, `timestamps`,
 * `tailLines` and `sinceTime` (to the second, as the real one). What a test writes is sent byte by byte.
 */
export async function startPodLogServer() {
  const certificate = await selfSigned('localhost');
  const pods = new Map<string, Pod>();
  const written = new Map<string, Written[]>();
  const open = new Map<string, Set<ServerResponse>>();
  const asked: URLSearchParams[] = [];
  const shuttingDown = new Set<string>();
  let mode: 'up' | 'hang' | 'forbidden' | 'forbidden-logs' | 'no-logs' = 'up';
  let groups: readonly string[] = [];
  let lastMs = Date.now() - 60_000;

  const list = (response: ServerResponse): void => {
    const items = [...pods.values()].map(({ name, app, startedAt }) => ({
      metadata: {
        ...{ name, uid: `uid-${name}`, labels: { app } },
        ...(shuttingDown.has(name) ? { deletionTimestamp: new Date().toISOString() } : {}),
      },
      spec: { containers: [{ name: app }] },
      status: { phase: 'Running', startTime: new Date(startedAt).toISOString() },
    }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items }));
  };
  const refuse = (response: ServerResponse, code: number, message: string): void => {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ kind: 'Status', status: 'Failure', message, code }));
  };
  const log = (pod: string, query: URLSearchParams, response: ServerResponse): void => {
    asked.push(query);
    const all = written.get(pod) ?? [];
    const since = query.get('sinceTime');
    const fromSecond = since === null ? '' : since.slice(0, 19);
    const tail = query.get('tailLines');
    const found = all.filter(({ at }) => at.slice(0, 19) >= fromSecond);
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.flushHeaders();
    for (const one of tail === null ? found : found.slice(-Number(tail))) send(response, one);
    const streams = open.get(pod) ?? new Set();
    open.set(pod, streams.add(response));
    response.on('close', () => streams.delete(response));
  };
  const send = (response: ServerResponse, { at, line }: Written): void =>
    void response.write(Buffer.concat([Buffer.from(`${at} `), line, Buffer.from('\n')]));

  const server = await startHttpsServer(certificate, (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'https://x');
    const pod = /\/pods\/([^/]+)\/log$/.exec(url.pathname)?.[1];
    if (mode === 'hang') return;
    if (mode === 'forbidden' || (mode === 'forbidden-logs' && pod !== undefined)) {
      const what = pod === undefined ? 'list resource "pods"' : 'get resource "pods/log"';
      return refuse(response, 403, `pods is forbidden: User "watcher" cannot ${what}`);
    }
    const json = (body: object): void => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    };
    if (url.pathname.startsWith('/version')) return json({ major: '1', minor: '31', gitVersion: 'v1.31.0' });
    const version = { groupVersion: 'x/v1', version: 'v1' };
    if (url.pathname.startsWith('/apis'))
      return json({ groups: groups.map((name) => ({ name, versions: [version] })) });
    if (pod === undefined) return list(response);
    if (!pods.has(pod) || mode === 'no-logs') return refuse(response, 404, `pods "${pod}" not found`);
    log(pod, url.searchParams, response);
  });
  const folder = await mkdtemp(join(tmpdir(), 'tminus-pods-'));
  const kubeconfig = await clusterKubeconfig(folder, { ...certificate, port: server.port });
  return {
    settings: { kubeconfig, context: 'test', namespace: 'default' },
    asked,
    streams: (pod: string) => open.get(pod)?.size ?? 0,
    add: (name: string, app: string, startedAt = Date.now() - 3_600_000) => pods.set(name, { name, app, startedAt }),
    remove: (name: string) => pods.delete(name),
    /** It was told to end, and speaks until it is removed. */
    shutDown: (name: string) => shuttingDown.add(name),
    /** Writes a line; lines of one call carry the same time if `isSameTime`. */
    write(pod: string, lines: readonly (string | Buffer)[], isSameTime = false): void {
      if (isSameTime) lastMs += 1;
      for (const line of lines) {
        if (!isSameTime) lastMs += 1;
        const one = { at: stamp(lastMs), line: typeof line === 'string' ? Buffer.from(line) : line };
        written.set(pod, [...(written.get(pod) ?? []), one]);
        for (const response of open.get(pod) ?? []) send(response, one);
      }
    },
    /** When the last line was written, epoch ms. */
    lastMs: () => lastMs,
    /** Sends bytes to whoever follows, kept by nobody. */
    raw(pod: string, bytes: Buffer): Promise<void> {
      const waits = [...(open.get(pod) ?? [])].map(
        (response) => new Promise<void>((resolve) => response.write(bytes, () => resolve())),
      );
      return Promise.all(waits).then(() => undefined);
    },
    /** Cuts every stream without a word, in the middle of a line if `half` is given. */
    cut(half?: string): void {
      for (const streams of open.values())
        for (const response of streams) {
          if (half !== undefined) response.write(`${stamp(lastMs + 1)} ${half}`);
          setTimeout(() => response.socket?.destroy(), half === undefined ? 0 : 50);
        }
    },
    /** API groups that are served, each as v1. */
    serve(names: readonly string[]): void {
      groups = names;
    },
    setMode(next: typeof mode): void {
      mode = next;
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type PodLogServer = Awaited<ReturnType<typeof startPodLogServer>>;
