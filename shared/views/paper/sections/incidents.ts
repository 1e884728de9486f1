import { changeRows } from '../../change-rows.ts';
import { spoken } from '../../format/duration.ts';
import { incidentRows } from '../../incident-rows.ts';
import type { About } from '../about.ts';
import { alarm, heading, lines, quiet, section, strong, table } from '../blocks.ts';
import type { Row, Section } from '../paper.ts';

/** Incidents of the launch, open ones first (runbook §4.3). */
function incidents({ state, now, words }: About): readonly Row[] {
  return incidentRows(state, now).map(
    ({ entry, mark, by, ageMs }): Row => [
      { box: entry.resolvedAt === null ? 'open' : 'done' },
      lines(entry.resolvedAt === null ? alarm(mark.word) : mark.word),
      lines(strong(entry.title), quiet(entry.resolution)),
      lines(words.exactly(entry.declaredAt), by),
      entry.resolvedAt === null ? `open for ${spoken(ageMs)}` : `${words.exactly(entry.resolvedAt)}`,
    ],
  );
}

/** What others changed on watched objects since the freeze (reconciled 32). */
function changes({ state, words }: About): readonly Row[] {
  return changeRows(state).map(
    ({ at, object, manager, mark, fields }): Row => [
      words.exactly(at),
      lines(strong(object), `by ${manager}`),
      lines(alarm(mark.word), ...fields.map(({ name, from, to }) => `${name}: ${from} → ${to}`)),
    ],
  );
}

/** What went wrong, and what others did meanwhile. */
export const incidentsAndChanges = (about: About): Section =>
  section(
    'incidents',
    'Incidents and changes by others',
    [
      heading('Incidents'),
      table(['  4', 'Severity 14', 'What 40', 'Declared 24', 'Stands 18'], incidents(about)),
      heading('Changed by others on watched objects'),
      table(['When 22', 'What 34', 'Changed 44'], changes(about)),
    ],
    'flows',
  );
