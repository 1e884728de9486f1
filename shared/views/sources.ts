import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { SourceState } from '#shared/contract/observed/source.ts';
import { isFresh } from './signals/freshness.ts';
import type { Tone } from './tone.ts';

export type SourceView = {
  readonly id: string;
  readonly title: string;
  readonly tone: Tone;
  /** How old its last answer is (ms of launch time); null where it never answered. */
  readonly ageMs: number | null;
  /** Said instead of an age when it isn't live. */
  readonly text: string | null;
  readonly fault: SourceState['fault'];
};

function view(source: SourceState, now: number): SourceView {
  const { id, title, seenAt, fault } = source;
  const ageMs = seenAt === null ? null : Math.max(0, now - seenAt);
  const base = { id, title, ageMs, fault };
  if (source.state === 'off') return { ...base, tone: 'unknown', text: 'off' };
  if (seenAt === null) return { ...base, tone: 'unknown', text: 'no answer yet' };
  if (source.state === 'failing') return { ...base, tone: 'act', text: 'failing' };
  if (source.state === 'stale') return { ...base, tone: 'unknown', text: 'stale' };
  return source.partial === null ? { ...base, tone: 'good', text: null } : { ...base, tone: 'watch', text: 'in part' };
}

/** What each source last answered. When nothing comes from the engine any more, all of them are unknown. */
export function sources(latest: ObservationBatch | null, now: number, freshMs: number): readonly SourceView[] {
  if (latest === null) return [];
  const isLive = isFresh(latest.at, now, freshMs);
  return latest.sources.map((source) => {
    const seen = view(source, now);
    return isLive ? seen : { ...seen, tone: 'unknown', text: 'stale' };
  });
}
