import { seniors } from './actors.ts';
import { rollback, rollbackNow } from './commands.ts';
import { type AuthorityRow, anyoneSignedIn, type Cell, command, nobody, only, type Row } from './table-row.ts';

const ofRollbacks: readonly (AuthorityRow | 'deputies')[] = [
  'roll back, no decision open',
  'roll back, immediate criterion (metric, or declared by a person)',
  'roll back, urgent',
  'roll back, conditional',
  'deputies',
];

/** States in which a rollback is in hand already: it is confirmed, not asked for again. */
const inHand = {
  'an urgent rollback waits for the second person': nobody('rolling-back'),
  'a conditional rollback waits for two more': nobody('rolling-back'),
  'a rollback of the commander runs': nobody('rolling-back'),
  'a rollback of a senior engineer runs': nobody('rolling-back'),
  'a rollback that a deputy confirmed runs': nobody('rolling-back'),
};
/**
 * A request that waits doesn't stand in the way of the quick rollback of everything once somebody else may decide: an
 * urgent decision over a conditional one, the row itself over break-glass, no decision over the database's.
 */
const overtakes = (urgentNow: Cell, afterTenMinutes: Cell, database: Cell) => ({
  'a conditional rollback waits and an urgent decision opens': urgentNow,
  'break-glass waits for the second senior engineer': afterTenMinutes,
  'a database rollback waits': database,
});
const immediate = (cell: Cell) => ({
  'an immediate decision': cell,
  'an immediate decision, unanswered for two minutes': cell,
  'an urgent and an immediate decision': cell,
});
/** With a conditional one open too, the urgent one decides. */
const urgent = (cell: Cell, afterTwoMinutes = cell) => ({
  'an urgent decision': cell,
  'a conditional and an urgent decision': cell,
  'an urgent decision, a second short of two minutes': cell,
  'an urgent decision, unanswered for two minutes': afterTwoMinutes,
  'an urgent decision whose time is over': afterTwoMinutes,
});
const conditional = (cell: Cell, afterTwoMinutes = cell) => ({
  'a conditional decision': cell,
  'a conditional decision, unanswered for two minutes': afterTwoMinutes,
});

const no = nobody('not-entitled');
/** Senior engineers but one. */
const others = (but: string): readonly string[] => seniors.filter((id) => id !== but);
const asking = (what: string, role: string, cells: Row['cells']): Row => ({
  what: `roll back as ${what}`,
  of: ofRollbacks,
  send: () => command(rollback(role)),
  event: 'action.requested',
  cells: { ...inHand, ...cells },
});

type Waiting = {
  readonly urgent: Cell;
  readonly conditional: Cell;
  readonly breakGlass: Cell;
  readonly database: Cell;
};
/** In which of the states a rollback waits, and what those are told who come to confirm something else. */
const waiting = ({ urgent: second, conditional: more, breakGlass: glass, database }: Waiting): Row['cells'] => ({
  'an urgent rollback waits for the second person': second,
  'a conditional rollback waits for two more': more,
  'a conditional rollback waits and an urgent decision opens': more,
  'break-glass waits for the second senior engineer': glass,
  'a database rollback waits': database,
  'a rollback of the commander runs': nobody('not-waiting'),
  'a rollback of a senior engineer runs': nobody('not-waiting'),
  'a rollback that a deputy confirmed runs': nobody('not-waiting'),
  'rolled back': nobody('not-waiting'),
  else: nobody('no-such-action'),
});

/** Confirming, confirming with the name typed, and denying: one role, one right. */
const confirming = (what: string, role: string, cells: Waiting): Row[] => {
  const untyped = cells.database.may[0];
  const but = untyped === undefined ? {} : { [untyped]: 'name-not-typed' };
  const without = { ...cells, database: nobody(cells.database.otherwise, but) };
  const confirm = { of: [...ofRollbacks, 'database rollback'] as const, event: 'action.confirmed' };
  return [
    {
      ...{ ...confirm, what: `confirm a rollback as ${what}`, cells: waiting(without) },
      send: (stage) => command({ type: 'action.confirm', role: role as never, ...rollbackNow(stage) }),
    },
    {
      ...{ ...confirm, what: `confirm a rollback as ${what}, its name typed`, cells: waiting(cells) },
      send: (stage) => {
        const typedName = stage.state.actions.byId[rollbackNow(stage).action]?.title ?? '';
        return command({ type: 'action.confirm', role: role as never, typedName, ...rollbackNow(stage) });
      },
    },
    {
      ...{ what: `deny a rollback as ${what}`, of: confirm.of, event: 'action.denied', cells: waiting(cells) },
      send: (stage) =>
        command({ type: 'action.deny', role: role as never, action: rollbackNow(stage).action, reason: 'no' }),
    },
  ];
};

export const rowsOfRollbacks: readonly Row[] = [
  asking('the Launch Commander', 'launch-commander', {
    ...overtakes(only(['commander']), only(['commander', 'deputy']), only(['commander'])),
    ...immediate(no),
    ...urgent(only(['commander']), only(['commander', 'deputy'])),
    ...conditional(only(['commander']), only(['commander', 'deputy'])),
    else: only(['commander']),
  }),
  asking('a senior engineer', 'senior-engineer', {
    ...overtakes(only(seniors), only(seniors), no),
    ...immediate(only(seniors)),
    ...urgent(only(seniors)),
    else: no,
  }),
  asking('the Engineering Lead', 'engineering-lead', { ...conditional(only(['engineering'])), else: no }),
  asking('the Product Owner', 'product-owner', {
    ...conditional(only(['product']), only(['product', 'quality'])),
    else: no,
  }),
  asking('the Technical Lead', 'technical-lead', { else: no }),
  asking('the Operations Lead', 'operations-lead', { else: no }),
  ...confirming('the Launch Commander', 'launch-commander', {
    urgent: nobody('role-not-asked'),
    conditional: only(['commander'], 'role-not-held'),
    breakGlass: nobody('role-not-asked'),
    database: only(['commander'], 'role-not-held'),
  }),
  // The commander, who is a senior engineer too, asked in one role: another person is needed for the other.
  ...confirming('a senior engineer', 'senior-engineer', {
    urgent: only(others('commander'), 'role-not-held', { commander: 'already-confirmed' }),
    conditional: nobody('role-not-asked'),
    breakGlass: only(others('on-call'), 'role-not-held', { 'on-call': 'already-confirmed' }),
    database: nobody('role-not-asked'),
  }),
  ...confirming('the Engineering Lead', 'engineering-lead', {
    urgent: nobody('role-not-asked'),
    conditional: only(['engineering'], 'role-not-held'),
    breakGlass: nobody('role-not-asked'),
    database: only(['engineering'], 'role-not-held'),
  }),
  ...confirming('the Product Owner', 'product-owner', {
    urgent: nobody('role-not-asked'),
    conditional: nobody('role-not-asked'),
    breakGlass: nobody('role-not-asked'),
    database: nobody('role-not-asked'),
  }),
  {
    what: 'keep going',
    of: ['keep going', 'deputies'],
    send: (stage) => {
      const decision = stage.state.rollback.decisions.find((entry) => entry.state === 'open')?.id ?? 'none';
      return command({ type: 'decision.keep-going', decision: decision as never, reason: 'it was a false alarm' });
    },
    event: 'decision.kept-going',
    cells: {
      ...immediate(only(['commander'])),
      'an immediate decision, unanswered for two minutes': only(['commander', 'deputy']),
      ...urgent(only(['commander']), only(['commander', 'deputy'])),
      ...conditional(only(['commander']), only(['commander', 'deputy'])),
      'an urgent rollback waits for the second person': only(['commander']),
      'a conditional rollback waits for two more': only(['commander']),
      'a conditional rollback waits and an urgent decision opens': only(['commander']),
      'break-glass waits for the second senior engineer': only(['commander', 'deputy']),
      else: nobody('not-open'),
    },
  },
  {
    what: 'dry run of the rollback',
    of: ['dry run'],
    send: () => command({ type: 'dry-run.ask', procedure: 'quick-rollback' }),
    event: 'dry-run.requested',
    cells: { else: anyoneSignedIn },
  },
];
