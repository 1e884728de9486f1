import { dateOn, tZeroOn } from '#shared/domain/clock/moments.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { readTime } from './format/read-time.ts';

export type ActionItemDraft = {
  readonly title: string;
  readonly owner: PersonId | null;
  readonly dueAt: number | null;
  readonly isBlocking: boolean;
};

const DAY_MS = 86_400_000;

/** The next time the clock of the launch's zone shows these minutes after midnight. */
export function nextAt(minuteOfDay: number, now: number, zone: string): number | null {
  const today = tZeroOn(dateOn(now, zone), minuteOfDay, zone);
  if (today !== null && today > now) return today;
  return tZeroOn(dateOn(now + DAY_MS, zone), minuteOfDay, zone);
}

/** The one person a word names: their id, their last name, or the beginning of it. */
function personNamed(state: LaunchState, word: string): PersonId | null {
  const wanted = word.toLowerCase();
  const found = Object.values(state.roster.people).filter(
    ({ id, name }) =>
      id === wanted ||
      (
        name
          .toLowerCase()
          .split(/[\s.]+/)
          .at(-1) ?? ''
      ).startsWith(wanted),
  );
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

/**
 * An action item written in one line: `@okafor` is its owner, `10:30` its time, `!` blocks GO; all else is its title. A
 * name that fits nobody, or more than one, stays in the title.
 */
export function actionItemLine(state: LaunchState, line: string, now: number): ActionItemDraft {
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const title: string[] = [];
  let owner: PersonId | null = null;
  let dueAt: number | null = null;
  let isBlocking = false;
  for (const word of line.trim().split(/\s+/)) {
    const person = word.startsWith('@') && word.length > 1 ? personNamed(state, word.slice(1)) : null;
    const minute = readTime(word);
    if (person !== null) owner = person;
    else if (minute !== null) dueAt = nextAt(minute, now, zone);
    else if (word === '!') isBlocking = true;
    else title.push(word);
  }
  return { title: title.join(' '), owner, dueAt, isBlocking };
}
