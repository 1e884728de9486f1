import { expect, test } from 'vitest';
import { OperationId } from '#shared/domain/ids.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import { askedFor, commander, confirm, goLaunch, lastAction, plan, product } from '#test/support/launch-story.ts';
import type { Story } from '#test/support/story.ts';

const clone: OperationSpec = {
  ...{ kind: 'command.run', program: 'gcloud', arguments: [], timeoutMs: 1000, isRepeatable: false },
};

/** A step with one operation, whose outcome got lost. */
function lost(spec: OperationSpec): { story: Story; about: { action: never; operation: never } } {
  const story = goLaunch();
  const { launch } = story.state;
  if (launch === null) throw new Error('there is no launch');
  const operations = [{ id: OperationId.parse('one'), title: 'Clone the database', after: [], spec }];
  const steps = launch.plan.steps.map((step, index) => (index === 0 ? { ...step, operations } : step));
  story.state = { ...story.state, launch: { ...launch, plan: { ...launch.plan, steps } } };
  const id = askedFor(story, plan.steps[0]?.id ?? '');
  story.does(commander, confirm(id));
  story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
  const about = { action: id as never, operation: 'one' as never };
  story.does(null, { type: 'operation.lose', ...about, message: 'Nobody saw how gcloud ended.' });
  return { story, about };
}
const says = (about: ReturnType<typeof lost>['about'], outcome: 'done' | 'failed', text = '') =>
  ({ type: 'operation.attest', ...about, outcome, text }) as const;

test('a person who has looked says that a program took effect, and the action goes on', () => {
  const { story, about } = lost(clone);
  expect(lastAction(story)).toMatchObject({ state: 'running', operations: [{ state: 'outcome-unknown' }] });
  const events = story.does(commander, says(about, 'done', 'the instance is there'));
  expect(events[0]).toMatchObject({ type: 'operation.succeeded', by: commander });
  expect(lastAction(story)).toMatchObject({ state: 'verifying', operations: [{ state: 'succeeded' }] });
  expect(lastAction(story).operations[0]?.seen[0]?.seen).toBe('the instance is there');
});

test('a person who has looked says that it did not, and the action has failed', () => {
  const { story, about } = lost(clone);
  story.does(commander, says(about, 'failed'));
  expect(lastAction(story)).toMatchObject({
    state: 'failed',
    operations: [{ state: 'failed', trouble: { message: 'looked at by hand: it did not take effect' } }],
  });
});

test('only who asked or may confirm says so', () => {
  const { story, about } = lost(clone);
  story.refuses(product, says(about, 'done'), 'not-entitled');
});

test('what the cluster can be asked about is never a matter of anybody’s word', () => {
  const { story, about } = lost({
    kind: 'kubernetes.scale',
    deployment: 'a',
    replicas: { count: 0 },
    readyTimeoutMs: 1000,
  });
  story.refuses(commander, says(about, 'done'), 'not-by-hand');
});
