import { describe, expect, it } from 'vitest';
import { LINT_RULES, lintPack } from '#shared/pack/lint.ts';
import { ACTION_CASES } from './lint-action-cases.ts';
import { CASES } from './lint-cases.ts';
import { CONSOLE_CASES } from './lint-console-cases.ts';
import { TIME_CASES } from './lint-time-cases.ts';
import { builtInFiles, loaded, small } from './packs.ts';

const ALL_CASES = [...CASES, ...TIME_CASES, ...CONSOLE_CASES, ...ACTION_CASES];
const lineOf = (text: string, piece: string): number => text.slice(0, text.indexOf(piece)).split('\n').length;

describe('pack lint', () => {
  it.each(ALL_CASES)('%s finds %s, in its line', (rule, _, changes, piece, message) => {
    const files = small(...changes);
    const found = lintPack(loaded(files)).filter((one) => one.rule === rule);
    expect(found.map((one) => one.message)).toEqual(
      [expect.stringMatching(message)].concat(found.slice(1).map((one) => one.message)),
    );
    expect(found[0]).toMatchObject({ file: 'small.yaml', line: lineOf(files[0]?.text ?? '', piece) });
    expect(found[0]?.hint).not.toBe('');
  });

  it('has a pack that breaks each of its rules', () => {
    expect([...new Set(ALL_CASES.map(([rule]) => rule))].sort()).toEqual(LINT_RULES.map((rule) => rule.name).sort());
  });

  it('finds nothing in the small pack these were made from', () => {
    expect(lintPack(loaded(small()))).toEqual([]);
  });

  it.each(['media-gateway', 'two-services'])('finds nothing in the built-in pack %s', (name) => {
    expect(lintPack(loaded(builtInFiles(name)))).toEqual([]);
  });

  it('calls what the console can deal with a warning, and the rest errors', () => {
    const severities = new Set(LINT_RULES.filter((rule) => rule.blocks).map((rule) => rule.severity));
    expect([...severities]).toEqual(['error']);
    const found = lintPack(loaded(small(['mode: sequential', 'mode: parallel'])));
    expect(found.map((one) => [one.rule, one.severity])).toEqual([['parallel-dependency', 'warning']]);
  });

  it('tells everything at once, in the order of the file', () => {
    const lines = lintPack(
      loaded(
        small(['voteFresh: 60m', 'voteFresh: 20m'], ['title: One, group: a', 'title: One'], ['gate: go', 'gate: stop']),
      ),
    ).map((one) => one.line);
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });
});
