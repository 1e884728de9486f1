import { readFileSync } from 'node:fs';
import { Agent } from 'undici';
import { backOffMs } from '#shared/lib/back-off.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { bearer, createHttpClient } from '../http/http-client.ts';
import { createLazyPool, type LazyPool } from '../http/lazy-pool.ts';
import type { LogListener, LogPort } from '../logs/port.ts';
import { pause } from '../outcome.ts';
import { askRange } from './ask-range.ts';
import { type LokiEntry, tailMessage } from './loki-messages.ts';
import { RangeReader } from './range-reader.ts';
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
/** Lines that a tail may begin with. */
const tailLines = 5_000;
const mostMessageBytes = 32 * 1024 * 1024;

/** Lines of the services' pods, by the labels that collectors give them. */
const podsQuery = (namespace: string, apps: readonly string[]): string =>
  `{namespace="${namespace}",app=~"${apps.join('|')}"}`;

/**
 * Loki over HTTP and its live tail (Loki's HTTP API: `query_range`, `tail`). The tail alone promises no completeness, so
 * what was missed is asked for by range first, and what comes twice is told once.
 */
export function createLoki(settings: LokiSettings, namespace: string): LogPort {
  const http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
  // A dispatcher of its own: the other one refuses long answers, and a tail never ends.
  const sockets = createLazyPool(() => {
    const ca = settings.caFile === undefined ? {} : { ca: readFileSync(settings.caFile, 'utf8') };
    return new Agent({ connect: { ...ca, timeout: 5_000 }, webSocket: { maxPayloadSize: mostMessageBytes } });
  });
  return {
    title: 'loki',
    everyMs,
    follow: (apps, listener, signal) =>
      new LokiLogs({ http, sockets, settings, query: settings.query ?? podsQuery(namespace, apps), listener }).run(
        signal,
      ),
    close: async () => {
      await Promise.all([http.close(), sockets.close()]);
    },
  };
}

/** What is missing, in words, and until when that is said (`performance.now()`). */
type Missing = { readonly text: string; readonly until: number };

type Parts = {
  readonly http: ReturnType<typeof createHttpClient>;
  readonly sockets: LazyPool;
  readonly settings: LokiSettings;
  readonly query: string;
  readonly listener: LogListener;
};

class LokiLogs {
  readonly #parts: Parts;
  readonly #seen: SeenLines;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #base: string;
  readonly #ranges: RangeReader;
  /** Lines that were not read: said for as long as the screens show that time. */
  #gap: Missing | null = null;
  #steppedOver: (Missing & { readonly lines: number }) | null = null;
  /** The last tail was cut before it told anything new: what it begins with may be too long. */
  #isCut = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { token, tenant, url } = parts.settings;
    this.#base = url.replace(/\/+$/, '');
    this.#headers = {
      ...bearer(token),
      ...(tenant === undefined ? {} : { 'x-scope-orgid': tenant }),
    };
    const source = `loki ${this.#base} ${tenant ?? ''} ${parts.query}`;
    this.#seen = parts.listener.places.of(source, seenSince);
    const loki = {
      ...{ http: parts.http, query: parts.query, base: this.#base, headers: this.#headers },
      onClock: (aheadMs: number): void => {
        this.#seen.aheadMs = aheadMs;
      },
    };
    this.#ranges = new RangeReader((asked, signal) => askRange(loki, asked, signal));
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
    const { listener, sockets, query } = this.#parts;
    const open = sockets.agent();
    if (!open.ok) return { fault: open.error, openMs: 0 };
    const url = new URL(`${this.#base}/loki/api/v1/tail`);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const from = { start: this.#tailStart(), limit: String(tailLines), delay_for: '0' };
    url.search = String(new URLSearchParams({ query, ...from }));
    let isNew = false;
    const end = await followTail({
      ...{ url: url.href, headers: this.#headers, dispatcher: open.value, signal },
      onAlive: () => listener.onState({ kind: 'live', partial: this.#partial() }),
      onMessage: (text) => {
        const message = tailMessage(text);
        if (message === null) return;
        if (this.#tell(message.entries) > 0) isNew = true;
        if (message.lost > 0) listener.onLost(message.lost);
      },
    });
    this.#isCut = end.why === 'closed' && end.code === 1006 && !isNew;
    return { fault: isPlanned(end) ? null : tailFault(this.#base, end), openMs: end.openMs };
  }

  /** The seconds before are told again, as lines come out of order; not where they may be what cuts the tail, as they were just read. */
  #tailStart(): string {
    const { last } = this.#seen;
    if (this.#isCut && last !== null) return String(BigInt(last) + 1n);
    return this.#seen.resumeFrom() ?? nanoseconds(Date.now());
  }

  /** Asks for what came since the last line, or the backlog at first. */
  async #catchUp(signal: AbortSignal): Promise<Result<null, Fault>> {
    const recent = nanoseconds(Date.now() + this.#seen.aheadMs - backlogMs);
    const from = this.#seen.resumeFrom();
    if (from === null) return this.#readBacklog(recent, signal);
    const told = {
      tell: (entries: readonly LokiEntry[]) => void this.#tell(entries),
      stepOver: (at: bigint) => this.#stepOver(at),
    };
    const isAll = await this.#ranges.all(BigInt(from), told, signal);
    if (!isAll.ok) return isAll;
    const since = clockTime(this.#seen.last ?? from);
    if (isAll.value) this.#seen.reach(recent);
    else this.#gap = missing(`after a break, lines since ${since} were left out: too many to catch up with`);
    return ok(null);
  }

  async #readBacklog(start: string, signal: AbortSignal): Promise<Result<null, Fault>> {
    const found = await this.#ranges.last(backlog, BigInt(start), signal);
    if (!found.ok) return found;
    const { entries, isWhole } = found.value;
    this.#tell(entries);
    const before = entries[0] === undefined ? '' : ` ${clockTime(entries[0].nanoseconds)}`;
    if (!isWhole) this.#gap = missing(`lines from before${before} were not read: too long to be taken`);
    // Whatever comes after a break is caught up with from now on, even where there was no line yet.
    this.#seen.reach(start);
    return ok(null);
  }

  #stepOver(at: bigint): void {
    this.#seen.reach(String(at));
    const lines = (isSaid(this.#steppedOver) ? this.#steppedOver.lines : 0) + 1;
    const which = lines === 1 ? '1 line was' : `${lines} lines were`;
    const when = `${lines === 1 ? 'at' : 'the last at'} ${clockTime(String(at))}`;
    this.#steppedOver = { ...missing(`at least ${which} stepped over, ${when}: too long to be taken`), lines };
  }

  #partial(): string | null {
    const texts = [this.#gap, this.#steppedOver].filter(isSaid).map(({ text }) => text);
    return texts.length === 0 ? null : texts.join('; ');
  }

  /** @returns how many of them were new */
  #tell(entries: readonly LokiEntry[]): number {
    const fresh = entries.filter((entry) => this.#seen.isNew(entry));
    for (const entry of fresh) this.#parts.listener.onEntry(entry);
    return fresh.length;
  }
}

/** What was read from another source up to then is not told again. */
const seenSince = (ms: number | null): SeenLines =>
  new SeenLines(ms === null ? null : `${Math.max(ms, Date.now() - backlogMs)}999999`);

const nanoseconds = (ms: number): string => `${Math.round(ms)}000000`;
const clockTime = (at: string): string => `${new Date(Number(at.slice(0, -6))).toISOString().slice(11, 19)} UTC`;

const missing = (text: string): Missing => ({ text, until: performance.now() + backlogMs });
const isSaid = <M extends Missing>(one: M | null): one is M => one !== null && performance.now() < one.until;

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
