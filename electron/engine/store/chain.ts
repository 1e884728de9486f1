import { BrokenLog } from './faults.ts';
import { chainStart, type Header, parseHeader, type Recorded, recordedFrom, sha256 } from './record.ts';

/** A row as it lies in the file: position, header, salt, data, hash. */
export type StoredRow = readonly [
  position: number,
  header: string,
  salt: string | null,
  data: string | null,
  hash: string,
];

/** Sequence and hash of a console's last event. */
export type ChainEnd = { readonly seq: number; readonly hash: string };

/** The last event of each console that was read so far: where the chain must go on. */
export type ChainEnds = Map<string, ChainEnd>;

/** Why an event can't stand behind `end`, the last one of its console, or undefined when it can. */
export function whatCutsChain(header: Header, end: ChainEnd | undefined): string | undefined {
  if (header.prevHash === (end?.hash ?? chainStart) && header.consoleSeq === (end?.seq ?? 0) + 1) return undefined;
  return `the chain of console ${header.console} is cut: event ${header.consoleSeq} does not follow event ${end?.seq ?? 0} as it is here`;
}

export const changedHeader = 'the header was changed: it does not have the hash that was recorded';
export const changedData = 'the data was changed: it does not have the hash that was recorded';

/** What is wrong with an event in its place, in words, or undefined when it holds. */
export function whatIsBroken(row: StoredRow, header: Header, ends: ChainEnds): string | undefined {
  const [, headerText, salt, data, hash] = row;
  if (sha256(headerText) !== hash) return changedHeader;
  const cut = whatCutsChain(header, ends.get(header.console));
  if (cut !== undefined) return cut;
  if (salt !== null && data !== null && sha256(salt + data) !== header.dataHash) return changedData;
  if ((salt === null) !== (data === null)) return 'half of a redaction: salt and data must go together';
  return undefined;
}

/** Makes an event of a row without looking at the chain. Throws {@link BrokenLog} when it can't be read at all. */
export function decode(row: StoredRow, header: Header): Recorded {
  const [position, , , data, hash] = row;
  if (data === null) return { ...recordedFrom(position, header, null, hash), isRedacted: true };
  try {
    return recordedFrom(position, header, JSON.parse(data), hash);
  } catch {
    throw new BrokenLog(position, 'the data is not JSON');
  }
}

/** Reads a row's header. Throws {@link BrokenLog} when it isn't one. */
export function headerOf(row: StoredRow): Header {
  const header = parseHeader(row[1]);
  if (header === undefined) throw new BrokenLog(row[0], 'the header is not one');
  return header;
}

/** Makes an event of a row that must go on where `ends` stands, and moves `ends` on. Throws {@link BrokenLog}. */
export function decodeChecked(row: StoredRow, ends: ChainEnds): Recorded {
  const header = headerOf(row);
  const broken = whatIsBroken(row, header, ends);
  if (broken !== undefined) throw new BrokenLog(row[0], broken);
  ends.set(header.console, { seq: header.consoleSeq, hash: row[4] });
  return decode(row, header);
}
