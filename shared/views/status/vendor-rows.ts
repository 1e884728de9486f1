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

/** Vendors' pages change slowly, and are read once a minute. */
const LEAST_FRESH_MS = 180_000;

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
  if (!isFresh(page.at, now, Math.max(freshMs, LEAST_FRESH_MS)))
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
): readonly VendorRow[] => (latest?.vendors ?? []).map((vendor) => rowOf(vendor, now, freshMs, zone));
