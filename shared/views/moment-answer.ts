import { Temporal } from 'temporal-polyfill';
import { momentTrouble } from '#shared/domain/action/answer.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Question } from '#shared/domain/plan/launch-plan.ts';
import { spoken } from './format/duration.ts';

export type MomentAnswer = {
  /** Epoch ms; null while it isn't a moment. */
  readonly at: number | null;
  /** As it is answered: `2026-11-24T08:00:00Z`. */
  readonly iso: string;
  /** What choosing it means, or what is wrong with it. */
  readonly text: string;
  readonly isWrong: boolean;
};

const isoOf = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' });

/** A moment so many minutes before now, to the second. */
export const minutesBefore = (now: number, minutes: number): string => isoOf(now - minutes * 60_000);

function read(typed: string, now: number): number | null {
  const ago = /^\s*(\d{1,5})\s*m(?:in(?:utes?)?)?(?:\s*ago)?\s*$/.exec(typed)?.[1];
  if (ago !== undefined) return now - Number(ago) * 60_000;
  try {
    return Temporal.Instant.from(typed.trim()).epochMilliseconds;
  } catch {
    return null;
  }
}

/** Reads a moment as it was typed, with its zone or as `20 min ago`, and says what is lost by it (reconciled 22). */
export function momentAnswer(state: LaunchState, question: Question, typed: string, now: number): MomentAnswer {
  const at = read(typed, now);
  if (at === null)
    return {
      at,
      iso: typed,
      text: 'Write it like 2026-11-24T08:00:00Z, or "20 min ago".',
      isWrong: typed.trim() !== '',
    };
  const iso = isoOf(at);
  const trouble = momentTrouble(state, question, iso, now);
  if (trouble !== null) return { at, iso, text: trouble, isWrong: true };
  return {
    at,
    iso,
    text: `${spoken(now - at)} ago: what was written in these ${Math.ceil((now - at) / 60_000)} minutes is lost.`,
    isWrong: false,
  };
}
