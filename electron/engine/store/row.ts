import { BrokenLog } from './faults.ts';
import { type Header, parseHeader, type Recorded, recordedFrom, saltLength } from './record.ts';

/** What replay reads of an event. Fewer and longer columns are read much faster than all of them. */
export const rowColumns = 'position, header, salt || data, hash';

/** A row of {@link rowColumns}; salt and data are null when the event was redacted. */
export type StoredRow = readonly [position: number, header: string, saltAndData: string | null, hash: string];

/** Reads a row's header. Throws {@link BrokenLog} when it isn't one. */
export function headerOf(row: StoredRow): Header {
  const header = parseHeader(row[1]);
  if (header === undefined) throw new BrokenLog(row[0], 'the header is not one');
  return header;
}

/** Makes an event of a row and its header. Throws {@link BrokenLog} when its data is not JSON. */
export function decode(row: StoredRow, header: Header): Recorded {
  const [position, , saltAndData, hash] = row;
  if (saltAndData === null) return { ...recordedFrom(position, header, null, hash), isRedacted: true };
  return recordedFrom(position, header, parse(position, saltAndData.slice(saltLength)), hash);
}

function parse(position: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BrokenLog(position, 'the data is not JSON');
  }
}
