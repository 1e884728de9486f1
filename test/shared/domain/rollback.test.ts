import { describe, expect, test } from 'vitest';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import {
  askedFor,
  carriedOut,
  commander,
  confirm,
  engineering,
  everyoneVotesGo,
  gate,
  go,
  goLaunch,
  goodCanary,
  lastAction,
  OVER_UNKNOWN,
  operations,
  plan,
  product,
  stepDone,
  techLead,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const ask = (role: string, reason = '') => ({ type: 'rollback.ask', role: role as never, reason }) as const;
const raise = (criterion: string) =>
  ({ type: 'criterion.raise', criterion: criterion as never, evidence: 'seen by a person' }) as const;
const trip = (criterion: string) =>
  ({ type: 'criterion.trip', criterion: criterion as never, evidence: 'search-service canary: 6.1' }) as const;

/** The canary has its images: something has been done that can be rolled back. */
const begun = (): Story => {
  const story = goLaunch();
  stepDone(story, 'canary-images');
  return story;
};

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

describe('a criterion', () => {
  test('is raised by anyone, not signed in, and opens a decision with its clock', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    expect(story.state.rollback.decisions[0]).toMatchObject({
      severity: 'urgent',
      state: 'open',
      dueAt: story.now + 10 * MINUTE,
    });
    story.refuses(null, raise('customer-complaints'), 'already-open');
  });

  test('that trips opens one decision however often it is seen, and none before anything was done', () => {
    const story = goLaunch();
    expect(story.does(null, trip('error-rate-above-5'))).toEqual([]);
    stepDone(story, 'canary-images');
    expect(story.does(null, trip('error-rate-above-5'))).toHaveLength(1);
    expect(story.does(null, trip('error-rate-above-5'))).toEqual([]);
  });

  test('whose time runs out is shouted, never decided by the machine', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    const [decision] = story.state.rollback.decisions;
    story.after(10 * MINUTE).does(null, { type: 'decision.time-out', decision: decision?.id as never });
    expect(story.state.rollback.decisions[0]).toMatchObject({ state: 'open', hasTimedOut: true });
    expect(Object.values(story.state.actions.byId).some(isRollback)).toBe(false);
  });

  test('that is open keeps promotions shut until someone decides; keeping going is the commander’s, with a reason', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    const decision = story.state.rollback.decisions[0]?.id as never;
    story.refuses(techLead, { type: 'step.ask', step: 'stage-5' as never }, 'decision-open');
    story.refuses(product, { type: 'decision.keep-going', decision, reason: 'I like it' }, 'not-entitled');
    story.does(commander, { type: 'decision.keep-going', decision, reason: 'two tweets are not a trend' });
    story.does(techLead, { type: 'step.ask', step: 'stage-5' as never });
  });
});

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
