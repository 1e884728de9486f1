import { describe, expect, it } from 'vitest';
import { LONGEST_PACK, loadPack } from '#shared/pack/load.ts';
import type { PackError } from '#shared/pack/problem.ts';
import type { PackFile } from '#shared/pack/source.ts';
import { builtInFiles, loaded, SMALL, small } from './packs.ts';

const file = (text: string): PackFile[] => [{ path: 'pack.yaml', text }];

/** The errors of a pack that must be refused, within a second of work of a processor that others use too. */
function refused(files: readonly PackFile[]): PackError[] {
  const began = process.cpuUsage();
  const pack = loadPack(files);
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1_000).toBeLessThan(1_000);
  if (pack.ok) throw new Error('the pack was accepted');
  for (const error of pack.error) {
    expect(error.line).toBeGreaterThan(0);
    expect(error.message).not.toBe('');
    expect(error.hint).not.toBe('');
  }
  return pack.error;
}

const lineOf = (text: string, piece: string): number => text.slice(0, text.indexOf(piece)).split('\n').length;

describe('a pack that is well', () => {
  it('is read from one file', () => {
    expect(loaded(small()).content.services.map((service) => service.id)).toEqual(['one', 'two']);
  });

  it('is read from a folder whose files share the keys out', () => {
    const at = SMALL.indexOf('procedures:');
    const parts = [
      { path: 'a.yaml', text: SMALL.slice(0, at) },
      { path: 'b.yaml', text: SMALL.slice(at) },
    ];
    const pack = loaded(parts);
    expect(pack.content).toEqual(loaded(small()).content);
    expect(pack.locate(['procedures', 0, 'title'])).toMatchObject({ file: 'b.yaml', line: 4, column: 5 });
  });

  it('may repeat itself with an alias', () => {
    const pack = loaded(
      small(
        ['attendees: [commander, lead]', 'attendees: *all'],
        ['title: Ready', 'title: Ready\n    signOffs: &all [commander, lead]'],
      ),
    );
    expect(pack.content.gates[0]?.attendees).toEqual(['commander', 'lead']);
  });

  it('begins with a byte order mark and is read all the same', () => {
    expect(loadPack(file(`\uFEFF${SMALL}`)).ok).toBe(true);
  });
});

describe('a pack that cannot be read', () => {
  it.each<[string, string, number, RegExp]>([
    ['a key that stands twice', 'pack: {}\nroles: []\npack: {}\n', 3, /stands twice/],
    ['a key twice deep inside', 'pack:\n  name: a\n  name: b\n', 3, /stands twice/],
    ['broken YAML', 'pack:\n  name: "never closed\n', 3, /isn't YAML/],
    ['a tab as indentation', 'pack:\n\tname: a\n', 2, /isn't YAML/],
    ['a tag', 'pack:\n  name: !!js/function "x"\n', 2, /has no tags/],
    ['a date tag', 'pack:\n  name: !!timestamp 2020-01-01\n', 2, /has no tags/],
    ['__proto__', 'pack:\n  __proto__: {polluted: true}\n', 2, /never allowed/],
    ['constructor', 'constructor: {prototype: {}}\n', 1, /never allowed/],
    ['two documents', 'pack: {}\n---\npack: {}\n', 2, /more than one YAML document/],
    ['an unknown alias', 'pack: *nobody\n', 1, /repeats something that isn't there/],
    ['an alias inside itself', 'pack:\n  a: &a\n    b: *a\n', 3, /never end/],
    ['a list at the top', '- pack\n', 1, /mapping of keys/],
    ['nothing', '', 1, /mapping of keys/],
    ['bytes that are not UTF-8', 'pack: {}\nname: \uFFFD\n', 2, /UTF-8/],
    ['UTF-16 read as UTF-8', 'p\u0000a\u0000', 1, /UTF-8/],
  ])('is refused for %s, with its line', (_, text, line, message) => {
    const [error] = refused(file(text));
    expect(error).toMatchObject({ file: 'pack.yaml', line });
    expect(error?.message).toMatch(message);
  });

  it('is refused when aliases would fill the memory', () => {
    const levels = 'abcdefghi'.split('').map((key, index, all) => {
      const inner = index === 0 ? 'x' : `*${all[index - 1]}`;
      return `${key}: &${key} [${Array(9).fill(inner).join(', ')}]`;
    });
    expect(refused(file(levels.join('\n')))[0]).toMatchObject({ rule: 'yaml', line: 9 });
  });

  it.each([
    ['lists in brackets', `pack: {}\nroles: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`],
    ['mappings in braces', `pack: {}\nroles: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}\n`],
    ['lists in one line', `pack: {}\n${'- '.repeat(5_000)}x\n`],
    ['a megabyte of brackets', `pack: {}\nroles: ${'['.repeat(1_000_000)}`],
    [
      'lines indented ever further',
      `pack: {}\nroles:\n${Array.from({ length: 1_000 }, (_, at) => `${' '.repeat(at + 1)}a:`).join('\n')}\n`,
    ],
  ])('is refused for 5,000 levels of %s', (_, text) => {
    const [error] = refused(file(text));
    expect(error?.message).toMatch(/deeper than 40 levels/);
    expect(error?.line).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['keys', Array.from({ length: 100_000 }, (_, at) => `k${at}:`).join('\n')],
    ['keys, just few enough to be read', Array.from({ length: 7_500 }, (_, at) => `k${at}: 1`).join('\n')],
    ['aliases', `a: &a x\nb: [${'*a,'.repeat(250_000)}]`],
    ['aliases, just few enough to be read', `a: &a x\nb: [${'y,'.repeat(18_000)}${'*a,'.repeat(99)}]`],
    ['entries', `services:\n${'- a\n'.repeat(9_500)}`],
    ['quotes', `a: ${'"'.repeat(1_000_000)}`],
    ['empty lines', '\n'.repeat(1_000_000)],
  ])('is refused within a second for a megabyte of %s', (_, text) => {
    expect(refused(file(text)).length).toBeLessThanOrEqual(200);
  });

  it('is refused unread when it is longer than a megabyte', () => {
    const [error, ...more] = refused(file(`pack: "${'x'.repeat(10_000_000)}"`));
    expect(error?.message).toMatch(/9766 KB long; the limit is 1024 KB/);
    expect(more).toEqual([]);
  });

  it('is refused when its files are too long together', () => {
    const half = `# ${'x'.repeat(LONGEST_PACK / 2)}\n`;
    expect(refused([...file(half), { path: 'more.yaml', text: half }])[0]?.rule).toBe('file');
  });

  it('is refused when two files hold the same key, with the line of the second', () => {
    const more = { path: 'more.yaml', text: '# two\nroles: []\n' };
    expect(refused([...small(), more])).toEqual([
      expect.objectContaining({ file: 'more.yaml', line: 2, message: 'The key `roles` stands in small.yaml too.' }),
    ]);
  });
});

describe('a pack that says something else than it may', () => {
  it('is refused with every error at once, in the order of the file', () => {
    const errors = refused(
      small(['people: 1 }', 'people: none }'], ['percent: 100%', 'percent: 101%'], ['kind: health', 'kind: helth']),
    );
    expect(errors.map((error) => error.path)).toEqual([
      'roles.0.people',
      'steps.1.actions.0.percent',
      'screens.0.kind',
    ]);
    expect(errors.map((error) => error.line)).toEqual([
      lineOf(SMALL, '{ id: commander'),
      lineOf(SMALL, 'move-to-stage'),
      lineOf(SMALL, 'kind: health'),
    ]);
  });

  it.each<[string, [string, string], string, RegExp, RegExp]>([
    [
      'an unknown key',
      ['readyWithin: 5m', 'readyWithin: 5m\n  colour: red'],
      'colour: red',
      /`colour` is not a key/,
      /spelling/,
    ],
    [
      'an unknown top-level key',
      ['screens:', 'scenes: []\nscreens:'],
      'scenes',
      /`scenes` is not a key known at the top/,
      /spelling/,
    ],
    ['a missing key', [', minimumRequests: 50', ''], 'signals:', /minimumRequests` is missing/, /Write a number/],
    ['a number where text belongs', ['version: "1.0.0"', 'version: 1.0'], 'version: 1.0', /the number 1;/, /quotes/],
    [
      'yes where true belongs',
      ['checklists: [ready]', 'checklists: yes'],
      'checklists: yes',
      /the text `yes`; it must be a list/,
      /list/,
    ],
    [
      'a duration without a unit',
      ['readyWithin: 5m', 'readyWithin: 5'],
      'readyWithin: 5',
      /the number 5; it must be text/,
      /quotes/,
    ],
    [
      'a duration in words',
      ['readyWithin: 5m', 'readyWithin: soon'],
      'readyWithin: soon',
      /`soon` is not a duration; write it like 30m/,
      /reference/,
    ],
    [
      'a moment that is none',
      ['at: T-30m, step', 'at: "08:30", step'],
      'at: "08:30"',
      /`08:30` is not a moment/,
      /reference/,
    ],
    [
      'an action that does not exist',
      ['do: read-back', 'do: look-back'],
      'do: look-back',
      /must be one of `set-canary-images`/,
      /spelling/,
    ],
    [
      'a criterion with two lower bounds',
      ['above: 5%,', 'above: 5%, atLeast: 5%,'],
      'atLeast: 5%',
      /exactly one of/,
      /reference/,
    ],
    ['an error rate in milliseconds', ['above: 5%,', 'above: 300ms,'], '300ms', /wrong unit/, /reference/],
  ])('names the line, the fault and the cure of %s', (_, change, piece, message, hint) => {
    const files = small(change);
    const errors = refused(files);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.hint).toMatch(hint);
    expect(errors[0]?.line).toBe(lineOf(files[0]?.text ?? '', piece));
  });

  it('changes no object that others use', () => {
    refused(file('pack:\n  __proto__: {polluted: true}\n'));
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('the built-in pack', () => {
  it('still loads when its files come in another order', () => {
    const files = builtInFiles('media-gateway');
    expect(loaded(files.toReversed()).content).toEqual(loaded(files).content);
  });
});
