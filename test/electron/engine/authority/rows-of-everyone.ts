import { gate } from '#test/support/launch-story.ts';
import { seniors } from './actors.ts';
import { raising, rollbackNow, stepNow } from './commands.ts';
import { command, each, everyone, nobodyAtAll, only, type Row, stepIsThere } from './table-row.ts';

const anyones = [
  'hold, stop, cancel a running action (never one of a rollback), withdraw GO, raise a criterion, declare an incident',
] as const;
const rollbackStop = ['stop a running rollback'] as const;

/** Who may confirm a rollback may stop it: not everyone, although a stop is otherwise anyone's. */
const mayStop = (may: readonly string[]) =>
  only(may, 'not-entitled', each(['nobody', 'revoked', 'unenrolled'], 'not-signed'));

/**
 * What anyone does at once, without a key and on a console that is read-only; and what looks the same and isn't, once it
 * is about a rollback. In this order they don't change what comes after them.
 */
export const rowsOfEveryone: readonly Row[] = [
  {
    what: 'declare an incident',
    of: anyones,
    send: () => command({ type: 'incident.declare', severity: 'P1', title: 'search is down' }),
    event: 'incident.declared',
    isIndependent: true,
    cells: { else: everyone },
  },
  {
    what: 'raise a criterion',
    of: anyones,
    send: () => command(raising('performance-regression')),
    event: 'decision.opened',
    isIndependent: true,
    cells: { else: everyone },
  },
  {
    what: 'pause a step',
    of: anyones,
    send: (stage) => command({ type: 'action.pause', action: stepNow(stage).action }),
    event: 'action.paused',
    isIndependent: true,
    cells: {
      ...stepIsThere(nobodyAtAll('not-running')),
      'a step runs': everyone,
      'a step is paused': nobodyAtAll('already'),
      else: nobodyAtAll('no-such-action'),
    },
  },
  {
    what: 'stop a step',
    of: anyones,
    send: (stage) => command({ type: 'action.stop', action: stepNow(stage).action, reason: '' }),
    event: 'action.stopped',
    isIndependent: true,
    cells: {
      'a step waits': everyone,
      'the grace time runs': everyone,
      'a step runs': everyone,
      'a step is paused': everyone,
      'a step was cut off': everyone,
      'deleting stable waits': everyone,
      else: nobodyAtAll('nothing-to-stop'),
    },
  },
  {
    what: 'hold',
    of: anyones,
    send: () => command({ type: 'clock.hold', reason: '' }),
    event: 'clock.held',
    isIndependent: true,
    cells: {
      hold: nobodyAtAll('already-held'),
      'GO was withdrawn': nobodyAtAll('already-held'),
      scrubbed: nobodyAtAll('scrubbed'),
      else: everyone,
    },
  },
  {
    what: 'withdraw GO',
    of: anyones,
    send: () => command({ type: 'gate.withdraw', gate, reason: '' }),
    event: 'gate.withdrawn',
    isIndependent: true,
    cells: {
      'before GO': nobodyAtAll('not-go'),
      'everything is met': nobodyAtAll('not-go'),
      'NO-GO': nobodyAtAll('not-go'),
      'GO was withdrawn': nobodyAtAll('not-go'),
      'a change waits to be adopted': nobodyAtAll('not-go'),
      scrubbed: nobodyAtAll('scrubbed'),
      else: everyone,
    },
  },
  {
    what: 'stop a rollback',
    of: rollbackStop,
    send: (stage) => command({ type: 'action.stop', action: rollbackNow(stage).action, reason: '' }),
    event: 'action.stopped',
    cells: {
      'an urgent rollback waits for the second person': mayStop(seniors),
      'a conditional rollback waits for two more': mayStop(['commander', 'engineering', 'product']),
      'a conditional rollback waits and an urgent decision opens': mayStop(['commander', 'engineering', 'product']),
      'break-glass waits for the second senior engineer': mayStop(seniors),
      'a database rollback waits': mayStop(['operations', 'commander', 'engineering']),
      'a rollback of the commander runs': mayStop(['commander']),
      'a rollback of a senior engineer runs': mayStop(seniors),
      'a rollback that a deputy confirmed runs': mayStop([...seniors, 'deputy']),
      else: nobodyAtAll('nothing-to-stop'),
    },
  },
  {
    what: 'pause a rollback',
    of: rollbackStop,
    send: (stage) => command({ type: 'action.pause', action: rollbackNow(stage).action }),
    event: 'action.paused',
    cells: {
      'an urgent rollback waits for the second person': nobodyAtAll('not-running'),
      'a conditional rollback waits for two more': nobodyAtAll('not-running'),
      'a conditional rollback waits and an urgent decision opens': nobodyAtAll('not-running'),
      'break-glass waits for the second senior engineer': nobodyAtAll('not-running'),
      'a database rollback waits': nobodyAtAll('not-running'),
      'rolled back': nobodyAtAll('not-running'),
      'a rollback of the commander runs': mayStop(['commander']),
      'a rollback of a senior engineer runs': mayStop(seniors),
      'a rollback that a deputy confirmed runs': mayStop([...seniors, 'deputy']),
      else: nobodyAtAll('no-such-action'),
    },
  },
];
