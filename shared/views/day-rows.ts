import type { LaunchState } from '#shared/domain/launch/state.ts';
import { type DayThing, isWord, type Projection, projection } from './projection.ts';

/**
 * The rows of the day, by planned time, each thing once: a gate, a list or a checkpoint that an entry of the runbook's
 * day stands for is shown as that entry.
 */
export function dayRowsOf({ things }: Projection): readonly DayThing[] {
  const entries = things.filter(({ kind }) => kind === 'entry');
  const isTold = (thing: DayThing): boolean =>
    entries.some(({ entry, plannedAt }) => {
      if (entry === undefined) return false;
      if (thing.kind === 'gate') return entry.gate === thing.id;
      if (thing.kind === 'checklist') return entry.checklist === thing.id;
      return thing.kind === 'checkpoint' && isWord(entry) && plannedAt === thing.plannedAt;
    });
  return things.filter((thing) => !isTold(thing)).toSorted((a, b) => a.plannedAt - b.plannedAt);
}

export const dayRows = (state: LaunchState, now: number): readonly DayThing[] => dayRowsOf(projection(state, now));
