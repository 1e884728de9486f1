import { expect, test } from 'vitest';
import type { OperationKinds } from '#engine/adapters/catalogue.ts';
import type { RunOutcome } from '#engine/adapters/operation-kind.ts';
import { planAction } from '#engine/runner/plan-action.ts';
import { runOne } from '#engine/runner/run-operation.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import { ok } from '#shared/lib/result.ts';
import { askedFor, goLaunch, lastAction, plan } from '#test/support/launch-story.ts';
import { emptyPlan } from '../watch/support/watched-launch.ts';

const spec: OperationSpec = {
  kind: 'http.request',
  method: 'POST',
  url: 'https://page.example/{{text}}',
  status: 200,
  timeoutMs: 1000,
};

/** A step whose one request asks for a text first. */
function asking(): Action {
  const story = goLaunch();
  askedFor(story, plan.steps[0]?.id ?? '');
  const action = lastAction(story);
  const [first] = action.operations;
  if (first === undefined) throw new Error('the step has no operation');
  return { ...action, operations: [{ ...first, plan: null, planned: { ...first.planned, spec, asks: ['text'] } }] };
}
const done: RunOutcome = { kind: 'done', seen: [] };
function requests() {
  const sent: string[] = [];
  const kind = {
    plan: async (of: OperationSpec) =>
      ok({ ...emptyPlan, equivalent: of.kind === 'http.request' ? `curl ${of.url}` : '' }),
    run: async (of: OperationSpec) => {
      if (of.kind === 'http.request') sent.push(of.url);
      return done;
    },
  };
  return { kinds: { 'http.request': kind } as unknown as OperationKinds, sent };
}
const never = new AbortController().signal;

/** The action with the plan that is made of it now. */
async function plannedNow(kinds: OperationKinds, action: Action): Promise<Action> {
  const made = await planAction(kinds, action, never);
  if (made.type !== 'action.plan') throw new Error('it was not planned');
  return {
    ...action,
    operations: action.operations.map((entry) => ({ ...entry, plan: made.plans[entry.planned.id] ?? null })),
  };
}

test('what was planned before its question was answered is not sent: it is planned and shown with the answer first', async () => {
  const { kinds, sent } = requests();
  const unanswered = await plannedNow(kinds, asking());
  expect(unanswered.operations[0]?.plan?.checks).toMatchObject([{ state: 'watch' }]);
  const answered = { ...unanswered, answers: { text: 'hello' } };
  const [entry] = answered.operations;
  if (entry === undefined) throw new Error('there is no operation');
  expect(await runOne(kinds, answered, entry, never, () => undefined)).toMatchObject({ type: 'operation.refuse' });
  expect(sent).toEqual([]);

  const shown = await plannedNow(kinds, answered);
  expect(shown.operations[0]?.plan?.equivalent).toBe('curl https://page.example/hello');
  const [again] = shown.operations;
  if (again === undefined) throw new Error('there is no operation');
  expect(await runOne(kinds, shown, again, never, () => undefined)).toMatchObject({ type: 'operation.succeed' });
  expect(sent).toEqual(['https://page.example/hello']);
});

test('a rollback asks nobody to confirm again what was answered: its goal was confirmed', async () => {
  const { kinds, sent } = requests();
  const { operations, ...rest } = await plannedNow(kinds, asking());
  const rollback: Action = {
    ...{ ...rest, operations, answers: { text: 'now' } },
    subject: { kind: 'rollback', procedure: 'database-rollback', reason: '' },
  };
  const [entry] = operations;
  if (entry === undefined) throw new Error('there is no operation');
  expect(await runOne(kinds, rollback, entry, never, () => undefined)).toMatchObject({ type: 'operation.succeed' });
  expect(sent).toEqual(['https://page.example/now']);
});
