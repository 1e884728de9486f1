import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readQuestion } from '#rehearsal/network/dns-message.ts';
import { nameServer } from '#rehearsal/network/name-server.ts';

const records = { A: [], AAAA: [], TXT: [] };
const answer = nameServer(
  [
    { ...records, name: 'six.example', AAAA: ['2001:db8::8:800:200c:417a'] },
    { ...records, name: 'one.example', CNAME: 'two.example' },
    { ...records, name: 'two.example', CNAME: 'one.example' },
  ],
  () => null,
);

function query(name: string, type: number, flags = 0x0100): Buffer {
  const header = Buffer.from([0x12, 0x34, flags >> 8, flags & 0xff, 0, 1, 0, 0, 0, 0, 0, 0]);
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, type, 0, 1])]);
}

test('an address of IPv6 is written out whole', () => {
  const reply = answer(query('six.example', 28));
  expect(reply?.subarray(-16).toString('hex')).toBe('20010db80000000000080800200c417a');
});

test('names that lead in a circle end', () => {
  expect(answer(query('one.example', 1))?.readUInt16BE(6)).toBe(8);
});

test('what is no standard query is not implemented; an answer is never answered', () => {
  expect((answer(query('six.example', 28, 0x2800))?.readUInt16BE(2) ?? 0) & 0xf).toBe(4);
  expect(answer(query('six.example', 28, 0x8100))).toBeNull();
});

test('no bytes bring it down', () => {
  const bytes = fc.uint8Array({ maxLength: 80 });
  fc.assert(
    fc.property(bytes, fc.boolean(), (given, isQuery) => {
      const message = Buffer.concat([
        isQuery ? query('a.example', 1).subarray(0, 12) : Buffer.alloc(0),
        Buffer.from(given),
      ]);
      readQuestion(message);
      answer(message);
    }),
  );
});
