import type { ClockFacts } from '../../contract/facts.ts';
import type { PageObserved } from '../../contract/observed/outside.ts';
import type { Marked } from '../tone.ts';

/** After so long a post that the page doesn't show is said to be missing, launch time. */
const MISSING_AFTER_MS = 120_000;
/** People post first and say so afterwards: what the page shows may be so much older, real time. */
const POSTED_BEFORE_MS = 15 * 60_000;

/** When the page itself says that it was written to last, real time; null where it doesn't. */
const writtenAt = ({ changedAt, incidents }: PageObserved): number | null => {
  const moments = [changedAt, ...incidents.map(({ updatedAt }) => updatedAt)].filter((at) => at !== null);
  return moments.length === 0 ? null : Math.max(...moments);
};

/**
 * Whether the page, read back, shows what was posted at `sentAt` (launch time): it must have been written to since
 * shortly before. A page that doesn't say when it was written to proves nothing.
 */
export function seenOnPage(page: PageObserved | null, sentAt: number, now: number, clock: ClockFacts): Marked {
  const isLate = now - sentAt > MISSING_AFTER_MS;
  if (page === null || page.at < sentAt)
    return isLate ? { tone: 'unknown', word: 'page not read since' } : { tone: 'watch', word: 'to be read back' };
  const written = writtenAt(page);
  if (written === null) return { tone: 'unknown', word: 'page gives no time' };
  const sentReal = clock.startedAtReal + (sentAt - clock.startedAtLaunch) / clock.speed;
  if (written >= sentReal - POSTED_BEFORE_MS) return { tone: 'good', word: 'seen on the page' };
  return isLate ? { tone: 'act', word: 'not seen on the page' } : { tone: 'watch', word: 'not on the page yet' };
}
