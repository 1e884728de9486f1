import { describe, expect, test } from 'vitest';
import {
  askedFor,
  carriedOut,
  commander,
  confirm,
  engineering,
  goLaunch,
  lastAction,
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
  roll,
} from '#test/support/safe-launch.ts';
import type { Story } from '#test/support/story.ts';

const running = (): { story: Story; id: never } => {
  const story = goLaunch();
  const id = askedFor(story, 'canary-images') as never;
  story.does(commander, confirm(id));
  story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id });
  return { story, id };
};
const runningOps = (story: Story) => lastAction(story).operations.filter(({ state }) => state === 'running');
const succeed = (story: Story, operation: string) =>
  story.does(null, {
    ...{ type: 'operation.succeed', action: lastAction(story).id, operation: operation as never, seen: [] },
  });

describe('a paused action', () => {
  test('is paused by anyone at once: what runs goes on, nothing further begins, and it does not fail for it', () => {
    const { story, id } = running();
    story.does(null, { type: 'action.pause', action: id });
    const [first] = runningOps(story);
    expect(succeed(story, first?.planned.id ?? '').map(({ type }) => type)).toEqual(['operation.succeeded']);
    expect(lastAction(story)).toMatchObject({ state: 'running', isPaused: true });
    expect(runningOps(story)).toEqual([]);
  });

  test('goes on where it was by who asked or may confirm', () => {
    const { story, id } = running();
    story.does(null, { type: 'action.pause', action: id });
    succeed(story, runningOps(story)[0]?.planned.id ?? '');
    story.refuses(product, { type: 'action.resume', action: id }, 'not-entitled');
    story.refuses(null, { type: 'action.resume', action: id }, 'not-signed');
    const events = story.does(techLead, { type: 'action.resume', action: id });
    expect(events.map(({ type }) => type)).toContain('operation.started');
    carriedOut(story, id);
    expect(lastAction(story).state).toBe('verifying');
  });

  test('can be stopped, also when nothing of it runs', () => {
    const { story, id } = running();
    story.does(null, { type: 'action.pause', action: id });
    succeed(story, runningOps(story)[0]?.planned.id ?? '');
    story.does(null, { type: 'action.stop', action: id, reason: 'enough' });
    expect(lastAction(story)).toMatchObject({ state: 'stopped', reason: 'enough' });
  });

  test('in which something failed ends as failed when it is resumed, and does not hang', () => {
    const { story, id } = running();
    story.does(null, { type: 'action.pause', action: id });
    story.does(null, {
      ...{ type: 'operation.fail', action: id, operation: runningOps(story)[0]?.planned.id as never },
      ...{ message: 'ImagePullBackOff', hint: '', raw: '' },
    });
    expect(lastAction(story).state).toBe('running');
    story.does(commander, { type: 'action.resume', action: id });
    carriedOut(story, id);
    expect(lastAction(story).state).toBe('failed');
  });

  test('before it runs there is nothing to pause, and it is said what to do instead', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images') as never;
    const said = () => {
      const decision = story.ask(null, { type: 'action.pause', action: id });
      return decision.ok ? 'accepted' : `${decision.error.code}: ${decision.error.message}`;
    };
    expect(said()).toBe('not-running: Initialize canary has not begun: nobody has confirmed it yet.');
    story.does(commander, confirm(id));
    expect(said()).toBe('not-running: Initialize canary has not begun: its grace time runs.');
    story.does(null, { type: 'action.stop', action: id, reason: '' });
    expect(said()).toBe('not-running: Initialize canary does not run any more (stopped): there is nothing to pause.');
  });

  test('that is a rollback is paused and stopped only by who may confirm it', () => {
    const story = atFivePercent();
    story.does(commander, roll('launch-commander'));
    const { id } = lastAction(story);
    story.refuses(null, { type: 'action.pause', action: id }, 'not-signed');
    story.refuses(product, { type: 'action.pause', action: id }, 'not-entitled');
    story.does(commander, { type: 'action.pause', action: id });
    story.refuses(product, { type: 'action.stop', action: id, reason: '' }, 'not-entitled');
    story.does(commander, { type: 'action.resume', action: id });
    carriedOut(story, id);
    expect(lastAction(story).state).toBe('verifying');
  });
});

describe('what an operation asks', () => {
  /** The database rollback stands before the clone: it asks for the moment and the name. */
  const asked = (): { story: Story; id: never } => {
    const story = atFivePercent();
    const id = databaseAsked(story) as never;
    story.does(commander, confirmOf(story, 'launch-commander', 'Database Rollback'));
    story.does(engineering, confirmOf(story, 'engineering-lead', 'Database Rollback'));
    machineDone(story);
    story.does(operations, attest(story, 'maintenance-on'));
    machineDone(story);
    return { story, id };
  };
  const answer = (id: never, answers: Record<string, string>) =>
    ({ type: 'action.answer', action: id, answers }) as const;

  test('holds it until it is answered by who asked or may confirm; half an answer starts nothing', () => {
    const { story, id } = asked();
    story.refuses(product, answer(id, { 'clone-name': 'x' }), 'not-entitled');
    story.does(operations, answer(id, { 'clone-name': 'x' }));
    expect(entryOf(story, 'clone').state).toBe('waiting');
    story.does(operations, answer(id, { 'point-in-time': '2026-11-24T06:00:00Z' }));
    expect(entryOf(story, 'clone').state).toBe('running');
  });

  test('can be waited for, and the waiting can be stopped', () => {
    const { story, id } = asked();
    expect(runningOps(story)).toEqual([]);
    story.does(operations, { type: 'action.stop', action: id, reason: 'not worth it' });
    expect(lastAction(story).state).toBe('stopped');
  });

  test('is a moment in the past with its zone, and of the questions that are asked there', () => {
    const { story, id } = asked();
    story.refuses(operations, answer(id, { 'point-in-time': 'half an hour ago' }), 'answer-wrong');
    story.refuses(operations, answer(id, { 'point-in-time': '2036-01-01T00:00:00Z' }), 'answer-wrong');
    story.refuses(operations, answer(id, { 'favourite-colour': 'blue' }), 'not-asked');
  });

  test('is not answered anew while what it was answered for runs or is done', () => {
    const { story, id } = asked();
    story.does(operations, answer(id, { 'clone-name': 'x', 'point-in-time': '2026-11-24T06:00:00Z' }));
    story.refuses(operations, answer(id, { 'clone-name': 'y' }), 'in-use');
    machineDone(story);
    story.refuses(operations, answer(id, { 'clone-name': 'y' }), 'not-asked');
  });

  test('a paused action takes the answer and starts nothing before it is resumed', () => {
    const { story, id } = asked();
    story.does(operations, { type: 'action.pause', action: id });
    story.does(operations, answer(id, { 'clone-name': 'x', 'point-in-time': '2026-11-24T06:00:00Z' }));
    expect(entryOf(story, 'clone').state).toBe('waiting');
    story.does(operations, { type: 'action.resume', action: id });
    expect(entryOf(story, 'clone').state).toBe('running');
  });

  test('a program that turned out not to have taken effect is not run again without a person’s key', () => {
    const { story, id } = asked();
    story.does(operations, answer(id, { 'clone-name': 'x', 'point-in-time': '2026-11-24T06:00:00Z' }));
    story.does(null, { type: 'operation.lose', action: id, operation: 'clone' as never, message: 'killed' });
    story.does(null, { type: 'operation.resolve', action: id, operation: 'clone' as never, applied: 'no', seen: [] });
    expect(lastAction(story).state).toBe('not-started');
    expect(entryOf(story, 'clone')).toMatchObject({ state: 'waiting', runs: 1 });
    story.does(operations, { type: 'action.continue', action: id });
    expect(entryOf(story, 'clone')).toMatchObject({ state: 'running', runs: 2 });
  });
});

describe('an operation that turned out not to have taken effect', () => {
  test('is not begun again because a sibling was done: it waits for a key', () => {
    const story = goLaunch();
    const steps = plan.steps[0]?.operations ?? [];
    const id = askedFor(story, 'canary-images') as never;
    story.does(commander, confirm(id));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id });
    // Until two run side by side.
    for (let round = 0; runningOps(story).length < 2 && round < steps.length; round += 1)
      succeed(story, runningOps(story)[0]?.planned.id ?? '');
    const [lost, sibling] = runningOps(story).map(({ planned }) => planned.id);
    story.does(null, { type: 'operation.lose', action: id, operation: lost as never, message: 'reset' });
    story.does(null, { type: 'operation.resolve', action: id, operation: lost as never, applied: 'no', seen: [] });
    expect(lastAction(story).state).toBe('running');
    succeed(story, sibling ?? '');
    expect(entryOf(story, lost ?? '')).toMatchObject({ state: 'waiting', runs: 1 });
    carriedOut(story, id);
    expect(lastAction(story).state).toBe('not-started');
    story.does(techLead, { type: 'action.continue', action: id });
    expect(entryOf(story, lost ?? '')).toMatchObject({ state: 'running', runs: 2 });
  });
});
