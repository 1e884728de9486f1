import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type ChainEnds, decodeChecked } from './chain.ts';
import type { Connection } from './connection.ts';
import { BrokenLog, diskFault } from './faults.ts';
import type { Recorded } from './record.ts';
import { decode, headerOf, rowColumns, type StoredRow } from './row.ts';

/** Rows fetched at once. A page is read whole, so no statement stays open that would keep the log from writing. */
const pageRows = 500;

const pageSql = `SELECT ${rowColumns} FROM event WHERE position > ? ORDER BY position LIMIT ${pageRows}`;
const commandSql = `SELECT ${rowColumns} FROM event WHERE command_id = ? ORDER BY idx`;
const redactedSql =
  'SELECT 1 FROM redaction JOIN event USING (position) WHERE position = ? AND salt IS NULL AND data IS NULL';
const consolesSql = 'SELECT id FROM console ORDER BY id';
const endSql =
  'SELECT console_seq, hash FROM event WHERE console = ? AND position <= ? ORDER BY console_seq DESC LIMIT 1';

export type Reader = {
  /** Events after `afterPosition` in the file's order, chain checked. Throws {@link BrokenLog} where it is broken. */
  events(afterPosition?: number): IterableIterator<Recorded>;
  /** The same without checking: for lists on the screen, never to build state from. */
  eventsUnchecked(afterPosition?: number): IterableIterator<Recorded>;
  /** Gives each event after `afterPosition` to `visit`, chain checked; a broken place or a bad disk is a fault. */
  replay(afterPosition: number, visit: (event: Recorded) => void): Result<number, Fault>;
  /** The events that a command left, in order; empty when it left none. */
  ofCommand(commandId: string): readonly Recorded[];
};

export function readerOf(connection: Connection): Reader {
  function* pages(afterPosition: number): IterableIterator<readonly StoredRow[]> {
    let last = afterPosition;
    for (;;) {
      const page = connection.statement<[number], StoredRow>(pageSql).raw(true).all(last);
      yield page;
      const end = page.at(-1);
      if (end === undefined || page.length < pageRows) return;
      last = end[0];
    }
  }

  const isRedacted = (position: number): boolean =>
    connection.statement<[number], unknown>(redactedSql).get(position) !== undefined;

  const endsAt = (position: number): ChainEnds => {
    const ends: ChainEnds = new Map();
    if (position === 0) return ends;
    for (const { id } of connection.statement<[], { id: string }>(consolesSql).all()) {
      const end = connection
        .statement<[string, number], { console_seq: number; hash: string }>(endSql)
        .get(id, position);
      if (end !== undefined) ends.set(id, { seq: end.console_seq, hash: end.hash });
    }
    return ends;
  };

  /** Gives the checked events of a page, one by one, after the one at `before`. */
  function* checked(page: readonly StoredRow[], before: number, ends: ChainEnds): IterableIterator<Recorded> {
    let expected = before;
    for (const row of page) {
      expected += 1;
      if (row[0] !== expected) throw new BrokenLog(expected, 'the event is missing');
      yield decodeChecked(row, ends, isRedacted);
    }
  }

  function* events(afterPosition = 0): IterableIterator<Recorded> {
    const ends = endsAt(afterPosition);
    let before = afterPosition;
    for (const page of pages(afterPosition)) {
      yield* checked(page, before, ends);
      before += page.length;
    }
  }

  return {
    events,
    eventsUnchecked: function* (afterPosition = 0) {
      for (const page of pages(afterPosition)) for (const row of page) yield decode(row, headerOf(row));
    },
    replay: (afterPosition, visit) => {
      let count = 0;
      try {
        for (const event of events(afterPosition)) {
          visit(event);
          count += 1;
        }
        return ok(count);
      } catch (error) {
        return err(diskFault(error, `The log ${connection.path} can't be read`));
      }
    },
    ofCommand: (commandId) =>
      connection
        .statement<[string], StoredRow>(commandSql)
        .raw(true)
        .all(commandId)
        .map((row) => decode(row, headerOf(row))),
  };
}
