import { dryRunRows, findingsToTell, type ProcedureId } from '../../dry-run-standing.ts';
import type { About } from '../about.ts';

/** How the last dry run of a procedure went, with what of it stands in the way; it is evidence (reconciled 26). */
export function dryRunWords({ state, words }: About, procedure: ProcedureId): readonly string[] {
  const row = dryRunRows(state).find((one) => one.procedure === procedure);
  if (row === undefined) return [];
  if (row.last === null) return ['Dry run: never.'];
  const { endedAt, by } = row.last;
  const when = endedAt === null ? '' : `, ${words.exactly(endedAt)}`;
  const wrong = findingsToTell(row.last).told.filter(({ state: is }) => is === 'act' || is === 'unknown');
  return [
    `Dry run: ${row.word}${when}, asked for by ${words.name(by)}.${row.whyNot === null ? '' : ` It doesn’t count for GO: ${row.whyNot}.`}`,
    ...wrong.map(({ title, text }) => `Dry run, ${title}: ${text}`),
  ];
}
