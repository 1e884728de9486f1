import type { ProbeVerdict } from '#shared/domain/probe/verdict.ts';

export type Seen = {
  /** What the record says; undefined when nothing was ever recorded. */
  readonly recorded: ProbeVerdict | undefined;
  /** The run before this one. */
  readonly before: ProbeVerdict | undefined;
  readonly now: ProbeVerdict;
  /** A person asked for it. */
  readonly isDemanded: boolean;
};

/**
 * Whether a verdict is worth an entry in the record. Good is told at once, and so is what a person has asked for. Bad or
 * unknown has to be seen twice in a row, so that a probe that flaps doesn't flood the record; the very first word is told
 * at once unless it only says that nothing answered yet.
 */
export function tells({ recorded, before, now, isDemanded }: Seen): boolean {
  if (now === recorded) return false;
  if (now === 'good' || isDemanded) return true;
  if (recorded === undefined && now === 'bad') return true;
  // From good to bad, an unknown before it counts as well: both say that it isn't good any more.
  return recorded === 'good' ? before !== undefined && before !== 'good' : before === now;
}
