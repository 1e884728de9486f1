import { BrokenLog } from './faults.ts';
import { chainStart, type Header, type Recorded, sha256 } from './record.ts';
import { decode, headerOf, type StoredRow } from './row.ts';

/** Sequence and hash of a console's last event. */
export type ChainEnd = { readonly seq: number; readonly hash: string };

/** The last event of each console that was read so far: where the chain must go on. */
export type ChainEnds = Map<string, ChainEnd>;

const start: ChainEnd = { seq: 0, hash: chainStart };

export const changedHeader = 'the header was changed: it does not have the hash that was recorded';
export const changedData = 'the data was changed: it does not have the hash that was recorded';
export const lostData = 'the data is gone without a redaction, or a redaction left it';

/** Why an event can't stand behind `end`, the last one of its console, or undefined when it can. */
export function whatCutsChain(header: Header, end: ChainEnd = start): string | undefined {
  if (header.prevHash === end.hash && header.consoleSeq === end.seq + 1) return undefined;
  return `the chain of console ${header.console} is cut: event ${header.consoleSeq} does not follow event ${end.seq} as it is here`;
}

/**
 * Makes an event of a row that must go on where `ends` stands, and moves `ends` on: its bytes have their hashes, and it
 * follows the event before. Throws {@link BrokenLog}.
 */
export function decodeChecked(row: StoredRow, ends: ChainEnds, isRedacted: (position: number) => boolean): Recorded {
  const [position, headerText, saltAndData, hash] = row;
  if (sha256(headerText) !== hash) throw new BrokenLog(position, changedHeader);
  const header = headerOf(row);
  const cut = whatCutsChain(header, ends.get(header.console));
  if (cut !== undefined) throw new BrokenLog(position, cut);
  if (saltAndData === null) {
    if (!isRedacted(position)) throw new BrokenLog(position, lostData);
  } else if (sha256(saltAndData) !== header.dataHash) {
    throw new BrokenLog(position, changedData);
  }
  ends.set(header.console, { seq: header.consoleSeq, hash });
  return decode(row, header);
}
