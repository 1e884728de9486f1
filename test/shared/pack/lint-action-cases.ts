import type { Case } from './lint-cases.ts';
import type { Change } from './packs.ts';

const COUNTS: Change = ['do: read-back', 'do: scale-services, replicas: 0'];
const SECRET: Change = [
  '  - { id: reason,',
  '  - { id: token, title: Token?, asked: use, secret: true }\n  - { id: reason,',
];
const KEPT: Change = ['actions: [{ do: set-canary-images }]', 'actions: [{ do: note }, { do: delete-stable }]'];
const OF_NO_RETURN: Change = ['gate: go\n', 'gate: go\n    pointOfNoReturn: true\n'];

/** What actions need around them: a note before what takes away, a test to run, an answer that may be logged. */
export const ACTION_CASES: readonly Case[] = [
  [
    'way-back-lost',
    'services scaled to zero whose counts nobody noted (reconciled 23)',
    [COUNTS],
    'do: scale-services',
    /`scale-services` comes with no `note` before it/,
  ],
  [
    'way-back-lost',
    'services scaled to zero that never come back (reconciled 23)',
    [['do: read-back', 'do: note }, { do: scale-services, replicas: 0']],
    'do: note',
    /scales the services to zero and never brings them back/,
  ],
  [
    'way-back-lost',
    'stable deleted in a step that says nothing of it (reconciled 15)',
    [KEPT],
    'id: first',
    /`first` deletes stable and isn't marked as a point of no return/,
  ],
  [
    'way-back-lost',
    'a point of no return that is confirmed like any other step',
    [OF_NO_RETURN],
    'authority: step',
    /`step` asks for no typed name/,
  ],
  [
    'misplaced-action',
    'a rollback that deletes what it goes back to',
    [['do: read-back', 'do: note }, { do: delete-stable']],
    'do: note',
    /`delete-stable` belongs to a step of the launch/,
  ],
  [
    'misplaced-action',
    'smoke tests of services that have none',
    [['do: set-canary-images', 'do: smoke-tests']],
    'do: smoke-tests',
    /Nothing says how `one`, `two` would be tested/,
  ],
  [
    'secret-answer',
    'a secret that would stand in the log',
    [SECRET, ['do: read-back', 'do: command, program: ./look.sh, arguments: ["[token]"], timeout: 1m']],
    'do: command',
    /secret `\[token\]` would be asked for and kept in the log/,
  ],
  [
    'quick-rollback-waits',
    'a quick rollback that a person has to do a part of',
    [['do: read-back', 'do: read-back }, { do: manual, text: Look']],
    'do: read-back',
    /waits here until a person says that it is done/,
  ],
  [
    'quick-rollback-waits',
    'a quick rollback that asks for something',
    [['do: read-back', 'do: command, program: ./look.sh, arguments: ["[brief reason]"], timeout: 1m']],
    'do: command',
    /until `\[brief reason\]` is answered/,
  ],
  [
    'shared-flag',
    'a flag that two services call their own',
    [
      ['title: One, group: a', 'title: One, group: a, flags: [new-things]'],
      ['title: Two, group: a', 'title: Two, group: a, flags: [new-things]'],
    ],
    'flags: [new-things], dependsOn',
    /`new-things` belongs to `one` and to `two`/,
  ],
  [
    'unknown-reference',
    'a flag of a service that is not there',
    [['title: One, group: a', 'title: One, group: a, flags: [old-things]']],
    'flags: [old-things]',
    /no flag `old-things`/,
  ],
  [
    'unknown-reference',
    'an item before which no moment may lie, and which is not there',
    [
      [
        '  - { id: reason,',
        '  - { id: moment, title: When?, asked: use, type: moment-in-time, notBefore: backup }\n  - { id: reason,',
      ],
    ],
    'notBefore: backup',
    /no item `backup`/,
  ],
  [
    'hold-too-long',
    'a step planned before its authority allows it (reconciled 15)',
    [
      [
        'asks: [lead], confirms: [commander] }',
        'asks: [lead], confirms: [commander], notBefore: { after: first, waiting: 24h } }',
      ],
    ],
    'at: T-30m\n    authority: step',
    /`first` is planned at T-30m, and `step` allows it from T\+23h 30m/,
  ],
];
