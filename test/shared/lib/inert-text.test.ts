import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inertText } from '#shared/lib/inert-text.ts';

const esc = String.fromCodePoint(0x1b);
const bell = String.fromCodePoint(7);
const char = (code: number): string => String.fromCodePoint(code);

test('an ordinary line is shown as it is, in any script', () => {
  for (const line of [
    'GET /v1/session 200 12ms',
    'größer als 5 °C',
    '日本語のログ',
    'שגיאה בשרת',
    '<b>no & yes</b>',
    '😀',
  ])
    expect(inertText(line)).toBe(line);
});

test('colours of a terminal are left out; what moves, links or reaches for the clipboard is written out', () => {
  expect(inertText(`${esc}[1;31mERROR${esc}[0m down`)).toBe('ERROR down');
  expect(inertText(`a${esc}[2J${esc}[Hb`)).toBe('a␛[2J␛[Hb');
  expect(inertText(`${esc}]8;;https://evil.example${bell}docs${esc}]8;;${bell}`)).toBe(
    '␛]8;;https://evil.example␇docs␛]8;;␇',
  );
  expect(inertText(`${esc}]52;c;cm0gLXJmIC8=${bell}`)).toBe('␛]52;c;cm0gLXJmIC8=␇');
  expect(inertText(`one\rtwo${char(0)}three\b\b`)).toBe('one␍two␀three␈␈');
  expect(inertText('a\tb')).toBe('a  b');
});

test('what turns text round or hides in it is written out where it stands', () => {
  expect(inertText(`user ${char(0x202e)}nimda${char(0x202c)} in`)).toBe('user ⟨U+202E⟩nimda⟨U+202C⟩ in');
  expect(inertText(`pay${char(0x200b)}pal ${char(0xfeff)}${char(0x2066)}`)).toBe('pay⟨U+200B⟩pal ⟨U+FEFF⟩⟨U+2066⟩');
  expect(inertText(`x${char(0xe0041)}y${char(0x2028)}z${char(0x9b)}5n`)).toBe('x⟨U+E0041⟩y⟨U+2028⟩z⟨U+009B⟩5n');
  expect(inertText('half \ud800 a pair')).toBe('half � a pair');
});

const acting = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/u;
test('whatever comes, nothing that acts is left, it stays on one line, and to clean it again changes nothing', () => {
  const letters = fc.constantFrom(
    ...[0x1b, 7, 0x5b, 0x5d, 0x6d, 0x30, 0x202e, 0x200b, 0x0a, 0x9b, 0xfeff, 0x41].map(char),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(fc.integer({ min: 0, max: 0x10ffff })).map((codes) => codes.map(char).join('')),
        fc.array(letters).map((all) => all.join('')),
      ),
      (text) => {
        const inert = inertText(text);
        expect(inert).not.toMatch(acting);
        expect(inertText(inert)).toBe(inert);
      },
    ),
  );
});
