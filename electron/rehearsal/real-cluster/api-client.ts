import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { Agent, request } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import type { Json } from '../json.ts';
import { textAt } from '../json.ts';

const TIMEOUT_MS = 10_000;

/** The API server said no; `code` is its HTTP status. */
export class RefusedByCluster extends Error {
  override readonly name = 'RefusedByCluster';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export type ApiClient = {
  readonly context: string;
  call(method: string, path: string, body?: Json): Promise<Json>;
  close(): void;
};

/** A client for a real API server with one kept-alive pool: the official one makes a new connection for every request. */
export async function apiClient(kubeconfigFile: string, context: string | undefined): Promise<ApiClient> {
  const config = new KubeConfig();
  config.loadFromString(await readFile(kubeconfigFile, 'utf8'));
  if (context !== undefined) config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  if (!cluster)
    throw new Error(
      `${kubeconfigFile} has no cluster for the context "${config.getCurrentContext()}". Name one of its contexts with --context.`,
    );
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key } = options;
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 6,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(cluster.skipTLSVerify ? { rejectUnauthorized: false } : {}),
  });
  const headers = { ...options.headers };

  const call = (method: string, path: string, body?: Json): Promise<Json> =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const sent = request(
        new URL(cluster.server.replace(/\/$/, '') + path),
        {
          method,
          agent,
          timeout: TIMEOUT_MS,
          headers: { ...headers, accept: 'application/json', ...(text ? { 'content-type': 'application/json' } : {}) },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const answer = Buffer.concat(parts).toString('utf8');
            const code = response.statusCode ?? 0;
            try {
              const value: Json = answer === '' ? null : JSON.parse(answer);
              if (code < 300) resolve(value);
              else reject(new RefusedByCluster(code, textAt(value, 'message') || `${method} ${path}: ${code}`));
            } catch {
              reject(new RefusedByCluster(code, `${method} ${path}: ${code} ${answer.slice(0, 200)}`));
            }
          });
        },
      );
      sent.on('timeout', () =>
        sent.destroy(new Error(`${method} ${path}: no answer from ${cluster.server} within ${TIMEOUT_MS / 1_000} s`)),
      );
      sent.on('error', reject);
      sent.end(text);
    });

  return { context: config.getCurrentContext(), call, close: () => agent.destroy() };
}
