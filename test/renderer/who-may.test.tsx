import { expect, test } from 'vitest';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { samplePeople } from '#test/renderer/fixtures/people.ts';
import { deputiesIn, timedOut } from '#test/renderer/fixtures/rollback-scenarios.ts';
import { doing, rollingBack } from '#test/renderer/fixtures/scenarios.ts';
import { entitledPeople } from '../../renderer/console/act/who-may.ts';
import type { FakeEngine } from './fixtures/fake-engine.ts';

/** A rollback that runs because a deputy confirmed for the commander. */
function byDeputy(): FakeEngine {
  const engine = deputiesIn();
  doing(engine)({ type: 'rollback.ask', role: 'launch-commander' as never, reason: 'nobody answers' }, 'diaz');
  const action = actionsInOrder(engine.state.actions).at(-1);
  invariant(action?.shown, 'it waits');
  const { id, shown } = action;
  doing(engine)({ type: 'action.confirm', action: id, role: 'senior-engineer' as never, shown }, 'okafor');
  return engine;
}

test('whoever a rollback offers to pause, resume and go on is who the rules let: no more and no less', () => {
  for (const engine of [rollingBack(), byDeputy()]) {
    const action = actionsInOrder(engine.state.actions).at(-1);
    invariant(action, 'a rollback runs');
    expect(action.state).toBe('running');
    const offered = entitledPeople(engine.state, action).map(({ id }) => id as string);
    const before = engine.state;
    const allowed = samplePeople
      .map(({ id }) => id as string)
      .filter((id) => {
        engine.state = before;
        return engine.send({ type: 'action.pause', action: action.id }, id) === null;
      });
    expect(offered.toSorted()).toEqual(allowed.toSorted());
  }
});

test('who broke the glass is offered what they may do', () => {
  const engine = timedOut();
  const ask = { type: 'rollback.ask', role: 'senior-engineer' as never, isBreakGlass: true } as const;
  doing(engine)({ ...ask, reason: 'nobody has answered' }, 'silva');
  const action = actionsInOrder(engine.state.actions).at(-1);
  invariant(action, 'it was asked for');
  expect(entitledPeople(engine.state, action).map(({ id }) => id)).toContain('silva');
});
