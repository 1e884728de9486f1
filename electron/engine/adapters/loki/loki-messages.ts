import { z } from 'zod';
import { levelOfWord } from '#shared/views/log-level.ts';
import { parseJson } from '../http/http-client.ts';
import { cutLine } from '../logs/line-cutter.ts';
import type { LogEntry } from '../logs/port.ts';

/** One line: its time in nanoseconds since 1970 as text, and itself; newer servers add what they know of it. */
const Value = z.tuple([z.string(), z.string()]).rest(z.unknown());
const Stream = z.object({ stream: z.record(z.string(), z.string()), values: z.array(Value) });

/** A message of `/loki/api/v1/tail`. */
const Tail = z.object({
  streams: z.array(Stream).nullish(),
  dropped_entries: z.array(z.unknown()).nullish(),
});
/** The answer of `/loki/api/v1/query_range` to a query for lines. */
const Range = z.object({
  status: z.literal('success'),
  data: z.object({ resultType: z.literal('streams'), result: z.array(Stream) }),
});

/** A line of Loki, with its exact time: what tells it from others. */
export type LokiEntry = LogEntry & { readonly nanoseconds: string };

/** What collectors call the pod and its app; the first that is there. */
const podLabels = ['pod', 'pod_name', 'k8s_pod_name', 'instance', 'host', 'filename'];
const appLabels = ['app', 'app_kubernetes_io_name', 'service_name', 'container', 'job'];
const levelLabels = ['level', 'severity', 'detected_level'];

const labelled = (labels: Readonly<Record<string, string>>, names: readonly string[]): string | undefined =>
  names.map((name) => labels[name]).find((value) => value !== undefined && value !== '');

function entriesOf(streams: readonly z.infer<typeof Stream>[]): LokiEntry[] {
  const entries: LokiEntry[] = [];
  for (const { stream: labels, values } of streams) {
    const pod = labelled(labels, podLabels) ?? 'unknown';
    const app = labelled(labels, appLabels) ?? null;
    const level = levelOfWord(labelled(labels, levelLabels) ?? '');
    for (const [nanoseconds, line] of values) {
      const atMs = Number(nanoseconds.slice(0, -6));
      entries.push({ nanoseconds, atMs, pod, app, level, text: cutLine(line) });
    }
  }
  // Streams come one after the other; lines are wanted in the order of their time.
  return streams.length === 1 && isAscending(entries) ? entries : entries.sort(byTime);
}

const byTime = (a: LokiEntry, b: LokiEntry): number => compareNanoseconds(a.nanoseconds, b.nanoseconds);
const isAscending = (entries: readonly LokiEntry[]): boolean => {
  const [first, last] = [entries[0], entries.at(-1)];
  return first === undefined || last === undefined || byTime(first, last) <= 0;
};

/** As numbers, which they are too big to be. */
export const compareNanoseconds = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;

/** A message of the live tail, oldest line first; null when it is none. */
export function tailMessage(text: string): { readonly entries: readonly LokiEntry[]; readonly lost: number } | null {
  const message = Tail.safeParse(parseJson(text));
  if (!message.success) return null;
  return { entries: entriesOf(message.data.streams ?? []), lost: message.data.dropped_entries?.length ?? 0 };
}

/** Lines of a range, oldest first; null when the answer isn't one. */
export function rangeEntries(body: string): readonly LokiEntry[] | null {
  const answer = Range.safeParse(parseJson(body));
  return answer.success ? entriesOf(answer.data.data.result) : null;
}
