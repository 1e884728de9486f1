import type { WorldDatabase } from '../world/world.ts';

export type QueryAnswer = { readonly text: string; readonly isError: boolean };

const MINUTE_MS = 60_000;
/** The newest row is a few seconds old: somebody writes all the time. */
const NEWEST_ROW_AGE_MS = 12_000;

/** What a statement answers about data of a moment: row counts grow with launch time. */
export function query(
  database: WorldDatabase,
  dataAtMs: number,
  startMs: number,
  sql: string,
  isBare: boolean,
): QueryAnswer {
  const parts = sql
    .split(';')
    .map((part) => part.trim().replaceAll(/\s+/g, ' '))
    .filter((part) => part !== '');
  const answers: string[] = [];
  for (const part of parts) {
    const answer = statement(database, dataAtMs, startMs, part);
    if ('error' in answer) return { text: `${answers.join('')}ERROR:  ${answer.error}\n`, isError: true };
    answers.push(isBare ? `${answer.value}\n` : table(answer.column, answer.value));
  }
  return { text: answers.join(''), isError: false };
}

type Answer = { readonly column: string; readonly value: string } | { readonly error: string };

function statement(database: WorldDatabase, dataAtMs: number, startMs: number, sql: string): Answer {
  if (/^select 1$/i.test(sql)) return { column: '?column?', value: '1' };
  const [, what = '', name = ''] = /^select (count\(\*\)|max\(created_at\)) from (\w+)$/i.exec(sql) ?? [];
  if (what === '') return { error: `this database answers counts and newest rows of its tables alone: ${sql}` };
  const rows = database.tables.find((each) => each.name === name);
  if (rows === undefined) return { error: `relation "${name}" does not exist` };
  if (/^count/i.test(what)) {
    const grown = Math.round(((dataAtMs - startMs) / MINUTE_MS) * rows.perMinute);
    return { column: 'count', value: String(Math.max(0, rows.rows + grown)) };
  }
  const newest = new Date(dataAtMs - NEWEST_ROW_AGE_MS).toISOString();
  return { column: 'max', value: newest.replace('T', ' ').replace('Z', '+00') };
}

/** One column and one row, as psql draws them. */
function table(column: string, value: string): string {
  const width = Math.max(column.length, value.length);
  const middle = column.padStart(Math.ceil((width + column.length) / 2)).padEnd(width);
  return ` ${middle} \n${'-'.repeat(width + 2)}\n ${value.padStart(width)}\n(1 row)\n\n`;
}
