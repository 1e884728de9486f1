import { describe, expect, test } from 'vitest';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { keepAwake } from '#shared/views/keep-awake.ts';
import { nowTask } from '#shared/views/now-task.ts';
import { position } from '#shared/views/position.ts';
import { projection } from '#shared/views/projection.ts';
import { carriedOut, commander, lastAction, operations, plan, planned, techLead } from '#test/support/launch-story.ts';
import { atFivePercent, confirmOf, databaseAsked, launchedLaunch, roll } from '#test/support/safe-launch.ts';
import { DELETE_STABLE, SUCCESS, safePlan } from '#test/support/safe-plan.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const HOUR = 60 * MINUTE;
const ask = { type: 'step.ask', step: DELETE_STABLE } as const;
const criteria = safePlan.successCriteria.find(({ id }) => id === SUCCESS)?.criteria ?? [];

const allMet = (story: Story): Story => {
  for (const { id } of criteria)
    story.does(operations, { type: 'success.mark', set: SUCCESS, criterion: id, state: 'met', text: '' });
  return story;
};
/** A day after 100 %, with every criterion of it met. */
const dayAfter = (): Story => allMet(launchedLaunch().after(24 * HOUR));
const askedByOperations = (story: Story): string => {
  story.does(operations, ask);
  story.does(null, planned(story, lastAction(story).id));
  return lastAction(story).id;
};
/** Stable is being deleted; nothing of it is reported yet. */
const deleting = (): Story => {
  const story = dayAfter();
  const id = askedByOperations(story) as never;
  story.does(commander, confirmOf(story, 'launch-commander', 'Delete stable'));
  story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id });
  return story;
};
const deleted = (): Story => {
  const story = deleting();
  const { id } = lastAction(story);
  carriedOut(story, id);
  story.does(null, { type: 'action.verify', action: id, outcome: 'verified', seen: [] });
  return story;
};
const restored = (story: Story) =>
  lastAction(story).operations.flatMap(({ planned: { service, spec } }) =>
    spec.kind === 'kubernetes.restore' ? [service] : [],
  );

describe('deleting stable', () => {
  test('comes a day after 100 % was verified, and says how long that still is', () => {
    const story = launchedLaunch();
    const said = () => stepStatus(story.state, DELETE_STABLE, story.now).refusal?.message;
    story.after(20 * HOUR + 48 * MINUTE).refuses(operations, ask, 'not-before');
    expect(said()).toBe('Delete stable comes 24 h after "Full rollout at 100 %" was verified: 3 h 12 min left.');
    allMet(story).refuses(operations, ask, 'not-before');
    story.after(3 * HOUR + 12 * MINUTE).does(operations, ask);
  });

  test('is shut before 100 % altogether', () => {
    expect(stepStatus(atFivePercent().state, DELETE_STABLE, 0).refusal?.code).toBe('not-before');
  });

  test('needs every success criterion of the day met, and names those that aren’t', () => {
    const story = launchedLaunch().after(30 * HOUR);
    story.refuses(operations, ask, 'success-not-met');
    const [first] = criteria;
    allMet(story).does(operations, {
      ...{ type: 'success.mark', set: SUCCESS, criterion: first?.id ?? '', state: 'not-met', text: 'two tickets' },
    });
    const decision = story.ask(operations, ask);
    expect(decision.ok ? '' : decision.error.message).toBe(
      `Delete stable needs every one of "${safePlan.successCriteria.find(({ id }) => id === SUCCESS)?.title}" met: ${first?.title}.`,
    );
  });

  test('a criterion that is taken back before it is confirmed shuts it again', () => {
    const story = dayAfter();
    askedByOperations(story);
    story.does(operations, {
      ...{ type: 'success.mark', set: SUCCESS, criterion: criteria[0]?.id ?? '', state: 'open', text: '' },
    });
    story.refuses(commander, confirmOf(story, 'launch-commander', 'Delete stable'), 'success-not-met');
  });

  test('is asked by the Operations Lead, who counts as one of two, and confirmed by the commander, its name typed', () => {
    const story = dayAfter();
    story.refuses(techLead, ask, 'not-entitled');
    askedByOperations(story);
    story.refuses(commander, confirmOf(story, 'launch-commander'), 'name-not-typed');
    story.refuses(commander, confirmOf(story, 'launch-commander', 'delete'), 'name-not-typed');
    story.does(commander, confirmOf(story, 'launch-commander', 'Delete stable'));
    expect(lastAction(story)).toMatchObject({ state: 'grace', confirmations: [{ person: commander }] });
  });

  test('is not confirmed by who asked, even when they command', () => {
    const story = dayAfter();
    const both = story.state.roster.people[operations];
    const roles = [...(both?.roles ?? []), 'launch-commander'] as never;
    const people = { ...story.state.roster.people, [operations]: { ...both, roles } as never };
    story.state = { ...story.state, roster: { ...story.state.roster, people } };
    askedByOperations(story);
    story.refuses(operations, confirmOf(story, 'launch-commander', 'Delete stable'), 'second-person-needed');
  });

  test('leaves alone the stable of a service that went back to it', () => {
    const story = launchedLaunch();
    story.does(commander, roll('launch-commander', { services: ['search-service'] as never }));
    const { id } = lastAction(story);
    carriedOut(story, id);
    story.does(null, { type: 'action.verify', action: id, outcome: 'verified', seen: [] });
    allMet(story.after(24 * HOUR));
    askedByOperations(story);
    const meant = lastAction(story).operations.map(({ planned: one }) => one.service);
    expect(meant).toHaveLength(safePlan.services.length - 1);
    expect(meant).not.toContain('search-service');
  });
});

describe('a rollback once stable was deleted', () => {
  test('begins with stable: it comes back before traffic and pods move, service by service', () => {
    const story = deleted();
    story.does(commander, roll('launch-commander'));
    const action = lastAction(story);
    expect(restored(story)).toEqual(safePlan.services.map(({ id }) => id));
    const running = action.operations
      .filter(({ state }) => state === 'running')
      .map(({ planned: one }) => one.spec.kind);
    expect(running).toContain('kubernetes.restore');
    expect(running).not.toContain('traffic.weights');
    const search = (kind: string) =>
      lastAction(story).operations.find(
        ({ planned: one }) => one.service === 'search-service' && one.spec.kind === kind,
      );
    story.does(null, {
      ...{ type: 'operation.succeed', action: action.id, operation: search('kubernetes.restore')?.planned.id as never },
      seen: [],
    });
    expect(search('traffic.weights')?.state).toBe('running');
    carriedOut(story, action.id);
    expect(lastAction(story).state).toBe('verifying');
  });

  test('counts what was still being deleted, and what nobody knows of', () => {
    const story = deleting();
    const { id, operations: all } = lastAction(story);
    const [first, second] = all.map(({ planned: one }) => one.id);
    story.does(null, { type: 'operation.succeed', action: id, operation: first as never, seen: [] });
    story.does(null, { type: 'operation.lose', action: id, operation: second as never, message: 'reset' });
    story.does(commander, roll('launch-commander'));
    expect(story.state.actions.byId[id]?.state).toBe('stopped');
    expect(restored(story)).toEqual(safePlan.services.map(({ id: service }) => service));
  });

  test('brings nothing back that was never deleted, and nothing twice', () => {
    const story = launchedLaunch();
    story.does(commander, roll('launch-commander'));
    expect(restored(story)).toEqual([]);
    const again = deleted();
    again.does(commander, roll('launch-commander'));
    const { id } = lastAction(again);
    carriedOut(again, id);
    again.does(null, { type: 'action.verify', action: id, outcome: 'verified', seen: [] });
    again.after(MINUTE).does(commander, roll('launch-commander'));
    expect(restored(again)).toEqual([]);
  });

  test('of one service brings back that one’s stable, and the database rollback all of them before it stops them', () => {
    const one = deleted();
    one.does(commander, roll('launch-commander', { services: ['search-service'] as never }));
    expect(restored(one)).toEqual(['search-service']);
    const database = deleted();
    databaseAsked(database);
    expect(restored(database)).toHaveLength(safePlan.services.length);
    const stop = lastAction(database).operations.find(({ planned: op }) => op.id === 'stop/search-service');
    expect(stop?.planned.after).toContain('database-rollback/restore/search-service');
  });
});

describe('the launch', () => {
  test('is not launched before its last stage is verified', () => {
    const story = atFivePercent();
    expect(story.state.launch?.launchedAt).toBeNull();
    expect(story.events.filter(({ type }) => type === 'launch.launched')).toHaveLength(0);
  });

  test('is launched once, with the step to 100 %', () => {
    const story = deleted();
    const at = story.events.map(({ type }) => type).indexOf('launch.launched');
    expect(story.events.filter(({ type }) => type === 'launch.launched')).toHaveLength(1);
    const before = story.events.slice(0, at).findLast(({ type }) => type === 'action.verified');
    expect(before?.type === 'action.verified' && story.state.actions.byId[before.action]?.subject).toEqual({
      kind: 'step',
      step: 'stage-100',
    });
  });

  test('stands as launched in the windows while the deleting only waits for its day; the machine stays awake till Handoff', () => {
    const story = launchedLaunch();
    const { state, now } = story;
    expect(nowTask(state, now).kind).toBe('launched');
    expect(position(state, now).next).toBe('launched');
    expect(keepAwake(state, now)).toMatchObject({ isAwake: true, why: 'the launch is stabilizing' });
    expect(projection(state, now).phases.at(-1)?.actualAt).toBeNull();
    const later = now + 4 * HOUR;
    expect(keepAwake(state, later)).toMatchObject({ isAwake: false, why: 'the launch is handed over' });
    expect(nowTask(state, later).kind).toBe('launched');
  });

  test('goes on to the deleting when its time has come', () => {
    const story = dayAfter();
    expect(nowTask(story.state, story.now)).toMatchObject({ kind: 'ask', step: { id: DELETE_STABLE } });
  });
});
