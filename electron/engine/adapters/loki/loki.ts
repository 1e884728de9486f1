import { readFileSync } from 'node:fs';
import { Agent } from 'undici';
import { backOffMs } from '#shared/lib/back-off.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { bearer, createHttpClient, parseJson, statusFault } from '../http/http-client.ts';
import type { LogListener, LogPort } from '../logs/port.ts';
import { pause } from '../outcome.ts';
import { type LokiEntry, rangeEntries, tailMessage } from './loki-messages.ts';
import { SeenLines } from './seen-lines.ts';
import { followTail, type TailEnd } from './tail.ts';

export type LokiSettings = {
  readonly url: string;
  readonly token?: string | undefined;
  readonly tenant?: string | undefined;
  readonly query?: string | undefined;
  readonly caFile?: string | undefined;
  /** Why it can't be asked at all. */
  readonly lacks?: Fault | undefined;
};

const everyMs = 5_000;
const reconnectMs = 1_000;
/** A tail that was open for less was no tail: Loki let it open, and no more. */
const settledMs = 5_000;
/** Lines of before that are read at first. */
const backlog = 1_000;
const backlogMs = 15 * 60_000;
/** Lines asked for at once (Loki gives 5,000 at most as it comes), and how often in a row to catch up after a break. */
const pageLines = 5_000;
const mostPages = 4;
const mostMessageBytes = 32 * 1024 * 1024;

/** Lines of the services' pods, by the labels that collectors give them. */
const podsQuery = (namespace: string, apps: readonly string[]): string =>
  `{namespace="${namespace}",app=~"${apps.join('|')}"}`;

/**
 * Loki over HTTP and its live tail (Loki's HTTP API: `query_range`, `tail`). The tail alone promises no completeness, so
 * what was missed is asked for by range first, and what comes twice is told once. Throws when the CA file can't be read.
 */
export function createLoki(settings: LokiSettings, namespace: string): LogPort {
  const http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
  // A dispatcher of its own: the other one refuses long answers, and a tail never ends.
  const ca = settings.caFile === undefined ? {} : { ca: readFileSync(settings.caFile, 'utf8') };
  const sockets = new Agent({ connect: { ...ca, timeout: 5_000 }, webSocket: { maxPayloadSize: mostMessageBytes } });
  return {
    title: 'loki',
    everyMs,
    follow: (apps, listener, signal) =>
      new LokiLogs({ http, sockets, settings, query: settings.query ?? podsQuery(namespace, apps), listener }).run(
        signal,
      ),
    close: async () => {
      await Promise.all([http.close(), sockets.destroy()]);
    },
  };
}

type Parts = {
  readonly http: ReturnType<typeof createHttpClient>;
  readonly sockets: Agent;
  readonly settings: LokiSettings;
  readonly query: string;
  readonly listener: LogListener;
};

class LokiLogs {
  readonly #parts: Parts;
  readonly #seen = new SeenLines();
  readonly #headers: Readonly<Record<string, string>>;
  readonly #base: string;
  /** Lines that were not read: said for as long as the screens show that time. */
  #gap: { readonly text: string; readonly until: number } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { token, tenant, url } = parts.settings;
    this.#base = url.replace(/\/+$/, '');
    this.#headers = {
      ...bearer(token),
      ...(tenant === undefined ? {} : { 'x-scope-orgid': tenant }),
    };
  }

  async run(signal: AbortSignal): Promise<void> {
    const { listener } = this.#parts;
    for (let failures = 0; !signal.aborted; ) {
      const { fault, openMs } = await this.#once(signal);
      if (signal.aborted) return;
      if (openMs >= settledMs) failures = 0;
      failures = fault === null ? 0 : failures + 1;
      const waitMs = fault === null ? reconnectMs : backOffMs(failures, reconnectMs, fault, Math.random());
      if (fault !== null) listener.onState({ kind: 'failing', fault, retryInMs: waitMs });
      await pause(waitMs, signal);
    }
  }

  /** Reads what was missed, then the tail until it ends. No fault when it ended as tails do. */
  async #once(signal: AbortSignal): Promise<{ readonly fault: Fault | null; readonly openMs: number }> {
    const caught = await this.#catchUp(signal);
    if (!caught.ok) return { fault: caught.error, openMs: 0 };
    const start = this.#seen.resumeFrom() ?? nanoseconds(Date.now());
    const url = new URL(`${this.#base}/loki/api/v1/tail`);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.search = String(
      new URLSearchParams({ query: this.#parts.query, start, limit: String(pageLines), delay_for: '0' }),
    );
    const { listener, sockets } = this.#parts;
    const live = (): void =>
      listener.onState({
        kind: 'live',
        partial: this.#gap !== null && performance.now() < this.#gap.until ? this.#gap.text : null,
      });
    const end = await followTail({
      ...{ url: url.href, headers: this.#headers, dispatcher: sockets, signal },
      onAlive: live,
      onMessage: (text) => {
        const message = tailMessage(text);
        if (message === null) return;
        this.#tell(message.entries);
        if (message.lost > 0) listener.onLost(message.lost);
      },
    });
    return { fault: isPlanned(end) ? null : tailFault(this.#base, end), openMs: end.openMs };
  }

  /** Asks for what came since the last line, or the backlog at first. */
  async #catchUp(signal: AbortSignal): Promise<Result<null, Fault>> {
    const from = this.#seen.resumeFrom();
    if (from === null) {
      const start = nanoseconds(Date.now() - backlogMs);
      const found = await this.#range({ start, limit: String(backlog), direction: 'backward' }, signal);
      if (found.ok) this.#tell(found.value);
      return found.ok ? ok(null) : found;
    }
    for (let page = 0, start = from; page < mostPages; page += 1) {
      const found = await this.#range({ start, limit: String(pageLines), direction: 'forward' }, signal);
      if (!found.ok) return found;
      this.#tell(found.value);
      if (found.value.length < pageLines) return ok(null);
      start = found.value.at(-1)?.nanoseconds ?? start;
    }
    const at = new Date(Number(this.#seen.last?.slice(0, -6))).toISOString().slice(11, 19);
    const text = `after a break, lines since ${at} UTC were left out: too many to catch up with`;
    this.#gap = { text, until: performance.now() + backlogMs };
    return ok(null);
  }

  async #range(
    more: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<readonly LokiEntry[], Fault>> {
    const doing = { what: 'read logs', where: `Loki at ${this.#base}`, changes: false };
    const url = `${this.#base}/loki/api/v1/query_range?${new URLSearchParams({ query: this.#parts.query, ...more })}`;
    const answer = await this.#parts.http.send({ method: 'GET', url, headers: this.#headers, signal }, doing);
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return err(statusFault(answer.value, doing, saidOf(answer.value.body)));
    const entries = rangeEntries(answer.value.body);
    if (entries !== null) return ok(entries);
    return err({
      ...{ kind: 'fault', cause: 'invalid', retryable: false },
      message: `Could not ${doing.what}: what answers at ${this.#base} isn't Loki, or the query gives numbers, not lines.`,
      hint: 'Check the address and the query of Loki in the settings.',
    });
  }

  #tell(entries: readonly LokiEntry[]): void {
    for (const entry of entries) if (this.#seen.isNew(entry)) this.#parts.listener.onEntry(entry);
  }
}

const nanoseconds = (ms: number): string => `${Math.round(ms)}000000`;

/** Loki's errors are a line of text, those of what stands before it may be JSON. */
function saidOf(body: string): string {
  const json = parseJson(body);
  const message = typeof json === 'object' && json !== null && 'message' in json ? String(json.message) : body;
  return message.trim().split('\n')[0]?.slice(0, 200) ?? '';
}

/**
 * Loki upgrades whatever comes, and refuses then (too many tails, a wrong query) with 1011 and a reason. It ends a tail that
 * has become too old (`tail_max_duration`, an hour) with the same code.
 */
const isPlanned = ({ why, code, said, openMs }: TailEnd): boolean =>
  why === 'closed' && openMs >= settledMs && (code === 1000 || code === 1001 || said.includes('max duration'));

function tailFault(base: string, { why, said, code }: TailEnd): Fault {
  const words = {
    silent: 'it has not answered for 15 s',
    closed:
      said === '' ? `it closed the connection (code ${code})` : `it closed the connection (${said.slice(0, 200)})`,
    refused: 'it refuses the live tail, although it answers queries',
  }[why];
  const hint = 'A live tail needs WebSockets on the way to Loki, and one tenant alone: check the proxy and the tenant.';
  return {
    ...{ kind: 'fault', cause: why === 'silent' ? 'timeout' : 'unavailable', retryable: true },
    message: `Could not follow the logs of Loki at ${base}: ${words}.`,
    ...(why === 'refused' ? { hint } : {}),
  };
}
