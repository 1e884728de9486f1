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

/** What of a post tells its trace on the page from that of an earlier one. */
export type Post = {
  /** When the last message before it went to the same channel, launch time; null where there was none. */
  readonly beforeAt: number | null;
  /** The status that it gives an incident, where the message before it gave another; else null. */
  readonly status: string | null;
};
const onlyPost: Post = { beforeAt: null, status: null };

const wordOf = (status: string): string => status.toLowerCase().replaceAll('_', ' ').trim();

/** Whether the page was written to by this post: later than the one before it, or with an incident in its status. */
function isWrittenBy(page: PageObserved, sinceReal: number, beforeReal: number | null, status: string | null): boolean {
  const written = writtenAt(page);
  if (written === null || written < sinceReal) return false;
  if (beforeReal === null || written > beforeReal) return true;
  return page.incidents.some(
    (one) => status !== null && (one.updatedAt ?? -Infinity) >= sinceReal && wordOf(one.status) === wordOf(status),
  );
}

/**
 * Whether the page, read back, shows what was posted at `sentAt` (launch time): it must have been written to since
 * shortly before, and not by the message before it. A page that doesn't say when it was written to proves nothing.
 */
export function seenOnPage(
  page: PageObserved | null,
  sentAt: number,
  now: number,
  clock: ClockFacts,
  { beforeAt, status }: Post = onlyPost,
): Marked {
  const isLate = now - sentAt > MISSING_AFTER_MS;
  if (page === null || page.at < sentAt)
    return isLate ? { tone: 'unknown', word: 'page not read since' } : { tone: 'watch', word: 'to be read back' };
  if (writtenAt(page) === null) return { tone: 'unknown', word: 'page gives no time' };
  const real = (at: number): number => clock.startedAtReal + (at - clock.startedAtLaunch) / clock.speed;
  const beforeReal = beforeAt === null ? null : real(beforeAt);
  if (isWrittenBy(page, real(sentAt) - POSTED_BEFORE_MS, beforeReal, status))
    return { tone: 'good', word: 'seen on the page' };
  return isLate ? { tone: 'act', word: 'not seen on the page' } : { tone: 'watch', word: 'not on the page yet' };
}
