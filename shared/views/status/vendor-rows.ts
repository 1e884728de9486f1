import type { ObservationBatch } from '../../contract/observations.ts';
import type { VendorObserved } from '../../contract/observed/outside.ts';
import { MISSED_INTERVALS } from '../../signals/sustained.ts';
import { minuteTime } from '../format/wall-time.ts';
import { isFresh } from '../signals/freshness.ts';
import type { Marked } from '../tone.ts';
import { indicatorMark, troublesOf } from './page-words.ts';

export type VendorRow = {
  readonly id: string;
  readonly title: string;
  readonly mark: Marked;
  /** What is the matter, or since when it says nothing and what it said last. */
  readonly text: string;
  readonly readAt: number | null;
};

/** Vendors' pages change slowly, and are read once a minute: so long while nobody says how often. */
const LEAST_FRESH_MS = 180_000;

/** How long a vendor's page may be believed, launch time in ms: three of its own intervals. */
export function vendorFreshMs(latest: ObservationBatch | null, freshMs: number): number {
  const everyMs = latest?.sources.find(({ kind }) => kind === 'vendors')?.everyMs ?? 0;
  return Math.max(freshMs, everyMs > 0 ? MISSED_INTERVALS * everyMs : LEAST_FRESH_MS);
}

/** A vendor in a word, wherever it is shown. `freshMs`: of {@link vendorFreshMs}. */
export function vendorMark({ page, silent }: VendorObserved, now: number, freshMs: number): Marked {
  if (silent !== null) return { tone: 'unknown', word: 'no answer' };
  if (page === null) return { tone: 'unknown', word: 'not read yet' };
  if (!isFresh(page.at, now, freshMs)) return { tone: 'unknown', word: 'unknown' };
  const mark = indicatorMark(page.indicator);
  // A page whose summary says that all is well while something of it isn't is worth a look all the same.
  return mark.tone === 'good' && troublesOf(page).length > 0 ? { tone: 'watch', word: 'in part' } : mark;
}

function textOf({ page, silent }: VendorObserved, now: number, freshMs: number, zone: string): string {
  if (silent !== null) {
    const last = page === null ? '' : `, last: ${indicatorMark(page.indicator).word}`;
    return `since ${minuteTime(silent.since, zone)}${last}`;
  }
  if (page === null) return '';
  return isFresh(page.at, now, freshMs) ? troublesOf(page).join('; ') : `read ${minuteTime(page.at, zone)}`;
}

export const vendorRows = (
  latest: ObservationBatch | null,
  now: number,
  freshMs: number,
  zone: string,
): readonly VendorRow[] => {
  const believedMs = vendorFreshMs(latest, freshMs);
  return (latest?.vendors ?? []).map((vendor) => ({
    ...{ id: vendor.id, title: vendor.title, readAt: vendor.page?.at ?? null },
    ...{ mark: vendorMark(vendor, now, believedMs), text: textOf(vendor, now, believedMs, zone) },
  }));
};
