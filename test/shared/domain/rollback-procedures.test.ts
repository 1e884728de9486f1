import { describe, expect, test } from 'vitest';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { servicesOut } from '#shared/domain/rollout/services-out.ts';
import {
  askedFor,
  carriedOut,
  commander,
  confirm,
  engineering,
  everyoneVotesGo,
  gate,
  go,
  lastAction,
  madeLaunch,
  OVER_UNKNOWN,
  operations,
  plan,
  product,
  techLead,
} from '#test/support/launch-story.ts';
import {
  atFivePercent,
  attest,
  confirmOf,
  databaseAsked,
  entryOf,
  machineDone,
  raise,
  roll,
} from '#test/support/safe-launch.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const NAME = 'Database Rollback';
const database = roll('operations-lead', { procedure: 'database-rollback', typedName: NAME });

/** The database rollback runs: asked by the Operations Lead, confirmed by commander and Engineering Lead. */
function databaseRunning(story: Story): string {
  const id = databaseAsked(story);
  story.does(commander, confirmOf(story, 'launch-commander', NAME));
  story.does(engineering, confirmOf(story, 'engineering-lead', NAME));
  expect(lastAction(story).state).toBe('running');
  return id;
}
const answered = (story: Story, answers: Record<string, string>) =>
  story.does(operations, { type: 'action.answer', action: lastAction(story).id, answers });
const fails = (story: Story, operation: string) =>
  story.does(null, {
    ...{ type: 'operation.fail', action: lastAction(story).id, operation: operation as never },
    ...{ message: 'no such host', hint: '', raw: '' },
  });

describe('the database rollback', () => {
  test('is asked for by the Operations Lead, who counts as one of three, and confirmed by commander and Engineering Lead', () => {
    const story = atFivePercent();
    story.refuses(commander, { ...database, role: 'launch-commander' as never }, 'not-entitled');
    const id = databaseAsked(story);
    expect(lastAction(story)).toMatchObject({
      state: 'waiting',
      askedBy: operations,
      subject: { procedure: 'database-rollback' },
    });
    story.does(commander, confirmOf(story, 'launch-commander', NAME));
    expect(lastAction(story).state).toBe('waiting');
    story.refuses(product, confirmOf(story, 'engineering-lead', NAME), 'role-not-held');
    story.does(engineering, confirmOf(story, 'engineering-lead', NAME));
    expect(story.state.actions.byId[id]).toMatchObject({ state: 'running' });
    expect(lastAction(story).confirmations.map(({ person }) => person)).toEqual([operations, commander, engineering]);
  });

  test('asks everyone to type its name', () => {
    const story = atFivePercent();
    story.refuses(operations, { ...database, typedName: 'database' }, 'name-not-typed');
    story.refuses(operations, roll('operations-lead', { procedure: 'database-rollback' }), 'name-not-typed');
    databaseAsked(story);
    story.refuses(commander, confirmOf(story, 'launch-commander'), 'name-not-typed');
    story.refuses(commander, confirmOf(story, 'launch-commander', 'yes'), 'name-not-typed');
    story.does(commander, confirmOf(story, 'launch-commander', NAME));
  });

  test('keeps its own authority while a decision is open, where the quick rollback is the decision’s', () => {
    const story = atFivePercent();
    story.does(null, raise('security-breach'));
    story.refuses(techLead, { ...database, role: 'senior-engineer' as never }, 'not-entitled');
    databaseAsked(story);
    expect(lastAction(story)).toMatchObject({ state: 'waiting', authority: 'database-rollback' });
  });

  test('is signed as its own goal: a signature for the quick rollback does not start it', () => {
    const story = atFivePercent();
    const quick = requiredStatement(story.state, roll('operations-lead'));
    const own = requiredStatement(story.state, database);
    expect(own?.shown).toContain(plan.namespace);
    expect([own?.shown, own?.subject]).not.toEqual([quick?.shown, quick?.subject]);
    const stamp = story.stamp(operations, roll('operations-lead'));
    expect(story.stamp(operations, database).signed?.text).not.toBe(stamp.signed?.text);
  });

  test('is refused where the runbook has none', () => {
    const story = madeLaunch();
    const { databaseRollback: _, ...without } = plan;
    const launch = story.state.launch;
    if (launch === null) throw new Error('no launch');
    story.state = { ...story.state, launch: { ...launch, plan: without } };
    story.refuses(operations, database, 'no-such-procedure');
  });

  test('can be asked for after a quick rollback was verified, also when there was none, and not while one is in hand', () => {
    const story = atFivePercent();
    story.does(commander, roll('launch-commander'));
    story.refuses(operations, database, 'rolling-back');
    carriedOut(story, lastAction(story).id);
    story.does(null, { type: 'action.verify', action: lastAction(story).id, outcome: 'verified', seen: [] });
    story.after(MINUTE).does(null, { type: 'gate.withdraw', gate, reason: '' });
    databaseRunning(story);
  });

  test('goes hand in hand with people: maintenance on, the moment asked for, the clone, the look, maintenance off', () => {
    const story = atFivePercent();
    const id = databaseRunning(story);
    machineDone(story);
    expect(entryOf(story, 'maintenance-on').state).toBe('running');
    expect(entryOf(story, 'clone').state).toBe('waiting');
    story.refuses(product, attest(story, 'maintenance-on'), 'not-entitled');
    story.does(operations, attest(story, 'maintenance-on'));
    machineDone(story);
    // Asked for, so nothing starts; and it does not fail for it.
    expect(lastAction(story).state).toBe('running');
    expect(entryOf(story, 'clone').state).toBe('waiting');
    answered(story, { 'point-in-time': '2026-11-24T06:00:00Z', 'clone-name': 'restored' });
    expect(entryOf(story, 'clone').state).toBe('running');
    machineDone(story);
    answered(story, { 'restored-host': '10.0.0.9' });
    machineDone(story);
    story.does(operations, attest(story, 'maintenance-off'));
    expect(story.state.actions.byId[id]?.state).toBe('verifying');
  });

  test('that failed goes on with one key: what was done stays, and a wrong answer is given anew before', () => {
    const story = atFivePercent();
    const id = databaseRunning(story) as never;
    machineDone(story);
    story.does(operations, attest(story, 'maintenance-on'));
    machineDone(story);
    answered(story, { 'point-in-time': '2026-11-24T06:00:00Z', 'clone-name': 'restored' });
    machineDone(story);
    answered(story, { 'restored-host': 'wrong' });
    fails(story, 'look');
    expect(lastAction(story).state).toBe('failed');
    story.refuses(product, { type: 'action.continue', action: id }, 'not-entitled');
    answered(story, { 'restored-host': '10.0.0.9' });
    const events = story.after(MINUTE).does(operations, { type: 'action.continue', action: id });
    expect(events.filter(({ type }) => type === 'operation.started')).toEqual([
      { type: 'operation.started', action: id, operation: 'look', run: 2 },
    ]);
    expect(entryOf(story, 'clone')).toMatchObject({ state: 'succeeded', runs: 1 });
    expect(lastAction(story)).toMatchObject({ state: 'running', endedAt: null });
  });

  test('a person’s part goes on while the console is down, and one key carries on with the rest', () => {
    const story = atFivePercent();
    const id = databaseRunning(story) as never;
    machineDone(story);
    story.does(null, { type: 'launch.recover', lost: [] });
    expect(entryOf(story, 'maintenance-on').state).toBe('running');
    expect(lastAction(story).state).toBe('not-started');
    story.does(operations, attest(story, 'maintenance-on'));
    expect(entryOf(story, 'stop/auth-service').state).toBe('waiting');
    story.does(commander, { type: 'action.continue', action: id });
    expect(entryOf(story, 'stop/auth-service').state).toBe('running');
    expect(entryOf(story, 'maintenance-on').runs).toBe(1);
  });
});

describe('a rollback that failed', () => {
  const failed = (): Story => {
    const story = atFivePercent();
    story.does(commander, roll('launch-commander'));
    const running = lastAction(story).operations.find(({ state }) => state === 'running')?.planned.id ?? '';
    fails(story, running);
    carriedOut(story, lastAction(story).id);
    expect(lastAction(story).state).toBe('failed');
    return story;
  };

  test('is carried to its end by one key of who may', () => {
    const story = failed();
    const { id } = lastAction(story);
    story.refuses(techLead, { type: 'action.continue', action: id }, 'not-entitled');
    story.after(MINUTE).does(commander, { type: 'action.continue', action: id });
    carriedOut(story, id);
    expect(lastAction(story).state).toBe('verifying');
  });

  test('asks for a new GO afterwards, also when GO was given between', () => {
    const story = failed();
    const { id } = lastAction(story);
    everyoneVotesGo(story.after(MINUTE)).does(commander, go(OVER_UNKNOWN));
    story.after(MINUTE).does(commander, { type: 'action.continue', action: id });
    carriedOut(story, id);
    story.does(null, { type: 'action.verify', action: id, outcome: 'verified', seen: [] });
    story.refuses(techLead, { type: 'step.ask', step: 'canary-images' as never }, 'gate-not-fresh');
  });

  test('is not gone on with once something has begun since: a new one is asked for', () => {
    const story = failed();
    const { id } = lastAction(story);
    everyoneVotesGo(story.after(MINUTE)).does(commander, go(OVER_UNKNOWN));
    const step = askedFor(story, 'canary-images');
    story.does(commander, confirm(step));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: step as never });
    story.refuses(commander, { type: 'action.continue', action: id }, 'not-the-last');
    story.does(commander, roll('launch-commander'));
  });

  test('a step that failed is not gone on with: it is asked for again', () => {
    const story = atFivePercent();
    const id = askedFor(story.after(60 * MINUTE), 'stage-25');
    expect(servicesOut(story.state).size).toBe(0);
    story.does(commander, confirm(id));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    const running = lastAction(story).operations.filter(({ state }) => state === 'running');
    for (const { planned } of running) fails(story, planned.id);
    expect(lastAction(story).state).toBe('failed');
    story.refuses(commander, { type: 'action.continue', action: id as never }, 'not-stopped');
  });
});
