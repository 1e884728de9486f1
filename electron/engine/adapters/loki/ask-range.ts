import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type HttpClient, maxAnswerBytes, parseJson, statusFault } from '../http/http-client.ts';
import { type LokiEntry, rangeEntries } from './loki-messages.ts';
import type { RangeAnswer, RangeAsk } from './range-reader.ts';

const LIMIT_MS = 10_000;
/** An answer of less than this share of what is taken, in bytes and time, leaves room for one of twice as many lines. */
const EASY_SHARE = 1 / 4;

/** The `Date` header leaves out parts of a second. */
const DATE_STEP_MS = 1000;

type Loki = {
  readonly http: HttpClient;
  /** Its address, without a slash at its end. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** LogQL. */
  readonly query: string;
  /** Told with each answer: by how much Loki's clock is ahead of this machine's, ms, to the second. */
  readonly onClock: (aheadMs: number) => void;
};

/** Asks Loki once for the lines of a range (`/loki/api/v1/query_range`). */
export async function askRange(loki: Loki, asked: RangeAsk, signal: AbortSignal): Promise<RangeAnswer> {
  const { start, end, limit, direction, mostBytes } = asked;
  const { http, base, headers, query } = loki;
  const times = { start: String(start), ...(end === undefined ? {} : { end: String(end) }) };
  const asking = new URLSearchParams({ query, ...times, limit: String(limit), direction });
  const doing = { what: 'read logs', where: `Loki at ${base}`, changes: false };
  let isTooLong = false;
  const sentAt = performance.now();
  const answer = await http.send(
    {
      ...{ method: 'GET', url: `${base}/loki/api/v1/query_range?${asking}`, headers, signal, timeoutMs: LIMIT_MS },
      ...(mostBytes === undefined ? {} : { mostBytes }),
      onTooLong: () => {
        isTooLong = true;
      },
    },
    doing,
  );
  if (isTooLong) return { kind: 'too-long' };
  if (!answer.ok) return { kind: 'failed', fault: answer.error };
  const { status, body } = answer.value;
  const date = Date.parse(String(answer.value.headers.date));
  if (Number.isFinite(date)) loki.onClock(date + DATE_STEP_MS - Date.now());
  if (status !== 200) return { kind: 'failed', fault: statusFault(answer.value, doing, saidOf(body)) };
  const entries = entriesOf(body, base);
  if (!entries.ok) return { kind: 'failed', fault: entries.error };
  const share = Math.max(body.length / maxAnswerBytes, (performance.now() - sentAt) / LIMIT_MS);
  return { kind: 'lines', entries: entries.value, isEasy: share < EASY_SHARE };
}

function entriesOf(body: string, base: string): Result<readonly LokiEntry[], Fault> {
  const entries = rangeEntries(body);
  if (entries !== null) return ok(entries);
  return err({
    ...{ kind: 'fault', cause: 'invalid', retryable: false },
    message: `Could not read logs: what answers at ${base} isn't Loki, or the query gives numbers, not lines.`,
    hint: 'Check the address and the query of Loki in the settings.',
  });
}

/** Loki's errors are a line of text, those of what stands before it may be JSON. */
function saidOf(body: string): string {
  const json = parseJson(body);
  const message = typeof json === 'object' && json !== null && 'message' in json ? String(json.message) : body;
  return message.trim().split('\n')[0]?.slice(0, 200) ?? '';
}
