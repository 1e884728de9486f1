import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Fault } from '#shared/lib/trouble.ts';
import { LineCutter } from '../logs/line-cutter.ts';
import type { Connection } from './connection.ts';
import { type Ask, kubernetesFault } from './fault.ts';

/** A stream on which nothing comes for so long is opened anew: nobody can tell a quiet pod from a dead connection. */
const QUIET_MS = 60_000;
const CONNECT_MS = 10_000;
const MOST_SAID = 2000;

/** How a stream ended: there is no such pod, it can't be read, or it just ended. */
export type StreamEnd = { readonly kind: 'gone' | 'ended' } | { readonly kind: 'failed'; readonly fault: Fault };

type Listening = { readonly onOpen: () => void; readonly onLine: (text: string, bytes: number) => void };

/**
 * One request for a log. A raw one: the client's own log stream throws where nobody can catch it when the server goes
 * away. Never rejects.
 */
export async function streamPodLog(
  connection: Connection,
  pod: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
  { onOpen, onLine }: Listening,
  quietMs = QUIET_MS,
): Promise<StreamEnd> {
  const { place, kubeconfig } = connection;
  const ask: Ask = { verb: 'get', resource: 'pods/log', name: pod };
  const failed = (error: unknown): StreamEnd =>
    signal.aborted ? { kind: 'ended' } : { kind: 'failed', fault: kubernetesFault(error, ask, place) };
  const ready = await connection.ready(ask, signal);
  if (!ready.ok) return signal.aborted ? { kind: 'ended' } : { kind: 'failed', fault: ready.error };
  const options: https.RequestOptions = {};
  try {
    await kubeconfig.applyToHTTPSOptions(options);
    // The library keeps one agent for each user, with the certificates it was made with: those that were renewed since count.
    options.agent = false;
  } catch (error) {
    return failed(error);
  }
  const path = `/api/v1/namespaces/${place.namespace}/pods/${pod}/log?${new URLSearchParams(query)}`;
  return new Promise((resolve) => {
    const request = https.request(`${place.server.replace(/\/+$/, '')}${path}`, { ...options, method: 'GET', signal });
    // Also after the end: an abort raises an error on a request that nobody waits for any more.
    request.on('error', (error) => resolve(failed(error)));
    request.setTimeout(CONNECT_MS, () => request.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    request.on('response', (response) => {
      response.on('error', (error) => resolve(failed(error)));
      if (response.statusCode === 401) connection.refused();
      if (response.statusCode === 404) resolve({ kind: 'gone' });
      if (response.statusCode !== 200) return said(response, (error) => resolve(failed(error)));
      onOpen();
      request.setTimeout(quietMs, () => {
        // First: to be quiet is no failure, and the error that ending it raises comes too late to be told.
        resolve({ kind: 'ended' });
        request.destroy();
      });
      const lines = new LineCutter(onLine);
      response.on('data', (part: Buffer) => lines.take(part));
      // A line cut off by a broken connection isn't told: it comes again, whole.
      response.on('end', () => lines.end());
      response.on('close', () => resolve({ kind: 'ended' }));
    });
    request.end();
  });
}

/** What the cluster says instead of a log, as the client would throw it. */
function said(response: IncomingMessage, then: (error: unknown) => void): void {
  let body = '';
  response.setEncoding('utf8');
  response.on('data', (part: string) => {
    body = (body + part).slice(0, MOST_SAID);
  });
  response.on('close', () =>
    then(Object.assign(new Error(), { code: response.statusCode, body, headers: response.headers })),
  );
}
