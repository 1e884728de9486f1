import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { certificateAuthority } from '#rehearsal/certificates/authority.ts';

type Asked = { readonly method: string; readonly path: string };
/** What the network does to a request on its way. */
export type Trouble =
  | { readonly kind: 'hang' }
  /** The server does it, the answer is lost. */
  | { readonly kind: 'lose-answer' }
  /** The connection breaks before the server has heard of it. */
  | { readonly kind: 'lose-request' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Somebody else is quicker: runs `first`, then lets the request through. */
  | { readonly kind: 'after'; readonly first: () => Promise<unknown> };

/** A network between the adapter and a real API server, that can be told to fail once or for as long as it is asked to. */
export interface FaultyProxy {
  readonly kubeconfig: string;
  readonly context: string;
  readonly seen: readonly Asked[];
  /** The next `times` requests that match meet this trouble. */
  next(match: (asked: Asked) => boolean, trouble: Trouble, times?: number): void;
  /** What the server answers to requests whose path holds this, from now on. */
  answers(path: string): { readonly bodies: readonly string[] };
  /** Forgets every rule. */
  clear(): void;
  /** Open connections of clients. */
  connections(): number;
  breakConnections(): void;
  stop(): Promise<void>;
}

export const isPatch = (asked: Asked): boolean => asked.method === 'PATCH' && !asked.path.includes('dryRun');

/** Starts it on loopback in front of `kc`'s server, with that kubeconfig's own rights. */
export async function startFaultyProxy(kc: KubeConfig): Promise<FaultyProxy> {
  const authority = await certificateAuthority();
  const { certificate, key } = await authority.issueServer('localhost');
  const upstream = new URL(kc.getCurrentCluster()?.server ?? '');
  const rules: { match: (asked: Asked) => boolean; trouble: Trouble; left: number }[] = [];
  const seen: Asked[] = [];
  const listeners: { path: string; bodies: string[] }[] = [];
  const credentials: https.RequestOptions = {};
  await kc.applyToHTTPSOptions(credentials);

  const server = https.createServer({ cert: certificate, key }, (request, response) => {
    const asked = { method: request.method ?? '', path: request.url ?? '' };
    seen.push(asked);
    const rule = rules.find((one) => one.left > 0 && one.match(asked));
    if (rule !== undefined) rule.left -= 1;
    const trouble = rule?.trouble;
    if (trouble?.kind === 'hang') return;
    if (trouble?.kind === 'lose-request') return void request.socket.destroy();
    if (trouble?.kind === 'answer') {
      response.writeHead(trouble.status, { 'content-type': 'application/json', ...trouble.headers }).end(trouble.body);
      return;
    }
    const forward = (): void => {
      const { host: _host, authorization: _authorization, ...headers } = request.headers;
      const onward = https.request(
        {
          ...credentials,
          host: upstream.hostname,
          port: upstream.port,
          method: request.method,
          path: request.url,
          headers: { ...headers, ...(credentials.headers ?? {}) },
        },
        (answer) => {
          if (trouble?.kind === 'lose-answer') {
            answer.resume().on('end', () => request.socket.destroy());
            return;
          }
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.on('error', () => response.destroy());
          for (const { bodies } of listeners.filter((one) => asked.path.includes(one.path))) {
            const parts: Buffer[] = [];
            answer.on('data', (part: Buffer) => parts.push(part));
            answer.on('end', () => bodies.push(Buffer.concat(parts).toString('utf8')));
          }
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      response.on('close', () => onward.destroy());
      request.pipe(onward);
    };
    if (trouble?.kind === 'after') void trouble.first().then(forward, () => response.destroy());
    else forward();
  });
  const sockets = new Set<Socket>();
  server.on('secureConnection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const folder = await mkdtemp(join(tmpdir(), 'tminus-proxy-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, JSON.stringify(kubeconfigFor(`https://127.0.0.1:${port}`, authority.certificate)), {
    mode: 0o600,
  });
  return {
    kubeconfig,
    context: 'through-proxy',
    seen,
    next: (match, trouble, times = 1) => rules.push({ match, trouble, left: times }),
    answers(path) {
      const listener = { path, bodies: [] };
      listeners.push(listener);
      return listener;
    },
    clear: () => rules.splice(0),
    connections: () => sockets.size,
    breakConnections: () => sockets.forEach((socket) => void socket.destroy()),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A kubeconfig of one context (JSON is YAML). */
export const kubeconfigFor = (server: string, ca: string, user: object = { token: 'the-proxy-has-the-rights' }) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'c', cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
  users: [{ name: 'tester', user }],
  contexts: [{ name: 'through-proxy', context: { cluster: 'c', user: 'tester' } }],
  'current-context': 'elsewhere',
});
