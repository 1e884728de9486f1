import { plan } from '#test/support/launch-story.ts';
import { seniors } from './actors.ts';
import { breakGlass, databaseRollback, stepNow } from './commands.ts';
import { command, nobody, only, type Row } from './table-row.ts';

/** A rollback that is asked for or runs stands in the way, whoever comes. */
const inHand = {
  'an urgent rollback waits for the second person': nobody('rolling-back'),
  'a conditional rollback waits for two more': nobody('rolling-back'),
  'a conditional rollback waits and an urgent decision opens': nobody('rolling-back'),
  'break-glass waits for the second senior engineer': nobody('rolling-back'),
  'a database rollback waits': nobody('rolling-back'),
  'a rollback of the commander runs': nobody('rolling-back'),
  'a rollback of a senior engineer runs': nobody('rolling-back'),
  'a rollback that a deputy confirmed runs': nobody('rolling-back'),
};
const operationsNot = (code: string) => nobody('not-entitled', { operations: code });

/** What can't be undone, and what goes past the one who should decide. */
export const rowsOfNoReturn: readonly Row[] = [
  {
    what: 'break-glass',
    of: ['break-glass'],
    send: () => command(breakGlass('nobody answers')),
    event: 'action.requested',
    cells: {
      'an urgent decision whose time is over': only(seniors),
      'an immediate decision, unanswered for two minutes': only(seniors),
      'break-glass waits for the second senior engineer': nobody('rolling-back'),
      else: nobody('break-glass-shut'),
    },
  },
  {
    what: 'ask for the database rollback, its name typed',
    of: ['database rollback'],
    send: () => command(databaseRollback(plan.databaseRollback?.title)),
    event: 'action.requested',
    cells: { ...inHand, else: only(['operations']) },
  },
  {
    what: 'ask for the database rollback without its name',
    of: ['database rollback'],
    send: () => command(databaseRollback()),
    event: 'action.requested',
    cells: { ...inHand, else: operationsNot('name-not-typed') },
  },
  {
    what: 'ask to delete stable',
    of: ['delete stable'],
    send: () => command({ type: 'step.ask', step: 'delete-stable' as never }),
    event: 'action.requested',
    cells: {
      'a day after 100 %': only(['operations']),
      'deleting stable waits': operationsNot('already-asked'),
      hold: operationsNot('held'),
      'GO was withdrawn': operationsNot('held'),
      scrubbed: operationsNot('scrubbed'),
      'an urgent rollback waits for the second person': operationsNot('rolling-back'),
      'a conditional rollback waits for two more': operationsNot('rolling-back'),
      'a conditional rollback waits and an urgent decision opens': operationsNot('rolling-back'),
      'break-glass waits for the second senior engineer': operationsNot('rolling-back'),
      'a database rollback waits': operationsNot('rolling-back'),
      'a rollback of the commander runs': operationsNot('rolling-back'),
      'a rollback of a senior engineer runs': operationsNot('rolling-back'),
      'a rollback that a deputy confirmed runs': operationsNot('rolling-back'),
      'an immediate decision': operationsNot('decision-open'),
      'an urgent decision': operationsNot('decision-open'),
      'a conditional decision': operationsNot('decision-open'),
      'an urgent and an immediate decision': operationsNot('decision-open'),
      'a conditional and an urgent decision': operationsNot('decision-open'),
      'an urgent decision, a second short of two minutes': operationsNot('decision-open'),
      'an urgent decision, unanswered for two minutes': operationsNot('decision-open'),
      'a conditional decision, unanswered for two minutes': operationsNot('decision-open'),
      'an immediate decision, unanswered for two minutes': operationsNot('decision-open'),
      'an urgent decision whose time is over': operationsNot('decision-open'),
      else: operationsNot('not-before'),
    },
  },
  {
    what: 'confirm that stable is deleted, its name typed',
    of: ['delete stable'],
    send: (stage) => {
      const { action, shown } = stepNow(stage);
      const typedName = stage.state.actions.byId[action]?.title ?? '';
      return command({ type: 'action.confirm', role: 'launch-commander' as never, action, shown, typedName });
    },
    event: 'action.confirmed',
    cells: {
      'deleting stable waits': only(['commander'], 'role-not-held'),
      'a step waits': only(['commander'], 'role-not-held'),
      'the grace time runs': nobody('not-waiting'),
      'a step runs': nobody('not-waiting'),
      'a step is paused': nobody('not-waiting'),
      'a step was cut off': nobody('not-waiting'),
      'a rollback of the commander runs': nobody('not-waiting'),
      'rolled back': nobody('not-waiting'),
      'an hour after 100 %': nobody('not-waiting'),
      'a day after 100 %': nobody('not-waiting'),
      else: nobody('no-such-action'),
    },
  },
];
