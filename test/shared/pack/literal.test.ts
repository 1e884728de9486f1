import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LINT_RULES, lintPack } from '#shared/pack/lint.ts';
import { ACTION_CASES } from './lint-action-cases.ts';
import { CASES } from './lint-cases.ts';
import { CONSOLE_CASES } from './lint-console-cases.ts';
import { loaded } from './packs.ts';

const folder = fileURLToPath(new URL('literal/', import.meta.url));
const pack = loaded(
  readdirSync(folder)
    .sort()
    .map((path) => ({ path, text: readFileSync(`${folder}${path}`, 'utf8') })),
);
const found = lintPack(pack);

/** Rows of the reconciliation of the document, and what is said of each. */
const ROWS: readonly (readonly [row: string, what: string, rule: string, file: string, message: RegExp])[] = [
  [
    '1',
    'the canary starts at 08:30 and at 08:15',
    'contradictory-times',
    'day.yaml',
    /says T-30m, but .* begins at T-45m/,
  ],
  ['2', '50 % and 100 % at 09:00', 'contradictory-times', 'launch.yaml', /two targets at the same moment, T-0/],
  [
    '2',
    'two meanings of phase 4',
    'contradictory-times',
    'launch.yaml',
    /calls itself phase 4, but it belongs to phase 3/,
  ],
  [
    '3',
    '15 of the 30 minutes of the canary',
    'hold-too-long',
    'launch.yaml',
    /asks for 30m, .*\(T-30m\).*there are 15m/,
  ],
  [
    '8',
    'a canary that is the one Deployment',
    'canary-is-stable',
    'launch.yaml',
    /`api-gateway` is its stable Deployment/,
  ],
  ['8', 'set image on the one Deployment', 'impossible-command', 'launch.yaml', /only Deployment is no canary/],
  [
    '11',
    'MCP beside Playback, on which it depends',
    'parallel-dependency',
    'launch.yaml',
    /`mcp-server` depends on `playback/,
  ],
  [
    '11',
    'MCP after all services, of which it is one',
    'dependency-cycle',
    'launch.yaml',
    /in a circle: mcp-server → mcp-server/,
  ],
  ['13', 'a flag that is gone', 'impossible-command', 'launch.yaml', /`--record` is gone/],
  ['15', 'stable deleted in the cutover', 'impossible-command', 'launch.yaml', /ends the fast rollback/],
  ['16', 'a flag that never was', 'impossible-command', 'rollback.yaml', /no flag `--all`/],
  ['22', 'a moment of 2024', 'fixed-date', 'rollback.yaml', /2024-12-06T08:00:00Z/],
  ['23', 'counts lost', 'impossible-command', 'rollback.yaml', /forgets the counts/],
  ['24', "a secret's other keys", 'impossible-command', 'rollback.yaml', /may lose its other keys/],
  ['27', 'a role of another name', 'unknown-reference', 'pack.yaml', /no role `product`/],
  ['30', 'a launch without a GO', 'launch-without-gate', 'launch.yaml', /needs no GO/],
  ['34', 'words that nobody is asked for', 'unknown-variable', 'pack.yaml', /unknown variable `\[brief reason\]`/],
];

/** Rules for what the document does right, or does not speak of. */
const NOT_OF_THE_DOCUMENT: ReadonlyMap<string, string> = new Map([
  ['duplicate-id', 'the document names things by their titles; the names here are ours'],
  ['dependency-order', 'no service of §2.4 depends on one of a later group'],
  ['service-without-group', 'each of the eight services of §2.4 is in a group'],
  ['probe-of-nothing', 'people tick its lists: it has no probe'],
  ['measure-unfit', 'it measures nothing'],
  ['way-back-lost', 'it takes stable away by command lines: `impossible-command` says so'],
  ['misplaced-action', 'it knows no actions, only command lines'],
  ['secret-answer', 'it asks for no secret'],
  ['quick-rollback-waits', 'its quick rollback is commands and posts'],
  ['shared-flag', 'it says of no flag whose it is'],
]);

describe('what is transcribed of the document', () => {
  it.each(ROWS)('row %s: %s is found by %s in %s', (_, __, rule, file, message) => {
    const told = found.filter((one) => one.rule === rule && one.file === file).map((one) => one.message);
    expect(told).toContainEqual(expect.stringMatching(message));
  });

  it('raises every rule there is, but those whose defect it does not have', () => {
    const raised = new Set(found.map((one) => one.rule));
    const expected = LINT_RULES.map((rule) => rule.name).filter((name) => !NOT_OF_THE_DOCUMENT.has(name));
    expect([...raised].sort()).toEqual(expected.sort());
  });

  it.each([...NOT_OF_THE_DOCUMENT])('does not raise %s (%s), which other packs do', (rule) => {
    expect(LINT_RULES.map(({ name }) => name)).toContain(rule);
    expect([...CASES, ...CONSOLE_CASES, ...ACTION_CASES].map(([name]) => name)).toContain(rule);
  });

  it('is found at fault in its lines, each with what to do', () => {
    for (const { file, line, hint } of found) {
      expect(pack.files.find((one) => one.path === file)?.text.split('\n').length).toBeGreaterThanOrEqual(line);
      expect(hint).not.toBe('');
    }
  });
});
