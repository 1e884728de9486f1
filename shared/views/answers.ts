import type { PackVariable } from '#shared/contract/facts.ts';

/** What stands in the field of a question: what was typed, else the default. */
export function shownAnswer({ id, value }: PackVariable, answers: Readonly<Record<string, string>>): string {
  const typed = answers[id];
  if (typed !== undefined) return typed;
  return value === null ? '' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** Why an answer can't be taken, said after its question; null when it can. The pack's own rules look once more. */
export function answerTrouble({ type }: PackVariable, typed: string): string | null {
  if (typed.trim() === '') return 'is not answered yet.';
  switch (type) {
    case 'number':
      return Number.isFinite(Number(typed)) ? null : 'asks for a number.';
    case 'time-zone':
      return isZone(typed) ? null : 'asks for a time zone like Europe/Berlin.';
    case 'url':
      return /^https?:\/\/\S+$/.test(typed) ? null : 'asks for an address that begins with https://.';
    default:
      return null;
  }
}

/** The answer as the pack takes it. */
export function answerValue({ type }: PackVariable, typed: string): string | number | boolean {
  if (type === 'number') return Number(typed);
  return type === 'yes-no' ? typed === 'yes' : typed.trim();
}
