import type { ObservationBatch } from '../contract/observations.ts';
import { sources } from './sources.ts';

/** How the logs are read. */
export type LogReading = {
  /** They fail, are too old, or were never read: what was seen before tells nothing any more. */
  readonly isBlind: boolean;
  /** What isn't read of them, in the source's own words; null where nothing is missing, and where nothing is read. */
  readonly missing: string | null;
};

/** Read only in part, the logs still tell what is wrong, and never that nothing is. */
export function logReading(latest: ObservationBatch | null, now: number, freshMs: number): LogReading {
  const isLogs = ({ id }: { readonly id: string }): boolean => id === 'logs';
  const tone = sources(latest, now, freshMs).find(isLogs)?.tone;
  const isBlind = tone !== 'good' && tone !== 'watch';
  return { isBlind, missing: isBlind ? null : (latest?.sources.find(isLogs)?.partial ?? null) };
}
