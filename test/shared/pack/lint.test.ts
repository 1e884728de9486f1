import { describe, expect, it } from 'vitest';
import { LINT_RULES, lintPack } from '#shared/pack/lint.ts';
import { builtInFiles, type Change, loaded, small } from './packs.ts';

type Case = readonly [rule: string, what: string, changes: readonly Change[], piece: string, message: RegExp];

const COMMAND = (program: string, ...words: string[]) =>
  `do: command, program: ${program}, arguments: [${words.map((word) => `"${word}"`).join(', ')}], timeout: 1m`;

/** For each rule at least one pack that breaks it, in one place. */
const CASES: readonly Case[] = [
  [
    'duplicate-id',
    'two roles of one name',
    [['id: lead, title: T', 'id: commander, title: T']],
    'id: commander, title: T',
    /`commander` is used twice in `roles`/,
  ],
  [
    'unknown-reference',
    'a role nobody has',
    [['attendees: [commander, lead]', 'attendees: [commander, leed]']],
    'leed',
    /no role `leed`/,
  ],
  ['unknown-reference', 'a gate that is not there', [['gate: go', 'gate: stop']], 'gate: stop', /no gate `stop`/],
  [
    'unknown-reference',
    'a channel that is not there',
    [['channel: room, template', 'channel: hall, template']],
    'channel: hall',
    /no channel `hall`/,
  ],
  [
    'unknown-reference',
    'a flag that is not there',
    [['on: all', 'on: [old-things]']],
    'old-things',
    /no flag `old-things`/,
  ],
  [
    'unknown-variable',
    'a template with an unknown variable',
    [['Rolled back: [brief reason]', 'Rolled back: [reason]']],
    'Rolled back: [reason]',
    /unknown variable `\[reason\]`/,
  ],
  [
    'unknown-variable',
    'a text with an unknown variable',
    [[`launchTitle: Small \${version}`, `launchTitle: Small \${number}`]],
    'launchTitle',
    /no variable `number`/,
  ],
  [
    'unknown-variable',
    'a name of a service where there is none',
    [[`launchTitle: Small \${version}`, `launchTitle: Small \${service}`]],
    'launchTitle',
    /no variable `service`/,
  ],
  [
    'dependency-cycle',
    'services that wait for each other',
    [['group: a }', 'group: a, dependsOn: [two] }']],
    'dependsOn: [two]',
    /one → two → one/,
  ],
  [
    'dependency-cycle',
    'steps that wait for each other',
    [['gate: go', 'gate: go\n    after: [second]']],
    'after: [second]',
    /first → second → first/,
  ],
  [
    'dependency-cycle',
    'a rollback step that waits for a later one',
    [['waitsFor: [traffic]', 'waitsFor: [verify]']],
    'waitsFor: [verify]',
    /doesn't come before it/,
  ],
  [
    'dependency-order',
    'a service of an early group that needs one of a late group',
    [
      [
        'title: Group A, mode: sequential }',
        'title: Group A, mode: sequential }\n  - { id: z, title: Group Z, mode: sequential }',
      ],
      ['title: One, group: a', 'title: One, group: z'],
    ],
    'dependsOn: [one]',
    /`two` depends on `one`, whose group moves later/,
  ],
  [
    'parallel-dependency',
    'Playback and MCP together in a group (reconciled 11)',
    [['mode: sequential', 'mode: parallel']],
    'dependsOn: [one]',
    /moves all at once/,
  ],
  [
    'service-without-group',
    'a service in no group',
    [['title: One, group: a', 'title: One']],
    'id: one',
    /`one` is in no group/,
  ],
  [
    'authority-unmet',
    'an action for which one person would have to be two',
    [['asks: [lead], confirms: [commander]', 'asks: [commander], confirms: [commander]']],
    'id: step',
    /needs 2 different people as `commander`, and there may be only 1/,
  ],
  [
    'authority-unmet',
    'an action confirmed by a role that nobody has to hold',
    [['title: Technical Lead, people: 1-2', 'title: Technical Lead, people: as needed']],
    'id: step',
    /the roster may have only 0: nobody could confirm/,
  ],
  [
    'authority-unmet',
    'more senior engineers than there are',
    [['asks: [senior-engineer]', 'asks: [senior-engineer], confirms: [senior-engineer, senior-engineer]']],
    'id: back',
    /needs 3 of `senior-engineer`/,
  ],
  [
    'step-without-verification',
    'a step without verification',
    [['\n    verification: { within: 2m }', '']],
    'id: first',
    /`first` has no verification/,
  ],
  [
    'step-without-verification',
    'a step that moves traffic and does not look',
    [['share: true, ', '']],
    'metrics: true',
    /nobody looks whether it moved/,
  ],
  [
    'hold-too-long',
    'thirty minutes where fifteen are left (reconciled 3)',
    [['at: T-0', 'at: T-15m']],
    'minimum: 30m',
    /asks for 30m, but from `first` \(T-30m\) to `second` \(T-15m\) there are 15m/,
  ],
  [
    'contradictory-times',
    'a milestone with another time than its step (reconciled 1)',
    [['at: T-30m, step: first', 'at: T-45m, step: first']],
    'at: T-45m',
    /says T-45m, but `first` begins at T-30m/,
  ],
  [
    'contradictory-times',
    'an end before the beginning',
    [['at: T-30m, step: first, point: started', 'at: T-45m, step: first, point: completed']],
    'at: T-45m',
    /can't be read back before/,
  ],
  [
    'contradictory-times',
    'two targets for one moment (reconciled 2)',
    [
      [
        'actions: [{ do: set-canary-images }]\n    verification: { within: 2m }',
        'actions: [{ do: move-to-stage, percent: 50% }]\n    verification: { share: true, within: 2m }',
      ],
      ['at: T-0', 'at: T-30m'],
      ['minimum: 30m', 'minimum: 0m'],
    ],
    'at: T-30m\n    authority: step\n    after',
    /two targets at the same moment, T-30m/,
  ],
  [
    'contradictory-times',
    'a phase that begins after its first step',
    [['title: Canary, at: T-30m', 'title: Canary, at: T-10m']],
    'at: T-10m',
    /begins at T-10m, after its first step \(T-30m\)/,
  ],
  [
    'contradictory-times',
    'a gate after the step that needs it',
    [['title: Go/No-Go\n    at: T-1h', 'title: Go/No-Go\n    at: T-10m']],
    'at: T-10m',
    /after the step that needs it/,
  ],
  [
    'contradictory-times',
    'votes that are stale when they are needed',
    [['voteFresh: 60m', 'voteFresh: 20m']],
    'voteFresh',
    /stale before the step/,
  ],
  [
    'fixed-date',
    'a database recovered to a day of 2024 (reconciled 22)',
    [['detail: Looks.', 'detail: Looks at --point-in-time="2024-12-06T08:00:00Z".']],
    '2024-12-06',
    /fixed date `2024-12-06T08:00:00Z`/,
  ],
  [
    'impossible-command',
    'a flag that kubectl rollout status has not (reconciled 16)',
    [['do: set-canary-images', COMMAND('kubectl', 'rollout', 'status', 'deployment', '--all')]],
    'do: command',
    /no flag `--all`/,
  ],
  [
    'impossible-command',
    'set image on the one Deployment (reconciled 8)',
    [['do: set-canary-images', COMMAND('kubectl', 'set', 'image', 'deployment/api-gateway')]],
    'do: command',
    /is no canary/,
  ],
  [
    'canary-is-stable',
    'one Deployment for both (reconciled 8)',
    [[`\${service}-canary`, `\${service}-stable`]],
    'id: one',
    /is its stable Deployment, `one-stable`/,
  ],
  [
    'unreachable-rollback',
    'a service whose traffic does not come back',
    [['percent: 0% }', 'percent: 0%, services: [one] }']],
    'id: quick',
    /`two` is not given back to stable/,
  ],
  [
    'unreachable-rollback',
    'a canary that stays',
    [['replicas: 0 }', 'replicas: 0, services: [two] }']],
    'id: quick',
    /`one` keeps its canary pods/,
  ],
  [
    'unreachable-rollback',
    'a flag that stays on',
    [['percent: 0% }, { do: flags, off: all }', 'percent: 0% }']],
    'id: quick',
    /`new-things`, which a step turns on, is never turned off/,
  ],
  [
    'unreachable-rollback',
    'no quick rollback at all',
    [['kind: quick-rollback', 'kind: other']],
    'procedures:',
    /no quick rollback/,
  ],
];

const lineOf = (text: string, piece: string): number => text.slice(0, text.indexOf(piece)).split('\n').length;

describe('pack lint', () => {
  it.each(CASES)('%s finds %s, in its line', (rule, _, changes, piece, message) => {
    const files = small(...changes);
    const found = lintPack(loaded(files)).filter((one) => one.rule === rule);
    expect(found.map((one) => one.message)).toEqual(
      [expect.stringMatching(message)].concat(found.slice(1).map((one) => one.message)),
    );
    expect(found[0]).toMatchObject({ file: 'small.yaml', line: lineOf(files[0]?.text ?? '', piece) });
    expect(found[0]?.hint).not.toBe('');
  });

  it('has a pack that breaks each of its rules', () => {
    expect([...new Set(CASES.map(([rule]) => rule))].sort()).toEqual(LINT_RULES.map((rule) => rule.name).sort());
  });

  it('finds nothing in the small pack these were made from', () => {
    expect(lintPack(loaded(small()))).toEqual([]);
  });

  it('finds nothing in the pack of Media Gateway', () => {
    expect(lintPack(loaded(builtInFiles('media-gateway')))).toEqual([]);
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
