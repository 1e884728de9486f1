import { invariant } from '#shared/lib/invariant.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { newEventId } from './event-id.ts';
import { nextMoment } from './hybrid-clock.ts';
import { type EffectEnd, endEffect, hasEffects, insertEffect, type NewEffect } from './outbox.ts';
import type { Reader } from './read.ts';
import { chainStart, type Header, headerText, newSalt, type Recorded, recordedFrom, sha256 } from './record.ts';

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

const insertSql = `INSERT INTO event (position, header, id, type, version, at, hlc, actor, console, console_seq,
  command_id, idx, prev_hash, data_hash, salt, data, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const lastPositionSql = 'SELECT max(position) AS position FROM event';
const lastOfConsoleSql =
  'SELECT console_seq AS seq, hash, hlc FROM event WHERE console = ? ORDER BY console_seq DESC LIMIT 1';
const consolesSql = 'SELECT id FROM console';
const noteRedactionSql =
  'INSERT INTO redaction (position, by_position) SELECT position, ? FROM event WHERE id = ? AND data IS NOT NULL';
const redactSql = 'UPDATE event SET salt = NULL, data = NULL WHERE id = ? AND data IS NOT NULL';

/** Reads the head from the file. The clock goes on from the latest moment of any console. */
export function readHead(connection: Connection, consoleId: string): Head {
  const position = connection.statement<[], { position: number | null }>(lastPositionSql).get()?.position ?? 0;
  let own: { seq: number; hash: string } = { seq: 0, hash: chainStart };
  let hlc = '';
  for (const { id } of connection.statement<[], { id: string }>(consolesSql).all()) {
    const last = connection.statement<[string], { seq: number; hash: string; hlc: string }>(lastOfConsoleSql).get(id);
    if (last === undefined) continue;
    if (last.hlc > hlc) hlc = last.hlc;
    if (id === consoleId) own = last;
  }
  return { position, seq: own.seq, hash: own.hash, hlc };
}

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

  const insertEvent = (input: Append, event: NewEvent, index: number, before: Head): [Recorded, Head] => {
    const text = JSON.stringify(event.data);
    invariant(typeof text === 'string', `the data of ${event.type} is not a JSON value`);
    const salt = newSalt();
    const hlc = nextMoment(before.hlc === '' ? undefined : before.hlc, input.at);
    const header: Header = {
      id: newEventId(input.at),
      type: event.type,
      version: event.version,
      at: input.at,
      hlc,
      actor: input.actor,
      console: consoleId,
      consoleSeq: before.seq + 1,
      commandId: input.commandId,
      index,
      prevHash: before.hash,
      dataHash: sha256(salt + text),
    };
    const headerBytes = headerText(header);
    const hash = sha256(headerBytes);
    const position = before.position + 1;
    connection
      .statement(insertSql)
      .run(
        position,
        headerBytes,
        header.id,
        header.type,
        header.version,
        header.at,
        hlc,
        header.actor,
        consoleId,
        header.consoleSeq,
        header.commandId,
        index,
        header.prevHash,
        header.dataHash,
        salt,
        text,
        hash,
      );
    const next = { position, seq: header.consoleSeq, hash, hlc };
    return [recordedFrom(position, header, JSON.parse(text), hash), next];
  };

  const redact = (eventId: string, byPosition: number): void => {
    const noted = connection.statement(noteRedactionSql).run(byPosition, eventId).changes;
    invariant(noted === 1, `event ${eventId} is not there to be redacted, or already was`);
    connection.statement(redactSql).run(eventId);
  };

  const writeAll = (input: Append): { events: readonly Recorded[]; head: Head } => {
    let next = head;
    const events: Recorded[] = [];
    for (const [index, event] of input.events.entries()) {
      const [recorded, after] = insertEvent(input, event, index, next);
      events.push(recorded);
      next = after;
    }
    for (const effect of input.effects) insertEffect(connection, input.commandId, input.at, effect);
    for (const id of input.redacts ?? []) redact(id, head.position + 1);
    if (input.endsEffect !== undefined) endEffect(connection, input.endsEffect, input.at);
    return { events, head: next };
  };

  /** Events that a failed commit left in the file after all: they come first, so nothing is ever skipped. */
  const missed = (): readonly Recorded[] => {
    if (generation === connection.generation()) return [];
    head = readHead(connection, consoleId);
    generation = connection.generation();
    return head.position > deliveredTo ? [...reader.events(deliveredTo)] : [];
  };

  const append = (input: Append): Result<readonly Recorded[], Fault> => {
    const what = `The log ${connection.path} can't be written`;
    const prepared = connection.read(what, () => ({ late: missed(), known: reader.ofCommand(input.commandId) }));
    if (!prepared.ok) return prepared;
    const { late, known } = prepared.value;
    if (known.length > 0 || (input.events.length === 0 && hasEffects(connection, input.commandId))) {
      deliveredTo = head.position;
      return ok(late.some((event) => event.commandId === input.commandId) ? late : [...late, ...known]);
    }
    const written = connection.write(what, () => writeAll(input));
    if (!written.ok) return afterFailure(input, written.error);
    head = written.value.head;
    deliveredTo = head.position;
    return ok(late.length === 0 ? written.value.events : [...late, ...written.value.events]);
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
