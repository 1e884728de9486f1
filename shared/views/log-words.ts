import type { LogKindsObserved } from '../contract/observed/logs.ts';
import { figure, noValue } from './format/figure.ts';
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

/** The screen's summary in its head. Without the logs nothing is known, whatever was seen before. */
export function logSummary(
  kinds: LogKindsObserved | null,
  isBlind: boolean,
): { readonly tone: Tone; readonly text: string } {
  if (isBlind || kinds === null) return { tone: 'unknown', text: 'logs not read' };
  if (kinds.fresh > 0)
    return { tone: 'act', text: `${kinds.fresh} new ${kinds.fresh === 1 ? 'kind' : 'kinds'} since canary` };
  const more = kinds.rows.filter(({ mark }) => mark === 'more').length;
  if (more > 0) return { tone: 'watch', text: `${more} ${more === 1 ? 'kind grows' : 'kinds grow'}` };
  const seen = kinds.rows.some(({ mark }) => mark === 'seen');
  return seen ? { tone: 'unknown', text: 'new or not, unknown' } : { tone: 'good', text: 'nothing new' };
}
