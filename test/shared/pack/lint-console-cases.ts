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
  [
    'measure-unfit',
    'a metric of the canary by a measure that does not know the canary',
    [
      ['measure: { by: error-rate-below, percent: 0.1% }', 'measure: { by: measure-within-limit, measure: cpu }'],
      ['minimumRequests: 50 }', 'minimumRequests: 50, measures: [{ id: cpu, title: C, query: d, holds: "< 9" }] }'],
    ],
    'measure: cpu',
    /does not tell the canary of a service from stable/,
  ],
  [
    'measure-unfit',
    'a part of something in percent',
    [
      [
        'minimumRequests: 50 }',
        'minimumRequests: 50, measures: [{ id: full, title: F, query: d, of: e, unit: "%", holds: "< 9" }] }',
      ],
    ],
    'unit: "%"',
    /`full` is a part of something, and in percent/,
  ],
  [
    'unknown-reference',
    'a criterion by a measure that is not there',
    [['watch: { signal: error-rate, above: 5%, for: 5m }', 'watch: { signal: measures, measures: [cpu], for: 5m }']],
    'signal: measures',
    /no measure `cpu`/,
  ],
  [
    'duplicate-id',
    'two measures of one name',
    [
      [
        'minimumRequests: 50 }',
        'minimumRequests: 50, measures: [{ id: a, title: A, query: d, holds: "< 9" }, { id: a, title: B, query: e, holds: "< 9" }] }',
      ],
    ],
    'minimumRequests: 50',
    /`a` is used twice in `signals.measures`/,
  ],
];
