import { hash } from 'node:crypto';
import { randomHex } from './random-hex.ts';

/** What the chain starts from: the `prevHash` of a console's first event. */
export const chainStart = '0'.repeat(64);

/** The hashed part of an event. The JSON text of these twelve fields, in this order, is what `hash` covers. */
export type Header = {
  /** UUIDv7. */
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** Epoch ms on the launch's clock; may go backwards. */
  readonly at: number;
  /** Hybrid logical clock, sorts as text; never goes backwards. */
  readonly hlc: string;
  readonly actor: string;
  readonly console: string;
  /** 1..n within the console, without a gap. */
  readonly consoleSeq: number;
  readonly commandId: string;
  /** Place of the event among those of its command, from 0. */
  readonly index: number;
  readonly prevHash: string;
  readonly dataHash: string;
};

/** An event as it was recorded. */
export type Recorded = {
  /** Place in this file; local, not part of the hash. */
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly at: number;
  readonly hlc: string;
  readonly actor: string;
  readonly console: string;
  readonly consoleSeq: number;
  readonly commandId: string;
  readonly index: number;
  /** The JSON value; null when it was redacted. */
  readonly data: unknown;
  readonly hash: string;
  readonly isRedacted?: true;
};

export const sha256 = (bytes: string | Uint8Array): string => hash('sha256', bytes, 'hex');

/** Characters of a salt. */
export const saltLength = 32;

/** Salt is text of 32 hex digits, so that salt and data can be hashed as one text without copying. */
export const newSalt = randomHex;

export const headerText = (header: Header): string =>
  JSON.stringify({
    id: header.id,
    type: header.type,
    version: header.version,
    at: header.at,
    hlc: header.hlc,
    actor: header.actor,
    console: header.console,
    consoleSeq: header.consoleSeq,
    commandId: header.commandId,
    index: header.index,
    prevHash: header.prevHash,
    dataHash: header.dataHash,
  });

const textFields = ['id', 'type', 'hlc', 'actor', 'console', 'commandId', 'prevHash', 'dataHash'] as const;
const countFields = ['version', 'at', 'consoleSeq', 'index'] as const;

const isHeader = (value: unknown): value is Header => {
  if (typeof value !== 'object' || value === null) return false;
  const fields: Partial<Record<string, unknown>> = { ...value };
  return (
    textFields.every((name) => typeof fields[name] === 'string') &&
    countFields.every((name) => Number.isSafeInteger(fields[name]))
  );
};

const text = String.raw`"([^"\\]*)"`;
const count = String.raw`(\d+)`;

/** A header as it is written when nothing in it needs escaping: replay reads it like this, quicker than JSON.parse. */
const plainHeader = new RegExp(
  `^\\{"id":${text},"type":${text},"version":${count},"at":${count},"hlc":${text},"actor":${text},"console":${text},"consoleSeq":${count},"commandId":${text},"index":${count},"prevHash":${text},"dataHash":${text}\\}$`,
);

/** Reads a header's text; undefined when it isn't one (a damaged file). */
export function parseHeader(headerText: string): Header | undefined {
  const parts = plainHeader.exec(headerText);
  if (parts === null) return parseAnyHeader(headerText);
  const [, id = '', type = '', version, at, hlc = '', actor = '', console = '', seq, commandId = '', index] = parts;
  return {
    id,
    type,
    version: Number(version),
    at: Number(at),
    hlc,
    actor,
    console,
    consoleSeq: Number(seq),
    commandId,
    index: Number(index),
    prevHash: parts[11] ?? '',
    dataHash: parts[12] ?? '',
  };
}

function parseAnyHeader(headerText: string): Header | undefined {
  try {
    const value: unknown = JSON.parse(headerText);
    return isHeader(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** An event for those who fold it, from its header and its parsed data. */
export const recordedFrom = (position: number, header: Header, data: unknown, eventHash: string): Recorded => ({
  position,
  id: header.id,
  type: header.type,
  version: header.version,
  at: header.at,
  hlc: header.hlc,
  actor: header.actor,
  console: header.console,
  consoleSeq: header.consoleSeq,
  commandId: header.commandId,
  index: header.index,
  data,
  hash: eventHash,
});
