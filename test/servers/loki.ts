import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { LokiStore } from './loki-store.ts';
import { acceptWebSocket, type ServerSocket } from './web-socket.ts';

/** Loki's own: `max_entries_limit_per_query`, lines of a query without a limit, how often a tail is sent and pinged. */
const MOST_ENTRIES = 5000;
const DEFAULT_LIMIT = 100;
const SEND_EVERY_MS = 50;
const PING_EVERY_MS = 1000;

export type LokiMode = 'up' | 'hang' | 'unavailable' | 'too-many-tails';
export type LokiOptions = { readonly token?: string; readonly tenant?: string; readonly port?: number };

/**
 * A source that speaks Loki's HTTP API as its reference describes it: `query_range`, and `tail` over a WebSocket with
 * pings, `dropped_entries` and a limit; tenants; and that dies, hangs, cuts and loses lines when it is told to.
 */
export async function startLoki(options: LokiOptions = {}) {
  const store = new LokiStore();
  const tails = new Set<ServerSocket>();
  const asked: { readonly path: string; readonly query: URLSearchParams }[] = [];
  let mode: LokiMode = 'up';
  let lost = 0;

  const refusal = ({ headers }: IncomingMessage): [number, string] | null => {
    if (mode === 'unavailable') return [503, 'Service Unavailable'];
    if (options.token !== undefined && headers.authorization !== `Bearer ${options.token}`)
      return [401, 'no valid credentials'];
    if (options.tenant !== undefined && headers['x-scope-orgid'] !== options.tenant) return [401, 'no org id'];
    return null;
  };
  const limitOf = (query: URLSearchParams): number => Number(query.get('limit') ?? DEFAULT_LIMIT);
  const wrong = (query: URLSearchParams): string | null => {
    const error = store.wrongQuery(query.get('query') ?? '');
    if (error !== null) return error;
    const limit = limitOf(query);
    if (limit <= MOST_ENTRIES) return null;
    return `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > ${MOST_ENTRIES})`;
  };

  const wrongTimes = (query: URLSearchParams): string | null => {
    const end = BigInt(query.get('end') ?? `${Date.now()}999999`);
    const isForward = end > BigInt(query.get('start') ?? 0);
    return isForward ? null : 'end timestamp must not be before or equal to start time';
  };

  const answer = (request: IncomingMessage, response: ServerResponse): unknown => {
    const url = new URL(request.url ?? '/', 'http://loki');
    asked.push({ path: url.pathname, query: url.searchParams });
    if (mode === 'hang') return undefined;
    const say = (status: number, body: string) => response.writeHead(status).end(body);
    const refused = refusal(request);
    if (refused !== null) return say(...refused);
    if (url.pathname !== '/loki/api/v1/query_range') return say(404, '404 page not found');
    const error = wrong(url.searchParams) ?? wrongTimes(url.searchParams);
    if (error !== null) return say(400, error);
    const isForward = url.searchParams.get('direction') === 'forward';
    const result = store.range(url.searchParams, limitOf(url.searchParams), isForward);
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end(JSON.stringify({ status: 'success', data: { resultType: 'streams', result, stats: {} } }));
  };

  const tail = (request: IncomingMessage, socket: Duplex): void => {
    const url = new URL(request.url ?? '/', 'http://loki');
    asked.push({ path: url.pathname, query: url.searchParams });
    if (mode === 'hang') return;
    const refused: [number, string] | null =
      refusal(request) ??
      (url.pathname !== '/loki/api/v1/tail' ? [404, '404 page not found'] : null) ??
      (String(request.headers['x-scope-orgid']).includes('|') ? [400, 'multiple org IDs present'] : null);
    const error = refused ?? (wrong(url.searchParams) === null ? null : [400, wrong(url.searchParams) ?? '']);
    if (error !== null) {
      socket.end(`HTTP/1.1 ${error[0]} No\r\ncontent-type: text/plain\r\n\r\n${error[1]}`);
      return;
    }
    const accepted = acceptWebSocket(request, socket);
    // As Loki does: it upgrades first, and refuses then.
    if (mode === 'too-many-tails') {
      accepted.close(1011, 'max concurrent tail requests limit exceeded, count > limit (11 > 10)');
      return;
    }
    const next = store.follow(url.searchParams, limitOf(url.searchParams));
    const timers = [
      setInterval(() => {
        const dropped = Array.from({ length: lost }, () => ({ labels: {}, timestamp: '1' }));
        lost = 0;
        const streams = next();
        if (streams.length > 0 || dropped.length > 0)
          accepted.text(JSON.stringify({ streams, dropped_entries: dropped.length > 0 ? dropped : null }));
      }, SEND_EVERY_MS),
      setInterval(() => accepted.ping(), PING_EVERY_MS),
    ];
    tails.add(accepted);
    accepted.onGone(() => {
      for (const timer of timers) clearInterval(timer);
      tails.delete(accepted);
    });
  };

  const server = createServer(answer);
  server.on('upgrade', tail);
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(options.port ?? 0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const die = async (): Promise<void> => {
    for (const one of tails) one.cut();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    tails: () => tails.size,
    push: store.push.bind(store),
    setMode(next: LokiMode) {
      mode = next;
      if (next === 'hang') for (const one of tails) one.hang();
    },
    /** As after `tail_max_duration`. */
    endTails(reason = 'reached tail max duration limit') {
      for (const one of tails) one.close(1011, reason);
    },
    cutTails() {
      for (const one of tails) one.cut();
    },
    /** Lines that a slow tail did not get: told with its next message. */
    lose(lines: number) {
      lost += lines;
    },
    die,
    comeBack: () => listen(port),
    stop: async () => {
      if (server.listening) await die();
    },
  };
}
export type Loki = Awaited<ReturnType<typeof startLoki>>;
