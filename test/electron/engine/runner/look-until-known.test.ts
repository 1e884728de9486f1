import { expect, test } from 'vitest';
import type { OperationKinds } from '#engine/adapters/catalogue.ts';
import { lookUntilKnown } from '#engine/runner/run-operation.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';
import { err, ok } from '#shared/lib/result.ts';
import { askedFor, goLaunch, lastAction, plan } from '#test/support/launch-story.ts';
import { fault } from '../watch/support/watched-launch.ts';

function lookedAt(answers: Awaited<ReturnType<OperationKinds['command.run']['look']>>[]) {
  const story = goLaunch();
  askedFor(story, plan.steps[0]?.id ?? '');
  const action = lastAction(story);
  const [first] = action.operations;
  if (first === undefined) throw new Error('the step has no operation');
  const entry: OperationEntry = {
    ...first,
    state: 'outcome-unknown',
    planned: {
      ...first.planned,
      spec: { kind: 'command.run', program: 'gcloud', arguments: [], timeoutMs: 1000, isRepeatable: false },
    },
  };
  let looks = 0;
  const look = async () => answers[Math.min(looks++, answers.length - 1)];
  const kinds = { 'command.run': { look } } as unknown as OperationKinds;
  const lines: string[] = [];
  const ended = lookUntilKnown(kinds, action, entry, new AbortController().signal, (line) => lines.push(line));
  return { ended, lines, looks: () => looks };
}

test('a cluster that does not answer is asked again until it is known what took effect', async () => {
  const silent = err(fault('unreachable', 'it does not answer', true));
  const { ended, lines } = lookedAt([silent, silent, ok({ applied: 'yes', seen: [] })]);
  expect(await ended).toMatchObject({ type: 'operation.resolve', applied: 'yes' });
  expect(lines).toEqual(['it does not answer', 'it does not answer']);
});

test('what can not be looked at is left to a person at once, and that is said', async () => {
  const nobody = {
    ...fault('outcome-unknown', 'Nobody saw how gcloud ended.'),
    hint: 'Look, then say whether it is done.',
  };
  const { ended, lines, looks } = lookedAt([err(nobody)]);
  expect(await ended).toBeNull();
  expect(looks()).toBe(1);
  expect(lines).toEqual(['Nobody saw how gcloud ended. Look, then say whether it is done.']);
});
