import { describe, expect, test } from 'vitest';
import {
  askedFor,
  carriedOut,
  commander,
  confirm,
  goodCanary,
  plan,
  stepDone,
  techLead,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';
import { begun } from './support/begun-launch.ts';

describe('a promotion', () => {
  const atFive = (): Story => {
    const story = begun();
    stepDone(story, 'stage-5');
    story.does(null, goodCanary);
    return story;
  };

  test('waits for the minimum hold, counted from the read-back', () => {
    const story = atFive();
    story.refuses(techLead, { type: 'step.ask', step: 'stage-25' as never }, 'minimum-hold');
    story.after(29 * MINUTE).refuses(techLead, { type: 'step.ask', step: 'stage-25' as never }, 'minimum-hold');
    story.after(MINUTE).does(techLead, { type: 'step.ask', step: 'stage-25' as never });
  });

  test('is blocked by a bad canary, by too few requests and by no data alike', () => {
    for (const verdict of ['bad', 'too-few', 'unknown'] as const) {
      const story = atFive();
      story.after(40 * MINUTE).does(null, {
        type: 'canary.judge',
        metrics: [
          { id: 'error-rate', title: 'Error rate', verdict, value: '?', limit: '< 0.1 %', where: 'api-gateway' },
        ],
      });
      story.refuses(techLead, { type: 'step.ask', step: 'stage-25' as never }, 'canary-not-good');
    }
  });

  test('does not start when the canary went out of sight after it was confirmed', () => {
    const story = atFive();
    story.after(40 * MINUTE).does(null, goodCanary);
    const id = askedFor(story, 'stage-25');
    story.does(commander, confirm(id));
    story.does(null, {
      type: 'canary.judge',
      metrics: [
        {
          id: 'error-rate',
          title: 'Error rate',
          verdict: 'unknown',
          value: '?',
          limit: '< 0.1 %',
          where: 'api-gateway',
        },
      ],
    });
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    expect(story.state.actions.byId[id]).toMatchObject({ state: 'stopped' });
  });

  test('comes only after the stage before was seen in live traffic', () => {
    const story = begun();
    const id = askedFor(story, 'stage-5');
    story.does(commander, confirm(id));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    carriedOut(story, id);
    story.does(null, { type: 'action.verify', action: id as never, outcome: 'not-effective', seen: [] });
    story.after(60 * MINUTE).does(null, goodCanary);
    story.refuses(techLead, { type: 'step.ask', step: 'stage-25' as never }, 'not-yet');
  });

  test('that fails at one service stops its dependents and not its siblings', () => {
    const story = begun();
    const id = askedFor(story, 'stage-5');
    story.does(commander, confirm(id));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    const of = (service: string) =>
      story.state.actions.byId[id]?.operations.filter((entry) => entry.planned.service === service) ?? [];
    while (of('search-service').every((entry) => entry.state !== 'running')) {
      const next = story.state.actions.byId[id]?.operations.find((entry) => entry.state === 'running');
      story.does(null, {
        type: 'operation.succeed',
        action: id as never,
        operation: next?.planned.id as never,
        seen: [],
      });
    }
    const failing = of('search-service').find((entry) => entry.state === 'running');
    story.does(null, {
      type: 'operation.fail',
      action: id as never,
      operation: failing?.planned.id as never,
      message: 'ImagePullBackOff',
      hint: '',
      raw: '',
    });
    expect(story.state.actions.byId[id]?.state).toBe('running');
    carriedOut(story, id);
    expect(story.state.actions.byId[id]?.state).toBe('failed');
    const moved = of('sync-service').filter(({ planned: { spec } }) => /scale|weights/.test(spec.kind));
    expect(moved.length).toBeGreaterThan(1);
    expect(moved.every((entry) => entry.state === 'succeeded')).toBe(true);
    expect(of('mcp-server').every((entry) => entry.state === 'waiting')).toBe(true);
  });

  test('whose target somebody else changed waits for its siblings, then is planned anew and asked for again', () => {
    const story = begun();
    const id = askedFor(story, 'stage-5');
    story.does(commander, confirm(id));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    const running = () => story.state.actions.byId[id]?.operations.filter((entry) => entry.state === 'running') ?? [];
    while (running().length < 2)
      story.does(null, {
        type: 'operation.succeed',
        action: id as never,
        operation: running()[0]?.planned.id as never,
        seen: [],
      });
    const [first, ...siblings] = running();
    story.does(null, {
      type: 'operation.refuse',
      action: id as never,
      operation: first?.planned.id as never,
      fields: ['spec.replicas'],
    });
    expect(story.state.actions.byId[id]?.state).toBe('running');
    while (running().length > 0)
      story.does(null, {
        type: 'operation.succeed',
        action: id as never,
        operation: running()[0]?.planned.id as never,
        seen: [],
      });
    expect(siblings.length).toBeGreaterThan(0);
    expect(story.state.actions.byId[id]).toMatchObject({ state: 'planning', confirmations: [], shown: null });
  });
});
