import type { LogKindsObserved } from '../contract/observed/logs.ts';
import { figure, noValue } from './format/figure.ts';
import type { LogReading } from './log-reading.ts';
import type { LogCounts } from './log-view.ts';
import type { Tone } from './tone.ts';

/** `412 a second, all shown`; and what is missing, which is never left unsaid. */
export function rateWords(kinds: LogKindsObserved | null, isBlind: boolean): string {
  if (kinds === null || isBlind) return `${noValue} a second`;
  const { perSecond, notShown, errorsNotShown, lost } = kinds;
  const errors = errorsNotShown === 0 ? 'no error' : `${figure(errorsNotShown)} errors`;
  return [
    `${figure(perSecond)} a second`,
    notShown === 0 ? 'all shown' : `${figure(notShown)} left out so far, ${errors} among them`,
    ...(lost === 0 ? [] : [`${figure(lost)} lost at the source`]),
  ].join(', ');
}

/** How much of the lines a filter leaves. */
export function matchWords({ matched, total, isDone }: LogCounts): string {
  if (!isDone) return `${figure(matched)} found, searching`;
  return matched === total ? `${figure(total)} lines` : `${figure(matched)} of ${figure(total)} lines`;
}

/** Why the lines stand still, and what waits meanwhile; null when they follow. */
export function heldWords(isPaused: boolean, isHeld: boolean, waiting: number): string | null {
  if (!isHeld) return null;
  return `${isPaused ? 'paused' : 'scrolled back'}, ${waiting === 0 ? 'nothing newer' : `${figure(waiting)} newer wait`}`;
}

export type LogSummary = {
  readonly tone: Tone;
  readonly text: string;
  /** Small, under it: what is missing of the logs; null where nothing is. */
  readonly note: string | null;
};

/**
 * The screen's summary in its head. Without the logs nothing is known, whatever was seen before. Read in part, a new kind is
 * as new as ever, and that there is none is not known.
 */
export function logSummary(kinds: LogKindsObserved | null, { isBlind, missing }: LogReading): LogSummary {
  if (isBlind || kinds === null) return { tone: 'unknown', text: 'logs not read', note: null };
  const seen = seenSummary(kinds);
  if (missing === null) return { ...seen, note: null };
  if (seen.tone === 'good') return { tone: 'unknown', text: 'read in part', note: missing };
  return { ...seen, note: `read in part: ${missing}` };
}

function seenSummary({ rows, fresh, others, isLossy }: LogKindsObserved): Omit<LogSummary, 'note'> {
  if (fresh > 0) return { tone: 'act', text: `${fresh} new ${fresh === 1 ? 'kind' : 'kinds'} since canary` };
  const more = rows.filter(({ mark }) => mark === 'more').length;
  if (more > 0) return { tone: 'watch', text: `${more} ${more === 1 ? 'kind grows' : 'kinds grow'}` };
  if (rows.some(({ mark }) => mark === 'seen')) return { tone: 'unknown', text: 'new or not, unknown' };
  // Among what is in no kind, and what was lost, there may be a new one.
  if (others > 0) return { tone: 'unknown', text: 'too many kinds to tell' };
  return isLossy ? { tone: 'unknown', text: 'read in part' } : { tone: 'good', text: 'nothing new' };
}

/** What stands where there is no kind of error to show. */
export function noKindsText(kinds: LogKindsObserved | null, { isBlind, missing }: LogReading): string {
  if (isBlind) return 'Nothing is known: the logs are not being read.';
  if (kinds === null) return 'Not read yet.';
  return missing === null && !kinds.isLossy
    ? 'No errors in the last 15 minutes.'
    : 'No errors in what is read of the last 15 minutes: a part is missing.';
}
