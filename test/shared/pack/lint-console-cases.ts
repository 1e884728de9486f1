import { type Case, COMMAND } from './lint-cases.ts';

/** What the console itself needs: a gate, authorities by name, probes of something, commands that work. */
export const CONSOLE_CASES: readonly Case[] = [
  [
    'launch-without-gate',
    'a first step that needs no GO (reconciled 30)',
    [['\n    gate: go', '']],
    'id: first',
    /`first` comes after nothing and needs no GO/,
  ],
  [
    'launch-without-gate',
    'a gate that opens only the freeze',
    [['authority: decide\ncluster', 'authority: decide\n    opens: freeze\ncluster']],
    'id: first',
    /needs no GO/,
  ],
  [
    'missing-authority',
    'a launch that nobody may resume',
    [['  - { id: resume, title: Resume, asks: [commander] }\n', '']],
    'authorities:',
    /Nobody may resume after a hold/,
  ],
  [
    'probe-of-nothing',
    'a probe of every channel where no channel has a connector',
    [
      ['owner: lead }', 'owner: lead, probe: { check: channels } }'],
      ['service: slack', 'service: manual'],
    ],
    'check: channels',
    /looks at every channel with a connector, and the pack has none/,
  ],
  [
    'unknown-reference',
    'a probe of a vendor that is not there',
    [['owner: lead }', 'owner: lead, probe: { check: vendor-status, vendor: cloud } }']],
    'vendor: cloud',
    /no vendor `cloud`/,
  ],
  [
    'unknown-reference',
    'an entry of the day shown by an item that is not there',
    [['at: T-30m, step: first, point: started', 'at: T-30m, item: bad']],
    'item: bad',
    /no item `bad`/,
  ],
  [
    'impossible-command',
    'a command in a text, as people would type it (reconciled 16)',
    [['detail: Looks.', 'detail: kubectl rollout status deployment --all -n production']],
    'detail: kubectl',
    /no flag `--all`/,
  ],
  [
    'impossible-command',
    'stable deleted in the cutover (reconciled 15)',
    [['do: set-canary-images', COMMAND('kubectl', 'delete', 'deployment', 'one-stable')]],
    'do: command',
    /ends the fast rollback/,
  ],
];
