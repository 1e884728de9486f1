import { beforeEach, describe, expect, test } from 'vitest';
import type { FieldOwner, WatchedList, WatchedObject } from '#engine/adapters/kubernetes/port.ts';
import { Bell } from '#engine/watch/bell.ts';
import { createChangeWatch } from '#engine/watch/changes/changes.ts';
import { OperationId } from '#shared/domain/ids.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { err, ok } from '#shared/lib/result.ts';
import { askedFor, commander, confirm, goLaunch, launchMade, plan } from '#test/support/launch-story.ts';
import type { Story } from '#test/support/story.ts';
import { fault, watched } from './support/watched-launch.ts';

const stable = plan.services[0]?.stableDeployment ?? '';
const canary = plan.services[0]?.canaryDeployment ?? '';
const first = plan.steps[0]?.id ?? '';

const owner = (manager: string, fields: unknown, at: number, subresource = ''): FieldOwner => ({
  ...{ manager, fields, at, subresource },
});
const replicasOf = { 'f:spec': { 'f:replicas': {} } };
const deployed = (name: string, replicas: number, ...owners: FieldOwner[]): WatchedObject => ({
  ...{ kind: 'Deployment', name, uid: `uid-${name}`, owners },
  content: { metadata: { labels: { app: name }, annotations: {} }, spec: { replicas, paused: false } },
});

/** A launch whose first step only scales the canary of the first service. */
const scaling: LaunchPlan = {
  ...plan,
  steps: plan.steps.map((step, index) =>
    index > 0
      ? step
      : {
          ...step,
          operations: [
            {
              id: OperationId.parse('scale'),
              title: 'Canary pods',
              after: [],
              spec: { kind: 'kubernetes.scale', deployment: canary, replicas: { count: 2 }, readyTimeoutMs: 1000 },
            },
          ],
        },
  ),
};

/** GO, and the step's one operation is running. */
function running(): Story {
  const story = goLaunch();
  story.state = { ...story.state, launch: story.state.launch && { ...story.state.launch, plan: scaling } };
  const id = askedFor(story, first);
  story.does(commander, confirm(id));
  story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
  return story;
}

describe('changes by others', () => {
  let story: Story;
  let lists: WatchedList[];
  const set = (...objects: WatchedObject[]) => {
    lists = [{ kind: 'Deployment', objects: ok(objects) }];
  };
  beforeEach(() => {
    story = running();
    set(deployed(stable, 3), deployed(canary, 0));
  });
  const watch = (of = story) => {
    const parts = { cluster: { watched: async () => lists } };
    const { with_, told } = watched(of, parts);
    const bell = new Bell();
    let rings = 0;
    bell.listen(() => {
      rings += 1;
    });
    return { look: createChangeWatch(with_, bell), told, with_, rings: () => rings };
  };
  const seen = () => story.state.changes.seen;

  test('the first look is what later ones are compared with: nothing is told of it', async () => {
    const { look, told } = watch();
    await look();
    await look();
    expect(told).toEqual([]);
  });

  test('what somebody else sets is told with their name, from what to what, and is proof to look again', async () => {
    const { look, rings } = watch();
    await look();
    set(deployed(stable, 1, owner('kubectl-scale', replicasOf, 5)), deployed(canary, 0));
    await look();
    expect(seen()).toMatchObject([
      {
        object: `Deployment ${stable}`,
        manager: 'kubectl-scale',
        what: 'changed',
        fields: [{ field: 'spec.replicas', from: '3', to: '1', target: { where: 'rehearsal', name: stable } }],
      },
    ]);
    expect(rings()).toBe(1);
  });

  test('what this launch sets is not told', async () => {
    const { look, told } = watch();
    await look();
    set(deployed(stable, 3), deployed(canary, 2, owner('tminus', replicasOf, 5)));
    await look();
    expect(told).toEqual([]);
  });

  test('a count that is not the one asked for was set by somebody, whoever is on record', async () => {
    const { look } = watch();
    await look();
    set(deployed(stable, 3), deployed(canary, 7, owner('tminus', replicasOf, 5)));
    await look();
    expect(seen()).toMatchObject([{ object: `Deployment ${canary}`, manager: 'nobody on record' }]);
  });

  test('another console under the same name is somebody else', async () => {
    const { look } = watch();
    await look();
    set(deployed(stable, 1, owner('tminus', replicasOf, 5)), deployed(canary, 0));
    story.does(null, {
      type: 'operation.succeed',
      action: story.state.actions.order[0] as never,
      operation: 'scale' as never,
      seen: [],
    });
    story.after(60_000);
    await look();
    expect(seen()).toEqual([]);
    set(deployed(stable, 2, owner('tminus', replicasOf, 65)), deployed(canary, 0));
    story.after(60_000);
    await look();
    expect(seen()).toMatchObject([{ manager: 'tminus, but nothing of this launch' }]);
  });

  test('an autoscaler at work is not told, until it sets something else than was asked for', async () => {
    const { look } = watch();
    await look();
    const autoscaler = owner('kube-controller-manager', replicasOf, 5, 'scale');
    set(deployed(stable, 5, autoscaler), deployed(canary, 2, autoscaler));
    await look();
    expect(seen()).toEqual([]);
    set(deployed(stable, 5, autoscaler), deployed(canary, 6, autoscaler));
    await look();
    expect(seen()).toMatchObject([
      { object: `Deployment ${canary}`, manager: 'an autoscaler (kube-controller-manager)', fields: [{ to: '6' }] },
    ]);
  });

  test('two who change one object at once are told apart by the fields that each has set', async () => {
    const { look } = watch();
    await look();
    const ours = owner('tminus', replicasOf, 5);
    const theirs = owner('helm', { 'f:spec': { 'f:paused': {} } }, 5);
    const both = deployed(canary, 2, ours, theirs);
    set(deployed(stable, 3), { ...both, content: { ...both.content, spec: { replicas: 2, paused: true } } });
    await look();
    expect(seen()).toMatchObject([{ manager: 'helm', fields: [{ field: 'spec.paused', from: 'false', to: 'true' }] }]);
    expect(seen()[0]?.fields).toHaveLength(1);
  });

  test('what is deleted, and what is made anew under the same name, is told', async () => {
    const { look } = watch();
    await look();
    set({ ...deployed(canary, 0, owner('helm', {}, 5)), uid: 'another' });
    await look();
    expect(seen()).toMatchObject([
      { object: `Deployment ${canary}`, what: 'created', manager: 'helm' },
      { object: `Deployment ${stable}`, what: 'deleted', manager: 'nobody on record' },
    ]);
  });

  test('a cluster that does not answer has deleted nothing; what changed meanwhile is told when it is back', async () => {
    const { look } = watch();
    await look();
    lists = [{ kind: 'Deployment', objects: err(fault('unreachable', 'the cluster does not answer', true)) }];
    await look();
    lists = [];
    await look();
    expect(seen()).toEqual([]);
    set(deployed(stable, 1, owner('kubectl-scale', replicasOf, 5)), deployed(canary, 0));
    await look();
    expect(seen()).toHaveLength(1);
  });

  test('a long list of fields is cut, and says so', async () => {
    const { look } = watch();
    await look();
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`label-${index}`, 'x'.repeat(900)]));
    const changed = deployed(stable, 3, owner('helm', {}, 5));
    set({
      ...changed,
      content: { ...changed.content, metadata: { labels: { app: stable, ...many }, annotations: {} } },
    });
    await look();
    const fields = seen()[0]?.fields ?? [];
    expect(fields).toHaveLength(21);
    expect(fields.at(-1)?.field).toBe('and 10 more fields');
    expect(fields[0]?.to.length).toBeLessThan(300);
  });

  test('before the freeze nobody is asked why they change something', async () => {
    story = launchMade();
    const { look } = watch();
    await look();
    set(deployed(stable, 1, owner('kubectl-scale', replicasOf, 5)), deployed(canary, 0));
    await look();
    expect(seen()).toEqual([]);
  });

  test('watches that begin anew still know how it was', async () => {
    const { look, with_ } = watch();
    await look();
    set(deployed(stable, 1, owner('kubectl-scale', replicasOf, 5)), deployed(canary, 0));
    await createChangeWatch(with_, new Bell())();
    expect(seen()).toHaveLength(1);
  });
});
