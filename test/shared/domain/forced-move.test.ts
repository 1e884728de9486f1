import { describe, expect, test } from 'vitest';
import {
  askedFor,
  commander,
  confirm,
  goodCanary,
  lastAction,
  operations,
  plan,
  planned,
  techLead,
} from '#test/support/launch-story.ts';
import { atFivePercent } from '#test/support/safe-launch.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

describe('a forced move', () => {
  const capacity = { what: 'Capacity', state: 'act', text: '2 of 5 pods ready', isCapacity: true } as const;
  const rights = { what: 'Rights', state: 'act', text: 'may not patch' } as const;
  const withChecks = (story: Story, ...checks: readonly (typeof capacity | typeof rights)[]) => {
    const { id } = lastAction(story);
    const command = planned(story, id);
    if (command.type !== 'action.plan') throw new Error('no plan');
    const plans = Object.fromEntries(
      Object.entries(command.plans).map(([key, one]) => [key, { ...one, checks: [...checks] }]),
    );
    story.does(null, { ...command, plans });
    return lastAction(story);
  };
  const atNext = (): Story => {
    const story = atFivePercent().after(40 * MINUTE);
    story.does(null, goodCanary);
    return story;
  };
  const force = (reason?: string) =>
    ({ type: 'step.ask', step: 'stage-25' as never, ...(reason === undefined ? {} : { force: reason }) }) as const;

  test('goes over what is about capacity alone, with its reason in what everyone confirms', () => {
    const story = atNext();
    story.does(techLead, force());
    expect(withChecks(story, capacity).state).toBe('plan-failed');
    story.does(techLead, force('the other pods come in a minute'));
    const action = withChecks(story, capacity);
    expect(action).toMatchObject({ state: 'waiting', shown: 'hash-1 forced: the other pods come in a minute' });
    story.refuses(commander, confirm(action.id), 'shown-changed');
    story.does(commander, confirm(action.id, 'launch-commander', action.shown ?? ''));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: action.id });
    expect(lastAction(story)).toMatchObject({ state: 'running', forced: 'the other pods come in a minute' });
  });

  test('goes over nothing else, and is for someone with a name who may ask', () => {
    const story = atNext();
    story.refuses(null, force('hurry'), 'not-entitled');
    story.refuses(operations, force('hurry'), 'not-entitled');
    story.does(techLead, force('hurry'));
    expect(withChecks(story, capacity, rights)).toMatchObject({ state: 'plan-failed' });
    expect(lastAction(story).reason).toContain('may not patch');
    expect(lastAction(story).reason).not.toContain('2 of 5');
  });

  test('needs no force for a plan without trouble', () => {
    const story = atNext();
    askedFor(story, 'stage-25');
    expect(lastAction(story)).toMatchObject({ forced: null, shown: 'hash-1' });
  });
});
