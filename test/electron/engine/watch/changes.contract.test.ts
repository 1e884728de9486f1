import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { Bell } from '#engine/watch/bell.ts';
import { createChangeWatch } from '#engine/watch/changes/changes.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import { askedFor, commander, confirm, goLaunch, lastAction, plan } from '#test/support/launch-story.ts';
import type { Story } from '#test/support/story.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { runContext, value } from '../adapters/support/run-context.ts';
import { otherClient } from './support/other-client.ts';
import { watched } from './support/watched-launch.ts';

const [service] = plan.services;
if (service === undefined) throw new Error('the pack has no service');

/** GO, and the first step runs: from here on changes by others are told. */
function running(): Story {
  const story = goLaunch();
  const id = askedFor(story, plan.steps[0]?.id ?? '');
  story.does(commander, confirm(id));
  story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
  return story;
}

describe('changes of watched objects in the rehearsal environment', () => {
  let rehearsal: Rehearsal;
  let outside: Outside;
  beforeAll(async () => {
    rehearsal = await openRehearsal();
    outside = value(await connectOutside(connectionsFromRehearsal(JSON.stringify(rehearsal.addresses))));
  });
  afterEach(() => rehearsal.faults.clear());
  afterAll(async () => {
    await outside?.close();
    await rehearsal?.stop();
  });
  const watching = (story: Story) => {
    const { with_, told } = watched(story, { cluster: outside.cluster });
    return { look: createChangeWatch(with_, new Bell()), told, seen: () => story.state.changes.seen };
  };
  const other = () => otherClient(rehearsal.addresses, 'kubectl-edit');

  test('another client’s patch of a VirtualService is told with its name and what it changed', async () => {
    const { look, seen } = watching(running());
    await look();
    await other().setWeight(service.host, 37);
    await look();
    expect(seen()).toMatchObject([
      { object: expect.stringMatching(/^VirtualService /), manager: 'kubectl-edit', what: 'changed' },
    ]);
    expect(seen()[0]?.fields).toContainEqual(
      expect.objectContaining({ field: expect.stringMatching(/^spec\.http\.0\.route\.\d\.weight$/), to: '37' }),
    );
    await other().setWeight(service.host, 0);
    await look();
    expect(seen()).toHaveLength(2);
  });

  test('our own scale, and what the cluster’s controllers make of it, is not told', async () => {
    const story = running();
    const { look, told } = watching(story);
    await look();
    const action = lastAction(story);
    const entry = action.operations.find(({ state }) => state === 'running');
    expect(entry).toBeDefined();
    const scale = outside.kinds({ messages: undefined as never, noted: () => ({}) })['kubernetes.scale'];
    const spec = {
      kind: 'kubernetes.scale',
      deployment: service.canaryDeployment,
      replicas: { count: 1 },
      readyTimeoutMs: 30_000,
    } as const;
    // As if it were the running operation's: what it asks for is what the launch asks for.
    story.state = {
      ...story.state,
      actions: {
        ...story.state.actions,
        byId: {
          ...story.state.actions.byId,
          [action.id]: {
            ...action,
            operations: action.operations.map((one) =>
              one === entry ? { ...one, planned: { ...one.planned, spec } } : one,
            ),
          },
        },
      },
    };
    expect((await scale.run(spec, null, runContext({ isGoal: true }))).kind).toBe('done');
    await look();
    expect(told).toEqual([]);
    await scale.run({ ...spec, replicas: { count: 0 } }, null, runContext({ isGoal: true }));
  });

  test('a cluster that does not answer has deleted nothing', async () => {
    const { look, seen } = watching(running());
    await look();
    rehearsal.faults.inject({ scenario: 'api-down', mode: '503' });
    await look();
    expect(seen()).toEqual([]);
    rehearsal.faults.clear();
    await other().annotate(service.stableDeployment, 'team.example/owner', 'somebody');
    await look();
    expect(seen()).toMatchObject([
      { object: `Deployment ${service.stableDeployment}`, manager: 'kubectl-edit', fields: [{ to: 'somebody' }] },
    ]);
  });

  test('the value of an environment variable is never told, only that it has changed', async () => {
    const { look, seen } = watching(running());
    await other().setVariable(service.canaryDeployment, 'PASSWORD', 'first-secret');
    await look();
    await other().setVariable(service.canaryDeployment, 'PASSWORD', 'second-secret');
    await look();
    expect(seen()).toHaveLength(1);
    expect(JSON.stringify(seen())).not.toMatch(/first-secret|second-secret/);
    expect(seen()[0]?.fields[0]).toMatchObject({ field: expect.stringContaining('env.PASSWORD.value') });
  });
});
