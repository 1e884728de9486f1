import { expect, test } from 'vitest';
import { deletedByUs, wroteSince } from '#engine/watch/changes/asked-by-us.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import { askedFor, goLaunch, lastAction, plan } from '#test/support/launch-story.ts';

/** A launch in which these operations have succeeded, one a second. */
function after(...specs: readonly OperationSpec[]): LaunchState {
  const story = goLaunch();
  askedFor(story, plan.steps[0]?.id ?? '');
  const action = lastAction(story);
  const first = action.operations[0];
  if (first === undefined) throw new Error('the first step has no operations');
  const operations = specs.map((spec, index) => ({
    ...{ ...first, planned: { ...first.planned, spec }, state: 'succeeded' as const },
    ...{ startedAt: 1_000 * index, endedAt: 1_000 * index + 500 },
  }));
  const all = { ...story.state.actions.byId, [action.id]: { ...action, operations } };
  return { ...story.state, actions: { ...story.state.actions, byId: all } };
}
const away: OperationSpec = { kind: 'kubernetes.delete', deployment: 'web' };
const back: OperationSpec = { kind: 'kubernetes.restore', deployment: 'web', readyTimeoutMs: 1_000 };

test('what the launch deleted is its own until it has brought it back; a later deletion is somebody’s', () => {
  expect(deletedByUs(after(away), 'web')).toBe(true);
  expect(deletedByUs(after(away, { ...back, deployment: 'other' }), 'web')).toBe(true);
  expect(deletedByUs(after(away, back), 'web')).toBe(false);
  expect(deletedByUs(after(away, back, away), 'web')).toBe(true);
});

test('what only reads has written nothing', () => {
  const object = { kind: 'Deployment', name: 'web' };
  expect(
    wroteSince(
      after(
        { kind: 'kubernetes.note', deployments: ['web'] },
        { kind: 'kubernetes.read', object, path: ['spec', 'replicas'], expected: '1' },
      ),
      0,
    ),
  ).toBe(false);
  expect(wroteSince(after(back), 0)).toBe(true);
  expect(wroteSince(after(back), 10_000)).toBe(false);
});
