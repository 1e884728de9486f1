import { readFileSync } from 'node:fs';
import { Agent, buildConnector, type Dispatcher, errors, request } from 'undici';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { cancelledFault, causeCode, type Doing, lost, networkFault } from '../network-fault.ts';
import { without } from '../redact.ts';
import { allowedLookup, refusedHost } from './allowed-address.ts';
import { createLazyPool } from './lazy-pool.ts';
import { trusting } from './trusting.ts';

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

export type HttpAsk = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** Answers longer than this are refused; {@link maxAnswerBytes} where it isn't given. */
  readonly mostBytes?: number;
  /** It answered with 200, but with more than is taken, or than came in time: asked for less, it may do. */
  readonly onTooLong?: () => void;
  /** What must not be read in the answer, besides what the authorization header carries: an address that is a secret. */
  readonly secrets?: readonly string[];
  /** The connection is closed after it, so that the next one is made anew: name, way, certificate and all. */
  readonly isLast?: boolean;
};

/** One service over HTTP(S): its connections are kept open and every way to fail becomes a Fault in words. */
export interface HttpClient {
  /** Sends once. Any status comes back as an answer; only a missing answer is a Fault. */
  send(ask: HttpAsk, doing: Doing): Promise<Result<HttpAnswer, Fault>>;
  /** The kept-alive pool, for official clients that bring their own requests; a Fault when nothing can be asked. */
  agent(): Result<Agent, Fault>;
  close(): Promise<void>;
}

/** Answers longer than this are refused: nothing we ask for is near it. */
export const maxAnswerBytes = 32 * 1024 * 1024;

export type HttpClientOptions = {
  /** Why it can't be asked at all: its token isn't on this console, or it isn't set up. Nothing is sent then. */
  readonly lacks?: Fault | undefined;
  readonly caFile?: string | undefined;
  readonly timeoutMs?: number;
  /** The CAs to trust (PEM), instead of `caFile`. Throws when they can't be read. */
  readonly ca?: () => readonly string[];
};

/**
 * A pool whose servers must be trusted through the system's CAs or those in `caFile` (PEM). It is opened when something is
 * first asked; as long as the CAs can't be read, every ask ends with a Fault that says so.
 */
export function createHttpClient(options: HttpClientOptions = {}): HttpClient {
  const pool = createLazyPool(() => openPool(options));
  const agent = (): Result<Agent, Fault> => (options.lacks === undefined ? pool.agent() : err(options.lacks));
  return {
    agent,
    async send(ask, doing) {
      const open = agent();
      if (!open.ok) return open;
      if (ask.signal?.aborted) return err(cancelledFault(doing));
      const limit = AbortSignal.timeout(ask.timeoutMs ?? options.timeoutMs ?? 10_000);
      const signal = ask.signal === undefined ? limit : AbortSignal.any([ask.signal, limit]);
      let isAnswering = false;
      try {
        const answer = await request(ask.url, {
          method: ask.method,
          dispatcher: open.value,
          signal,
          ...(ask.headers === undefined ? {} : { headers: ask.headers }),
          ...(ask.body === undefined ? {} : { body: ask.body }),
          ...(ask.isLast === true ? { reset: true } : {}),
        });
        isAnswering = answer.statusCode === 200;
        const body = withoutSecrets(ask, answer.statusCode, await bodyOf(answer.body, ask.mostBytes));
        return ok({ status: answer.statusCode, headers: answer.headers, body });
      } catch (error) {
        const isTooLong = limit.aborted || causeCode(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
        if (isAnswering && isTooLong && ask.signal?.aborted !== true) ask.onTooLong?.();
        return err(networkFault(error, doing, signal));
      }
    },
    close: pool.close,
  };
}

/** Throws when the CAs can't be read. */
function openPool({ ca, caFile }: HttpClientOptions): Agent {
  const file = ca !== undefined || caFile === undefined ? undefined : readFileSync(caFile, 'utf8');
  return new Agent({
    connect: allowedConnector({
      ...(ca === undefined ? {} : { secureContext: trusting(ca()) }),
      ...(file === undefined ? {} : { ca: file }),
      lookup: allowedLookup,
      timeout: 5_000,
    }),
    keepAliveTimeout: 60_000,
    connections: 8,
    maxResponseSize: maxAnswerBytes,
    allowH2: false,
  });
}

/**
 * Gateways repeat the header they refuse, and what they say goes to windows and into the log: not the token. Data is left as
 * it is: a short token may stand in it as a word.
 */
function withoutSecrets({ headers, secrets = [] }: HttpAsk, status: number, body: string): string {
  if (status >= 200 && status < 300 && /^\s*[[{]/.test(body)) return body;
  const sent = headers?.authorization ?? '';
  return without([...secrets, sent, sent.slice(sent.lastIndexOf(' ') + 1)], body);
}

/** All of it, as text. Throws as the pool does when it is longer than `mostBytes`. */
async function bodyOf(body: Dispatcher.ResponseData['body'], mostBytes: number | undefined): Promise<string> {
  if (mostBytes === undefined) return body.text();
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    if (bytes > mostBytes) throw new errors.ResponseExceededMaxSizeError();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Addresses that are written out are not looked up: they are looked at before a connection is made. */
function allowedConnector(options: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector(options);
  return (to, callback) => {
    const refused = refusedHost(to.hostname);
    if (refused === null) return connect(to, callback);
    callback(Object.assign(new Error(refused), { code: 'ELINKLOCAL' }), null);
  };
}

/** Seconds or an HTTP date of a `Retry-After` header, in milliseconds. */
export function retryAfterMs(headers: HttpAnswer['headers'], nowMs: number): number | undefined {
  const header = headers['retry-after'];
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

/** A status that isn't success, as a Fault; `said` is what the service itself says of it, already without secrets. */
export function statusFault(answer: HttpAnswer, doing: Doing, said: string): Fault {
  const why = said === '' ? `it answered ${answer.status}` : `${said} (${answer.status})`;
  const base = {
    kind: 'fault' as const,
    message: `Could not ${doing.what}: ${doing.where}: ${why}.`,
    raw: answer.body.slice(0, 2_000),
  };
  const after = retryAfterMs(answer.headers, Date.now());
  const wait = after === undefined ? {} : { retryAfterMs: after };
  if (answer.status === 401) {
    return {
      ...base,
      cause: 'unauthenticated',
      retryable: false,
      hint: 'The token is wrong or expired: give a new one in the connection settings.',
    };
  }
  if (answer.status === 403)
    return { ...base, cause: 'forbidden', retryable: false, hint: 'Ask the owner of the service for the right.' };
  if (answer.status === 404) return { ...base, cause: 'not-found', retryable: false };
  if (answer.status === 409) return { ...base, cause: 'conflict', retryable: false };
  if (answer.status === 429 || answer.status === 420)
    return { ...base, cause: 'rate-limited', retryable: true, ...wait };
  if (answer.status >= 500) {
    // A server that failed may have done it first: a change is unknown until it is looked at.
    return { ...lost(doing, 'unavailable', `${doing.where}: ${why}`), raw: base.raw, ...wait };
  }
  return { ...base, cause: 'invalid', retryable: false };
}

/** What a token goes in, where there is one. */
export const bearer = (token: string | undefined): Readonly<Record<string, string>> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

/** JSON, or null when it isn't: a proxy's HTML page must not become an exception. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
