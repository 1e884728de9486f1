import { createHash } from 'node:crypto';
import { type ChainEnds, changedData, changedHeader, lostData, whatCutsChain } from './chain.ts';
import type { Db } from './db.ts';
import { BrokenLog, codeOf } from './faults.ts';
import type { Report } from './problem.ts';
import { type Header, parseHeader } from './record.ts';
import type { ConsoleRow } from './verify-beside.ts';

export type Walked = {
  readonly events: number;
  readonly lastPosition: number;
  readonly lastHash: string | null;
  readonly ends: ChainEnds;
  /** Hash of every event, with the console and sequence it has. */
  readonly hashes: ReadonlyMap<string, { readonly console: string; readonly seq: number; readonly position: number }>;
};

type Row = {
  position: number;
  header: Buffer | null;
  id: unknown;
  type: unknown;
  version: unknown;
  at: unknown;
  hlc: unknown;
  actor: unknown;
  console: unknown;
  console_seq: unknown;
  command_id: unknown;
  idx: unknown;
  prev_hash: unknown;
  data_hash: unknown;
  salt: Buffer | null;
  data: Buffer | null;
  hash: string;
  signature: unknown;
  redacted_by: number | null;
};

/** Text is read as the bytes that lie in the file: a byte that isn't UTF-8 must not pass as its replacement. */
const rowsSql = `SELECT event.position, CAST(header AS BLOB) AS header, id, type, version, at, hlc, actor, console,
  console_seq, command_id, idx, prev_hash, data_hash, CAST(salt AS BLOB) AS salt, CAST(data AS BLOB) AS data,
  CAST(hash AS TEXT) AS hash, signature,
  (SELECT by_position FROM redaction WHERE redaction.position = event.position) AS redacted_by
  FROM event ORDER BY event.position`;

const columnsOf = (header: Header): ReadonlyArray<readonly [keyof Row, unknown]> => [
  ['id', header.id],
  ['type', header.type],
  ['version', header.version],
  ['at', header.at],
  ['hlc', header.hlc],
  ['actor', header.actor],
  ['console', header.console],
  ['console_seq', header.consoleSeq],
  ['command_id', header.commandId],
  ['idx', header.index],
  ['prev_hash', header.prevHash],
  ['data_hash', header.dataHash],
];

const sha256 = (...parts: readonly Uint8Array[]): string => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex');
};

/** All that is wrong with one event besides its place in the chain. */
function* whatIsWrong(row: Row, header: Header): Generator<string> {
  if (row.header !== null && sha256(row.header) !== row.hash) {
    yield changedHeader;
  }
  if (row.salt !== null && row.data !== null && sha256(row.salt, row.data) !== header.dataHash) {
    yield changedData;
  }
  const strayed = columnsOf(header).filter(([name, value]) => row[name] !== value);
  if (strayed.length > 0) {
    yield `the columns ${strayed.map(([name]) => name).join(', ')} do not say what the header says`;
  }
  const isRedacted = row.salt === null && row.data === null;
  if (isRedacted !== (row.redacted_by !== null) || (row.salt === null) !== (row.data === null)) {
    yield lostData;
  }
  if (row.signature !== null) yield 'there is a signature where this format has none';
}

/** Reads every event in the order of the file and reports what doesn't hold; stops where the file can't be read on. */
export function walkEvents(db: Db, consoles: readonly ConsoleRow[], report: Report): Walked {
  const ends: ChainEnds = new Map();
  const clocks = new Map<string, string>();
  const known = new Set(consoles.map((entry) => entry.id));
  const hashes = new Map<string, { console: string; seq: number; position: number }>();
  let events = 0;
  let last = 0;
  let lastHash: string | null = null;

  const look = (row: Row): void => {
    const header = parseHeader(String(row.header ?? ''));
    if (header === undefined) throw new BrokenLog(row.position, 'the header is not one');
    const say = (what: string): void => report({ position: row.position, consoleSeq: header.consoleSeq, what });
    for (const what of whatIsWrong(row, header)) say(what);
    if (!known.has(header.console)) say(`console ${header.console} has no key in this file`);
    const cut = whatCutsChain(header, ends.get(header.console));
    if (cut !== undefined) say(cut);
    if (header.hlc <= (clocks.get(header.console) ?? '')) say('the logical clock went backwards');
    clocks.set(header.console, header.hlc);
    ends.set(header.console, { seq: header.consoleSeq, hash: row.hash });
    hashes.set(row.hash, { console: header.console, seq: header.consoleSeq, position: row.position });
  };

  try {
    for (const row of db.prepare<[], Row>(rowsSql).iterate()) {
      if (row.position <= last || row.header === null) {
        report({ position: last + 1, consoleSeq: null, what: 'from here on the file holds something else' });
        break;
      }
      if (row.position !== last + 1) report({ position: last + 1, consoleSeq: null, what: 'the event is missing' });
      try {
        look(row);
      } catch (error) {
        if (!(error instanceof BrokenLog)) throw error;
        report({ position: row.position, consoleSeq: null, what: 'the header is not one' });
      }
      events += 1;
      last = row.position;
      lastHash = row.hash;
    }
  } catch (error) {
    if (codeOf(error) === '') throw error;
    const reason = error instanceof Error ? error.message : 'damaged';
    report({ position: last + 1, consoleSeq: null, what: `from here on the file can't be read (${reason})` });
  }
  return { events, lastPosition: last, lastHash, ends, hashes };
}
