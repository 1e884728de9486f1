import { type DayThing, projection } from '../../projection.ts';
import type { About } from '../about.ts';
import { lines, quiet, section, strong, table, text } from '../blocks.ts';
import type { Cell, Row, Section } from '../paper.ts';

/** When a thing of the day is expected now, with what makes it late. */
function expected({ words }: About, thing: DayThing): Cell {
  if (thing.actualAt !== null) return '';
  if (thing.isOverdue) return quiet(thing.cause);
  const moved = thing.projectedAt === thing.plannedAt ? 'as planned' : words.at(thing.projectedAt);
  return lines(moved, thing.cause !== '' && quiet(thing.cause));
}

/** The day as planned, as it is expected now, and what has happened (runbook §1.1). */
export function day(about: About): Section {
  const { plan, state, now, words } = about;
  let last: string | undefined;
  const rows = projection(state, now)
    .things.filter((thing) => thing.kind === 'entry')
    .flatMap((thing): readonly Row[] => {
      const part = thing.entry?.section;
      const span = part !== undefined && part !== last ? [{ span: part }] : [];
      last = part;
      const row: Row = [
        { box: thing.actualAt === null ? 'open' : 'done' },
        thing.title,
        words.at(thing.plannedAt),
        expected(about, thing),
        thing.actualAt === null ? '' : strong(words.exactly(thing.actualAt)),
      ];
      return [...span, row];
    });
  return section('day', 'The day', [
    text(`Times in ${plan.timeZone}. T-0 ${words.inFull(state.clock.tZeroAt)}.`, 'quiet'),
    table(['  4', 'Entry 33', 'Planned 18', 'Expected now 23', 'Happened 22'], rows),
  ]);
}
