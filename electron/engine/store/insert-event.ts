import { invariant } from '#shared/lib/invariant.ts';
import type { Append, Head, NewEvent } from './append.ts';
import type { Connection } from './connection.ts';
import { newEventId } from './event-id.ts';
import { nextMoment } from './hybrid-clock.ts';
import { type Header, headerText, newSalt, type Recorded, recordedFrom, sha256 } from './record.ts';

const insertSql = `INSERT INTO event (position, header, id, type, version, at, hlc, actor, console, console_seq,
  command_id, idx, prev_hash, data_hash, salt, data, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const noteRedactionSql =
  'INSERT INTO redaction (position, by_position) SELECT position, ? FROM event WHERE id = ? AND data IS NOT NULL';
const redactSql = 'UPDATE event SET salt = NULL, data = NULL WHERE id = ? AND data IS NOT NULL';

export type Insertion = {
  readonly consoleId: string;
  readonly command: Append;
  readonly event: NewEvent;
  /** Place of the event among those of its command. */
  readonly index: number;
  /** What it is chained to. */
  readonly after: Head;
};

/** Writes one event inside the transaction of its command, and gives it and the head that it makes. */
export function insertEvent(connection: Connection, insertion: Insertion): [Recorded, Head] {
  const { consoleId, command, event, index, after } = insertion;
  const data = JSON.stringify(event.data);
  invariant(typeof data === 'string', `the data of ${event.type} is not a JSON value`);
  const salt = newSalt();
  const header: Header = {
    id: newEventId(command.at),
    type: event.type,
    version: event.version,
    at: command.at,
    hlc: nextMoment(after.hlc === '' ? undefined : after.hlc, command.at),
    actor: command.actor,
    console: consoleId,
    consoleSeq: after.seq + 1,
    commandId: command.commandId,
    index,
    prevHash: after.hash,
    dataHash: sha256(salt + data),
  };
  const text = headerText(header);
  const hash = sha256(text);
  const position = after.position + 1;
  const { id, type, version, at, hlc, actor, consoleSeq, commandId, prevHash, dataHash } = header;
  const values = [position, text, id, type, version, at, hlc, actor, consoleId, consoleSeq];
  connection.statement(insertSql).run(...values, commandId, index, prevHash, dataHash, salt, data, hash);
  return [recordedFrom(position, header, JSON.parse(data), hash), { position, seq: consoleSeq, hash, hlc }];
}

/** Takes away salt and data of an earlier event, on the word of the event at `byPosition`; header and chain stay. */
export function redactEvent(connection: Connection, eventId: string, byPosition: number): void {
  const noted = connection.statement(noteRedactionSql).run(byPosition, eventId).changes;
  invariant(noted === 1, `event ${eventId} is not there to be redacted, or already was`);
  connection.statement(redactSql).run(eventId);
}
