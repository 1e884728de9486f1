import type { ObservationBatch } from '../../contract/observations.ts';
import type { VendorObserved } from '../../contract/observed/outside.ts';
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
/** After so many missed intervals a value is unknown (product §7). */
const MISSED_INTERVALS = 3;

/** How long a vendor's page may be believed, launch time in ms: three of its own intervals. */
export function vendorFreshMs(latest: ObservationBatch | null, freshMs: number): number {
  const everyMs = latest?.sources.find(({ kind }) => kind === 'vendors')?.everyMs ?? 0;
  return Math.max(freshMs, everyMs > 0 ? MISSED_INTERVALS * everyMs : LEAST_FRESH_MS);
}

function rowOf(vendor: VendorObserved, now: number, freshMs: number, zone: string): VendorRow {
  const { id, title, page, silent } = vendor;
  const base = { id, title, readAt: page?.at ?? null };
  if (silent !== null) {
    const last = page === null ? '' : `, last: ${indicatorMark(page.indicator).word}`;
    const mark: Marked = { tone: 'unknown', word: 'no answer' };
    return { ...base, mark, text: `since ${minuteTime(silent.since, zone)}${last}` };
  }
  if (page === null) return { ...base, mark: { tone: 'unknown', word: 'not read yet' }, text: '' };
  const text = troublesOf(page).join('; ');
  if (!isFresh(page.at, now, freshMs))
    return { ...base, mark: { tone: 'unknown', word: 'unknown' }, text: `read ${minuteTime(page.at, zone)}` };
  const mark = indicatorMark(page.indicator);
  // A page whose summary says that all is well while something of it isn't is worth a look all the same.
  return { ...base, text, mark: mark.tone === 'good' && text !== '' ? { tone: 'watch', word: 'in part' } : mark };
}

export const vendorRows = (
  latest: ObservationBatch | null,
  now: number,
  freshMs: number,
  zone: string,
): readonly VendorRow[] =>
  (latest?.vendors ?? []).map((vendor) => rowOf(vendor, now, vendorFreshMs(latest, freshMs), zone));
