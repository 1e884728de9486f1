import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type ChainEnd, changedHeader } from './chain.ts';
import type { Connection } from './connection.ts';
import { BrokenLog } from './faults.ts';
import { insertEvent, redactEvent } from './insert-event.ts';
import { type EffectEnd, endEffect, hasEffects, insertEffect, type NewEffect } from './outbox.ts';
import type { Reader } from './read.ts';
import { chainStart, type Recorded, sha256 } from './record.ts';
import { headerOf, rowColumns, type StoredRow } from './row.ts';

/** An event that a command decided on; `data` is a JSON value. */
export type NewEvent = { readonly type: string; readonly version: number; readonly data: unknown };

export type Append = {
  readonly commandId: string;
  /** Epoch ms on the launch's clock. */
  readonly at: number;
  readonly actor: string;
  readonly events: readonly NewEvent[];
  readonly effects: readonly NewEffect[];
  /** The effect that this command reports the end of; a plain id means it is done. */
  readonly endsEffect?: EffectEnd | undefined;
  /** Ids of earlier events whose data these events take away. */
  readonly redacts?: readonly string[] | undefined;
};

/** Where the file and this console's chain stand. */
export type Head = { readonly position: number; readonly seq: number; readonly hash: string; readonly hlc: string };

const lastPositionSql = 'SELECT max(position) AS position FROM event';
const lastOfConsoleSql = `SELECT ${rowColumns} FROM event WHERE console = ? ORDER BY console_seq DESC LIMIT 1`;
const consolesSql = 'SELECT id FROM console';
/** Reads the head from the file, and throws a BrokenLog when what new events would be chained to was changed. The clock goes on from the latest moment of any console. */
function readHead(connection: Connection, consoleId: string): Head {
  const position = connection.statement<[], { position: number | null }>(lastPositionSql).get()?.position ?? 0;
  let own: ChainEnd = { seq: 0, hash: chainStart };
  let hlc = '';
  for (const { id } of connection.statement<[], { id: string }>(consolesSql).all()) {
    const last = connection.statement<[string], StoredRow>(lastOfConsoleSql).raw(true).get(id);
    if (last === undefined) continue;
    const header = headerOf(last);
    if (sha256(last[1]) !== last[3] || header.console !== id) throw new BrokenLog(last[0], changedHeader);
    if (header.hlc > hlc) hlc = header.hlc;
    if (id === consoleId) own = { seq: header.consoleSeq, hash: last[3] };
  }
  return { position, seq: own.seq, hash: own.hash, hlc };
}

type Written = { readonly events: readonly Recorded[]; readonly head: Head };

export type Appender = {
  append(input: Append): Result<readonly Recorded[], Fault>;
  head(): Head;
};

/** Writes events and effects of one command in one transaction, chained to what this console recorded before. */
export function appenderOf(connection: Connection, reader: Reader, consoleId: string): Appender {
  let head = readHead(connection, consoleId);
  let generation = connection.generation();
  /** What the caller has been given so far: after a failed commit the file may hold more. */
  let deliveredTo = head.position;

  /** After a failed commit the handle is a new one, and the file may hold more than was known. */
  const refresh = (): void => {
    if (generation === connection.generation()) return;
    head = readHead(connection, consoleId);
    generation = connection.generation();
  };

  const writeNew = (input: Append): Written => {
    let next = head;
    const events: Recorded[] = [];
    for (const [index, event] of input.events.entries()) {
      const [recorded, after] = insertEvent(connection, { consoleId, command: input, event, index, after: next });
      events.push(recorded);
      next = after;
    }
    for (const effect of input.effects) insertEffect(connection, input.commandId, input.at, effect);
    for (const id of input.redacts ?? []) redactEvent(connection, id, head.position + 1);
    if (input.endsEffect !== undefined) endEffect(connection, input.endsEffect, input.at);
    return { events, head: next };
  };

  const writeOnce = (input: Append): Written => {
    refresh();
    const known = reader.ofCommand(input.commandId);
    const isKnown = known.length > 0 || (input.events.length === 0 && hasEffects(connection, input.commandId));
    const written = isKnown ? { events: known, head } : writeNew(input);
    if (head.position === deliveredTo) return written;
    // What a failed commit left in the file after all comes first, so that nothing is ever skipped.
    const firstNew = written.events[0]?.position ?? Number.POSITIVE_INFINITY;
    const late = [...reader.events(deliveredTo)].filter(
      ({ position }) => position <= head.position && position < firstNew,
    );
    return { events: [...late, ...written.events], head: written.head };
  };

  const append = (input: Append): Result<readonly Recorded[], Fault> => {
    const written = connection.write(`The log ${connection.path} can't be written`, () => writeOnce(input));
    if (!written.ok) return afterFailure(input, written.error);
    head = written.value.head;
    deliveredTo = head.position;
    // What was taken away must not lie on in the -wal file until it happens to be overwritten.
    if (input.redacts !== undefined && input.redacts.length > 0) connection.settle();
    return ok(written.value.events);
  };

  /**
   * A commit that failed may be in the file all the same (its sync failed, not its write). It counts as done only when
   * everything could be moved into the main file and synced by the new handle.
   */
  const afterFailure = (input: Append, fault: Fault): Result<readonly Recorded[], Fault> => {
    const found = connection.read('', () => reader.ofCommand(input.commandId));
    if (found.ok && found.value.length === 0) return err(fault);
    if (found.ok && connection.settle()) return append(input);
    return err({
      ...fault,
      message: fault.message.replace(
        'Nothing was recorded and nothing was run.',
        'It is not known whether it was recorded; nothing was run. It will be looked at before the next entry.',
      ),
    });
  };

  return { append, head: () => head };
}
