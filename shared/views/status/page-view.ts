import type { ObservationBatch } from '../../contract/observations.ts';
import type { LaunchState } from '../../domain/launch/state.ts';
import { statusChannel } from '../../domain/publicity/status-channel.ts';
import { MISSED_INTERVALS } from '../../signals/sustained.ts';
import { isFresh } from '../signals/freshness.ts';
import type { Marked } from '../tone.ts';
import { indicatorMark, troublesOf } from './page-words.ts';

export type PageView = {
  /** Its own words, as a state; `unknown` when it wasn't read lately. */
  readonly mark: Marked;
  readonly readAt: number | null;
  /** Host of the page, as people know it. */
  readonly where: string | null;
  readonly troubles: readonly string[];
  readonly lastPost: { readonly at: number; readonly title: string } | null;
  /** Why it can't be read; null while it can. */
  readonly fault: string | null;
};

/** The page is read every half minute; after so long what it said is unknown, launch time. */
const LEAST_FRESH_MS = 90_000;

function lastPost({ launch, messages }: LaunchState): PageView['lastPost'] {
  const channel = launch === null ? null : statusChannel(launch.plan)?.id;
  const sent = messages.messages.filter((message) => message.channel === channel && message.sentAt !== null);
  const last = sent.toSorted((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0)).at(-1);
  if (last === undefined) return null;
  const title = launch?.plan.templates.find(({ id }) => id === last.template)?.title ?? last.template;
  return { at: last.sentAt ?? 0, title };
}

/** What the public is told just now, as it was read back. */
export function pageView(latest: ObservationBatch | null, state: LaunchState, now: number, freshMs: number): PageView {
  const page = latest?.publicStatus ?? null;
  const source = latest?.sources.find(({ kind }) => kind === 'status-page');
  const address = state.launch === null ? null : (statusChannel(state.launch.plan)?.address ?? null);
  const everyMs = source?.everyMs ?? 0;
  const base = {
    readAt: page?.at ?? null,
    where: /^https?:\/\/([^/]+)/.exec(address ?? '')?.[1] ?? null,
    lastPost: lastPost(state),
    fault: source?.state === 'failing' ? (source.fault?.message ?? null) : (source?.why ?? null),
  };
  const unknown: Marked = { tone: 'unknown', word: page === null ? 'not read' : 'unknown' };
  if (page === null || !isFresh(page.at, now, Math.max(freshMs, LEAST_FRESH_MS, MISSED_INTERVALS * everyMs)))
    return { ...base, mark: unknown, troubles: page === null ? [] : [`last read: ${page.description}`] };
  const { tone } = indicatorMark(page.indicator);
  const troubles = troublesOf(page);
  // An open incident need not change the page's word for the whole.
  const isTold = tone === 'good' && troubles.length > 0;
  return { ...base, mark: { tone: isTold ? 'watch' : tone, word: page.description }, troubles };
}
