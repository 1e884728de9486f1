import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from '#engine/adapters/kubernetes/feed/line-splitter.ts';

/** The lines of bytes that come in parts of these sizes, one after the other, again and again. */
function linesOf(bytes: Buffer, sizes: readonly number[]): { lines: string[]; isWhole: boolean } {
  const splitter = new LineSplitter();
  const lines: string[] = [];
  for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    splitter.push(bytes.subarray(from, from + size), (line) => lines.push(line));
    from += size;
  }
  return { lines, isWhole: splitter.isWhole };
}

test('lines are whole wherever the network cuts them, in the midst of a letter too', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\n'));
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(line), sizes, (lines, cuts) => {
      const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''));
      expect(linesOf(bytes, cuts)).toEqual({ lines, isWhole: true });
    }),
  );
});

test('a line that was cut off is none', () => {
  const cut = linesOf(Buffer.from('{"type":"ADDED"}\n{"type":"MODI'), [5]);
  expect(cut).toEqual({ lines: ['{"type":"ADDED"}'], isWhole: false });
});

test('what never ends is refused instead of filling the memory', () => {
  const splitter = new LineSplitter();
  const part = Buffer.alloc(1024 * 1024, 'x');
  expect(() => {
    for (let turn = 0; turn < 20; turn += 1) splitter.push(part, () => undefined);
  }).toThrow(/longer than/);
});
