import { describe, expect, test } from 'vitest';
import {
  askedFor,
  carriedOut,
  commander,
  confirm,
  goLaunch,
  lastAction,
  plan,
  product,
  techLead,
} from '#test/support/launch-story.ts';

const runningStep = () => {
  const story = goLaunch();
  const id = askedFor(story, 'canary-images');
  story.does(commander, confirm(id));
  story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
  const operation = lastAction(story).operations.find((entry) => entry.state === 'running')?.planned.id as never;
  return { story, id: id as never, operation };
};

describe('after a restart of the console', () => {
  test('nothing starts by itself: what was confirmed and not started waits for one key', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images') as never;
    story.does(commander, confirm(id));
    story.does(null, { type: 'launch.recover', lost: [] });
    expect(lastAction(story).state).toBe('not-started');
    story.after(plan.rules.graceMs).refuses(null, { type: 'action.start', action: id }, 'not-in-grace');
    story.refuses(product, { type: 'action.continue', action: id }, 'not-entitled');
    story.does(techLead, { type: 'action.continue', action: id });
    expect(lastAction(story).state).toBe('running');
  });

  test('an operation that was under way is of unknown outcome and is looked at before anything else', () => {
    const { story, id, operation } = runningStep();
    const decision = story.ask(null, { type: 'launch.recover', lost: [{ action: id, operation }] });
    expect(decision.ok && decision.value.effects).toEqual([{ kind: 'look-operation', action: id, operation }]);
    story.accept(decision);
    expect(lastAction(story).operations.find((entry) => entry.planned.id === operation)?.state).toBe('outcome-unknown');
    story.refuses(techLead, { type: 'action.continue', action: id }, 'outcome-unknown');
  });

  test('what turns out to have taken effect is not done again', () => {
    const { story, id, operation } = runningStep();
    story.does(null, { type: 'launch.recover', lost: [{ action: id, operation }] });
    story.does(null, { type: 'operation.resolve', action: id, operation, applied: 'yes', seen: [] });
    const events = story.does(techLead, { type: 'action.continue', action: id });
    expect(
      events
        .filter((event) => event.type === 'operation.started')
        .map((event) => 'operation' in event && event.operation),
    ).not.toContain(operation);
    carriedOut(story, id);
    expect(lastAction(story).state).toBe('verifying');
  });

  test('what turns out not to have taken effect is done once more, after a person’s key', () => {
    const { story, id, operation } = runningStep();
    story.does(null, { type: 'launch.recover', lost: [{ action: id, operation }] });
    story.does(null, { type: 'operation.resolve', action: id, operation, applied: 'no', seen: [] });
    expect(lastAction(story).state).toBe('not-started');
    const events = story.does(commander, { type: 'action.continue', action: id });
    expect(events).toContainEqual({ type: 'operation.started', action: id, operation, run: 2 });
  });

  test('a confirmation that expired while the console was down starts nothing', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images') as never;
    story.does(commander, confirm(id));
    story.does(null, { type: 'launch.recover', lost: [] });
    story.after(plan.rules.confirmationMs + 1).refuses(techLead, { type: 'action.continue', action: id }, 'not-valid');
  });

  test('an answer that was lost while the console lived is looked at, and the action goes on when it had taken effect', () => {
    const { story, id, operation } = runningStep();
    story.does(null, { type: 'operation.lose', action: id, operation, message: 'connection reset' });
    story.does(null, { type: 'operation.resolve', action: id, operation, applied: 'yes', seen: [] });
    expect(lastAction(story)).toMatchObject({ state: 'running' });
    carriedOut(story, id);
    expect(lastAction(story).state).toBe('verifying');
  });
});
