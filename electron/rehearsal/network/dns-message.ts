/*
 * DNS messages (RFC 1035) on node:dgram. Of our own: Node's resolver only asks, and there is no small, maintained package with types
 * that answers. It reads one question and writes plain answers, no more.
 */

export const TYPES = { A: 1, CNAME: 5, TXT: 16, AAAA: 28 } as const;
export type RecordType = keyof typeof TYPES;
export type Answer = { readonly name: string; readonly type: RecordType; readonly value: string };

export const RCODES = { ok: 0, formatError: 1, nameError: 3, notImplemented: 4, refused: 5 } as const;
const HEADER_BYTES = 12;
const CLASS_IN = 1;
const TTL_S = 5;
const RESPONSE = 0x8000;
const AUTHORITATIVE = 0x0400;
const OPCODE = 0x7800;
const RECURSION_DESIRED = 0x0100;

export type Question = {
  readonly id: number;
  readonly flags: number;
  /** In lower case, without a dot at the end. */
  readonly name: string;
  readonly type: number;
  readonly isInternet: boolean;
  readonly isStandardQuery: boolean;
  /** The question as it came, to be sent back. */
  readonly bytes: Buffer;
};

/** Reads a query. 'not a query' for what deserves no answer, 'malformed' for a header without a question that can be read. */
export function readQuestion(message: Buffer): Question | 'not a query' | 'malformed' {
  if (message.length < HEADER_BYTES || (message.readUInt16BE(2) & RESPONSE) !== 0) return 'not a query';
  if (message.readUInt16BE(4) !== 1) return 'malformed';
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = message[at]; length !== 0; length = message[at]) {
    // A question's name is never compressed; a label has at most 63 bytes.
    if (length === undefined || length > 63 || at + 1 + length > message.length) return 'malformed';
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  at += 1;
  if (at + 4 > message.length) return 'malformed';
  const flags = message.readUInt16BE(2);
  return {
    id: message.readUInt16BE(0),
    flags,
    name: labels.join('.').toLowerCase(),
    type: message.readUInt16BE(at),
    isInternet: message.readUInt16BE(at + 2) === CLASS_IN,
    isStandardQuery: (flags & OPCODE) === 0,
    bytes: message.subarray(HEADER_BYTES, at + 4),
  };
}

const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ]);

/** The eight groups of an IPv6 address, of which `::` leaves some out. */
function ipv6Bytes(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const all = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

function dataBytes({ type, value }: Answer): Buffer {
  switch (type) {
    case 'A':
      return Buffer.from(value.split('.').map(Number));
    case 'AAAA':
      return ipv6Bytes(value);
    case 'CNAME':
      return nameBytes(value);
    case 'TXT': {
      const text = Buffer.from(value);
      return Buffer.concat([Buffer.from([text.length]), text]);
    }
  }
}

function answerBytes(answer: Answer): Buffer {
  const data = dataBytes(answer);
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(TYPES[answer.type], 0);
  fixed.writeUInt16BE(CLASS_IN, 2);
  fixed.writeUInt32BE(TTL_S, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([nameBytes(answer.name), fixed, data]);
}

/** The response to a question. */
export function writeResponse({ id, flags, bytes }: Question, rcode: number, answers: readonly Answer[]): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(RESPONSE | AUTHORITATIVE | (flags & (OPCODE | RECURSION_DESIRED)) | rcode, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, bytes, ...answers.map(answerBytes)]);
}

/** The response to a message whose question can't be read. */
export function writeFormatError(message: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(message.readUInt16BE(0), 0);
  header.writeUInt16BE(RESPONSE | RCODES.formatError, 2);
  return header;
}
