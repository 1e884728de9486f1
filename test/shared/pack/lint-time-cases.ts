import type { Case } from './lint-cases.ts';

/** Times that contradict each other, and holds that don't fit. */
export const TIME_CASES: readonly Case[] = [
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
    'hold-too-long',
    'thirty minutes of which the timeline leaves fifteen (reconciled 3)',
    [['at: T-30m, step: first, point: started', 'at: T-15m, step: first, point: started']],
    'minimum: 30m',
    /from `first` \(T-15m\) to `second` \(T-0\) there are 15m/,
  ],
  [
    'hold-too-long',
    'a phase that lasts longer than the time until it ends',
    [['title: Canary, at: T-30m', 'title: Canary, at: T-30m, until: T-10m, lasts: 30m']],
    'lasts: 30m',
    /Canary lasts at least 30m, but from T-30m to T-10m there are 20m/,
  ],
  [
    'contradictory-times',
    'a step that counts itself to another phase (reconciled 2)',
    [['title: Second', 'title: "Phase 4: Second"']],
    'title: "Phase 4',
    /calls itself phase 4, but it belongs to phase 1/,
  ],
  [
    'contradictory-times',
    'an entry of the day with another time than its gate',
    [['at: T-30m, step: first, point: started', 'at: T-50m, gate: go']],
    'at: T-50m',
    /says T-50m, but Go\/No-Go is at T-1h/,
  ],
  [
    'contradictory-times',
    'an item due after its list',
    [['owner: lead }', 'owner: lead, due: T-10m }']],
    'due: T-1h',
    /due at T-1h, but an item of it only at T-10m/,
  ],
  [
    'contradictory-times',
    'a list that is due after the gate that needs it',
    [['due: T-1h', 'due: T-50m']],
    'checklists: [ready]',
    /needs `ready`, which is due only at T-50m/,
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
];
