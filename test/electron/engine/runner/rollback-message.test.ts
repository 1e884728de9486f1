import { expect, test } from 'vitest';
import { createMessageKind } from '#engine/runner/message-kind.ts';
import type { Action } from '#shared/domain/action/state.ts';
import { ok } from '#shared/lib/result.ts';
import { commander, goLaunch, lastAction, plan, stepDone } from '#test/support/launch-story.ts';
import { runContext } from '../adapters/support/run-context.ts';

const spec = plan.quickRollback.operations.map((one) => one.spec).find((one) => one.kind === 'message.post');

/** The text that a rollback announces itself with. */
async function announced(change: (action: Action) => Action): Promise<string> {
  const story = goLaunch();
  stepDone(story, plan.steps[0]?.id ?? '');
  story.does(commander, { type: 'rollback.ask', role: 'launch-commander' as never, reason: 'search is slow' });
  const action = change(lastAction(story));
  const actions = { ...story.state.actions, byId: { ...story.state.actions.byId, [action.id]: action } };
  const stored: string[] = [];
  const kind = createMessageKind({
    state: () => ({ ...story.state, actions }),
    now: () => story.now,
    queue: ({ text }) => {
      stored.push(text);
      return ok(undefined);
    },
  });
  if (spec?.kind !== 'message.post') throw new Error('the quick rollback posts nothing');
  const outcome = await kind.run(spec, null, runContext({ cause: `${action.id}/announce`, isGoal: true }));
  expect(outcome.kind).toBe('done');
  return stored[0] ?? '';
}
const subjectWith =
  (more: Partial<Extract<Action['subject'], { kind: 'rollback' }>>) =>
  (action: Action): Action =>
    action.subject.kind === 'rollback' ? { ...action, subject: { ...action.subject, ...more } } : action;
const nameOf = (id: string) => goLaunch().state.roster.people[id]?.name ?? '?';

test('a rollback announces who does it and why', async () => {
  const text = await announced((action) => action);
  expect(text).toContain('ROLLBACK INITIATED');
  expect(text).toContain(nameOf(commander));
  expect(text).toContain('search is slow');
});

test('a rollback of one service alone says which', async () => {
  const [service] = plan.services;
  const text = await announced(subjectWith({ services: [service?.id as never] }));
  expect(text).toContain(`search is slow (only ${service?.title})`);
});

test('break-glass says so and names both who took it on themselves', async () => {
  const text = await announced((action) => {
    const [own] = action.confirmations;
    if (own === undefined) throw new Error('nobody confirmed');
    const other = { ...own, person: 'a-lindqvist' as never };
    return { ...subjectWith({ isBreakGlass: true })(action), confirmations: [own, other] };
  });
  expect(text).toContain(`${nameOf(commander)} and ${nameOf('a-lindqvist')}`);
  expect(text).toContain('break-glass: search is slow');
});

test('a database rollback is named, as it stops everything', async () => {
  const procedure = plan.databaseRollback;
  expect(procedure).toBeDefined();
  const text = await announced(subjectWith({ procedure: procedure?.id ?? '' }));
  expect(text).toContain(`${procedure?.title}: search is slow`);
});
