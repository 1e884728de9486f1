import { describe, expect, test } from 'vitest';
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
  OVER_UNKNOWN,
  operations,
  plan,
  product,
  techLead,
} from '#test/support/launch-story.ts';
import { MINUTE } from '#test/support/story.ts';
import { ask, begun, raise, trip } from './support/begun-launch.ts';

describe('rolling back', () => {
  test('with no decision open is the commander’s alone, and begins with their asking', () => {
    const story = begun();
    story.refuses(techLead, ask('senior-engineer'), 'not-entitled');
    story.does(commander, ask('launch-commander', 'it smells'));
    expect(lastAction(story)).toMatchObject({ state: 'running', subject: { kind: 'rollback', reason: 'it smells' } });
  });

  test('on an immediate criterion any senior engineer does alone, at once', () => {
    const story = begun();
    story.does(null, trip('error-rate-above-5'));
    story.refuses(product, ask('senior-engineer'), 'not-entitled');
    story.does(operations, ask('senior-engineer'));
    expect(lastAction(story)).toMatchObject({ state: 'running', askedBy: operations });
    expect(story.state.rollback.decisions[0]).toMatchObject({ state: 'rolled-back' });
  });

  test('on an urgent criterion needs the commander and one senior engineer who is someone else', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    story.refuses(commander, ask('senior-engineer-of-nothing'), 'not-entitled');
    story.does(commander, ask('launch-commander'));
    const { id, shown } = lastAction(story);
    expect(lastAction(story).state).toBe('waiting');
    // The commander is a senior engineer too: one person does not count for two.
    story.refuses(commander, confirm(id, 'senior-engineer', shown ?? ''), 'already-confirmed');
    story.does(techLead, confirm(id, 'senior-engineer', shown ?? ''));
    expect(lastAction(story).state).toBe('running');
  });

  test('on a conditional criterion needs commander, Engineering Lead and Product Owner', () => {
    const story = begun();
    story.does(null, raise('intermittent-failures'));
    story.does(product, ask('product-owner'));
    const { id, shown } = lastAction(story);
    story.does(commander, confirm(id, 'launch-commander', shown ?? ''));
    expect(lastAction(story).state).toBe('waiting');
    story.does(engineering, confirm(id, 'engineering-lead', shown ?? ''));
    expect(lastAction(story).state).toBe('running');
  });

  test('with several decisions open goes by the most severe', () => {
    const story = begun();
    story.does(null, raise('intermittent-failures'));
    story.does(null, raise('customer-complaints'));
    story.does(null, raise('security-breach'));
    story.does(techLead, ask('senior-engineer'));
    expect(lastAction(story).state).toBe('running');
    expect(story.state.rollback.decisions.every((entry) => entry.state === 'rolled-back')).toBe(true);
  });

  test('while a decision is open its row alone applies: the commander alone is not enough', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    story.does(commander, ask('launch-commander'));
    expect(lastAction(story).state).toBe('waiting');
  });

  test('never waits for the gate or a hold', () => {
    const story = begun();
    story.does(null, { type: 'gate.withdraw', gate, reason: '' });
    story.does(commander, ask('launch-commander'));
    expect(lastAction(story).state).toBe('running');
  });

  test('stops the step that is running, and nothing of it starts any more', () => {
    const story = begun();
    const id = askedFor(story, 'stage-5');
    story.does(commander, confirm(id));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    story.does(commander, ask('launch-commander'));
    expect(story.state.actions.byId[id]?.state).toBe('stopped');
    const running = story.state.actions.byId[id]?.operations.find((entry) => entry.state === 'running');
    const events = story.does(null, {
      type: 'operation.succeed',
      action: id as never,
      operation: running?.planned.id as never,
      seen: [],
    });
    expect(events.map((event) => event.type)).toEqual(['operation.succeeded']);
  });

  test('is stopped only by someone who may confirm it, everything else by anyone', () => {
    const story = begun();
    story.does(commander, ask('launch-commander'));
    const { id } = lastAction(story);
    story.refuses(null, { type: 'action.stop', action: id, reason: '' }, 'not-signed');
    story.refuses(product, { type: 'action.stop', action: id, reason: '' }, 'not-entitled');
    story.does(commander, { type: 'action.stop', action: id, reason: 'wrong launch' });
  });

  test('announces, throws the kill switch and shifts the traffic at once; the canary goes to zero after its own traffic', () => {
    const story = begun();
    story.does(commander, ask('launch-commander'));
    const running = lastAction(story)
      .operations.filter((entry) => entry.state === 'running')
      .map((entry) => entry.planned.spec.kind);
    expect(new Set(running)).toEqual(new Set(['message.post', 'flag.set', 'traffic.weights']));
    expect(running.filter((kind) => kind === 'traffic.weights')).toHaveLength(8);
  });

  test('leaves the launch open: a new attempt needs a new GO and begins with the first step', () => {
    const story = begun();
    story.does(commander, ask('launch-commander'));
    const { id } = lastAction(story);
    carriedOut(story, id);
    story.does(null, { type: 'action.verify', action: id, outcome: 'verified', seen: [] });
    story.after(MINUTE);
    story.refuses(techLead, { type: 'step.ask', step: 'stage-5' as never }, 'gate-not-fresh');
    story.refuses(techLead, { type: 'step.ask', step: 'canary-images' as never }, 'gate-not-fresh');
    everyoneVotesGo(story).does(commander, go(OVER_UNKNOWN));
    story.refuses(techLead, { type: 'step.ask', step: 'stage-5' as never }, 'not-yet');
    story.does(techLead, { type: 'step.ask', step: 'canary-images' as never });
  });
});
