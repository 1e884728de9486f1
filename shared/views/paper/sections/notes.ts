import { actionItemRows } from '../../incident-rows.ts';
import type { About } from '../about.ts';
import { alarm, blank, heading, lines, section, strong, table } from '../blocks.ts';
import type { Row, Section } from '../paper.ts';

/** Action items with owner and time; one that blocks GO says so (reconciled 29). */
function items({ state, now, words }: About): readonly Row[] {
  const kept = actionItemRows(state, now).map(({ entry, owner, isLate }): Row => {
    const due = words.at(entry.dueAt);
    return [
      { box: entry.closedAt === null ? 'open' : 'done' },
      lines(strong(entry.title), entry.isBlocking && entry.closedAt === null && alarm('blocks GO')),
      owner,
      isLate ? alarm(`${due}, late`) : due,
    ];
  });
  // Those of the time before they had an owner and a time are notes.
  const noted = state.notes.notes
    .filter((note) => note.kind === 'action-item')
    .map((note): Row => [{ box: 'open' }, note.text, `noted by ${words.name(note.by)}`, words.exactly(note.at)]);
  return [...kept, ...noted];
}

/** Action items and notes (runbook §5.2 "Scribe"), with room for more. */
export function notes(about: About): Section {
  const { state, words } = about;
  const rows = state.notes.notes
    .filter((note) => note.kind === 'note')
    .map((note): Row => [words.exactly(note.at), words.name(note.by), note.text]);
  const free: readonly Row[] = Array.from({ length: 6 }, () => [blank('time'), blank('who'), blank('what')]);
  return section(
    'notes',
    'Action items and notes',
    [
      heading('Action items'),
      table(['  4', 'What 52', 'Owner 22', 'Due 22'], items(about)),
      heading('Notes'),
      table(['When 20', 'Who 20', 'What 60'], rows),
      heading('By hand'),
      table(['When 20', 'Who 20', 'What 60'], free),
    ],
    'flows',
  );
}
