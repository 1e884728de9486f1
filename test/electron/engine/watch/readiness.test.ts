import { describe, expect, test } from 'vitest';
import type { ClusterPort, Tracked, WatchedObject } from '#engine/adapters/kubernetes/port.ts';
import { checksOf } from '#engine/watch/readiness/planned.ts';
import { createReadinessWatch } from '#engine/watch/readiness.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { goLaunch, plan } from '#test/support/launch-story.ts';
import {
  allStable,
  deployment,
  emptyPlan,
  fault,
  kindsThat,
  type OutsideParts,
  watched,
} from './support/watched-launch.ts';

type Cluster = NonNullable<OutsideParts['cluster']>;
type MayI = ClusterPort['mayI'];
const allowed: MayI = async (checks) => ok(checks.map((check) => ({ ...check, isAllowed: true, reason: '' })));
const planOf = (spec: OperationSpec): OperationPlan => ({ ...emptyPlan, equivalent: `typed: ${JSON.stringify(spec)}` });

/** Proves once, with everything as it should be but what the test changes. */
async function proven(
  change: {
    readonly cluster?: Cluster;
    readonly planned?: (spec: OperationSpec) => Result<OperationPlan, Fault>;
    readonly logTrouble?: string;
  } = {},
) {
  const story = goLaunch();
  const { logTrouble } = change;
  const { with_, hub, told } = watched(
    story,
    {
      cluster: { mayI: allowed, deployments: async () => ok(allStable()), ...change.cluster },
      kinds: kindsThat(change.planned ?? ((spec) => ok(planOf(spec)))),
    },
    logTrouble === undefined ? {} : { logTrouble: () => logTrouble },
  );
  const look = createReadinessWatch(with_, 60_000);
  await look();
  const check = (title: string) => hub.readiness.checks.find((one) => one.title === title);
  return { readiness: hub.readiness, check, told, story, look };
}

describe('readiness', () => {
  test('is proven when every right, every plan, every pod and the log are as a rollback needs them', async () => {
    const { readiness, told, story, look } = await proven();
    expect(readiness).toMatchObject({ state: 'ready', provenAt: story.now });
    expect(readiness.checks.map(({ title }) => title)).toEqual([
      'Permissions',
      'Traffic to stable',
      'Canary to zero',
      'Flag service',
      'Messages storable',
      'Reading back',
      'Stable carries 100 %',
    ]);
    await look();
    // The same verdict is an event once.
    expect(told.filter(({ type }) => type === 'readiness.judge')).toHaveLength(1);
  });

  test('names each right that is missing', async () => {
    const mayI: MayI = async (checks) =>
      ok(checks.map((check) => ({ ...check, isAllowed: check.verb !== 'patch', reason: '' })));
    const { readiness, check } = await proven({ cluster: { mayI } });
    expect(readiness.state).toBe('not-ready');
    expect(check('Permissions')).toMatchObject({ state: 'act' });
    expect(check('Permissions')?.text).toContain('patch deployments.apps');
    expect(check('Permissions')?.text).toContain('patch virtualservices.networking.istio.io');
  });

  test('fails while the flag service is down or wants an approval: the kill switch would not work', async () => {
    const down = (one: Fault) => (spec: OperationSpec) => (spec.kind === 'flag.set' ? err(one) : ok(planOf(spec)));
    const silent = await proven({ planned: down(fault('unreachable', 'Unleash does not answer', true)) });
    expect(silent.check('Flag service')).toEqual({
      title: 'Flag service',
      state: 'act',
      text: 'Unleash does not answer',
    });
    const asks = await proven({ planned: down(fault('approval-required', 'production wants a change request')) });
    expect(asks.readiness.state).toBe('not-ready');
  });

  test('fails while Argo CD would undo it, and says so apart from the rest', async () => {
    const argo = { what: 'Argo CD', state: 'act', text: 'Application shop heals itself' } as const;
    const planned = (spec: OperationSpec) =>
      ok({ ...planOf(spec), checks: spec.kind === 'kubernetes.scale' ? [argo] : [] });
    const { readiness, check } = await proven({ planned });
    expect(readiness.state).toBe('not-ready');
    expect(check('Argo CD keeps out')).toMatchObject({ state: 'act', text: 'Application shop heals itself' });
    expect(check('Canary to zero')?.state).toBe('good');
  });

  test('asks of everything that it touches whether Argo CD would undo it, also when there is nothing to change', async () => {
    const canary = plan.services[0]?.canaryDeployment ?? '';
    const target = { kind: 'Deployment', where: 'rehearsal', name: canary };
    const object = (name: string): WatchedObject => ({
      ...{ kind: 'Deployment', name, uid: name, owners: [] },
      content: { metadata: { labels: {}, annotations: { kept: name } }, spec: {} },
    });
    const asked: Tracked[] = [];
    const { check } = await proven({
      planned: (spec) => ok({ ...planOf(spec), targets: spec.kind === 'kubernetes.scale' ? [target] : [] }),
      cluster: {
        watched: async () => [{ kind: 'Deployment', objects: ok([object(canary), object('somebody-elses')]) }],
        selfHealing: async (objects) => {
          asked.push(...objects);
          return [{ what: 'Argo CD', state: 'act', text: 'Application shop would set it back' }];
        },
      },
    });
    expect(asked).toEqual([{ kind: 'Deployment', name: canary, labels: {}, annotations: { kept: canary } }]);
    expect(check('Argo CD keeps out')).toMatchObject({ state: 'act', text: 'Application shop would set it back' });
  });

  test('tells of an autoscaler that may set the canary back, and is ready all the same', async () => {
    const hpa = { what: 'autoscaler', state: 'watch', text: 'it may set them back' } as const;
    const planned = (spec: OperationSpec) =>
      ok({ ...planOf(spec), checks: spec.kind === 'kubernetes.scale' ? [hpa] : [] });
    const { readiness, check } = await proven({ planned });
    expect(readiness.state).toBe('ready');
    expect(check('Canary to zero')).toMatchObject({ state: 'watch', text: 'autoscaler: it may set them back' });
  });

  test('fails while the log can not be written: nothing could be stored', async () => {
    const { check } = await proven({ logTrouble: 'The disk is full.' });
    expect(check('Messages storable')).toMatchObject({ state: 'act', text: 'The disk is full.' });
  });

  test('is unknown, not ready, while the cluster does not answer about pods', async () => {
    const silent = err(fault('timeout', 'the cluster does not answer', true));
    const { readiness } = await proven({ cluster: { deployments: async () => silent } });
    expect(readiness.state).toBe('unknown');
  });

  test('fails while stable has fewer ready pods than it wants', async () => {
    const short = plan.services[2]?.stableDeployment ?? '';
    const few = allStable((name) => deployment(name, name === short ? 1 : 3, 3));
    const { check } = await proven({ cluster: { deployments: async () => ok(few) } });
    expect(check('Stable carries 100 %')).toMatchObject({ state: 'act', text: `${short} 1/3 ready` });
  });

  test('says to re-create stable first where it is gone, and how by hand', async () => {
    const gone = plan.services[1]?.stableDeployment ?? '';
    const rest = allStable((name) => (name === gone ? null : deployment(name, 3)));
    const { readiness, check } = await proven({ cluster: { deployments: async () => ok(rest) } });
    expect(check('Stable carries 100 %')).toMatchObject({ state: 'act' });
    expect(check('Stable carries 100 %')?.text).toMatch(new RegExp(`^re-create stable first: ${gone} is gone`));
    expect(readiness.commands?.[0]?.lines[0]).toMatch(new RegExp(`apply --server-side -f ${gone}.yaml`));
  });

  test('keeps the commands by hand of both rollbacks, for this cluster and namespace, step by step', async () => {
    const { readiness, story } = await proven();
    const commands = readiness.commands ?? [];
    const quick = commands.filter(({ procedure }) => procedure === 'quick-rollback');
    const place = new Map(quick.map(({ operation }, index) => [operation, index]));
    expect(place.size).toBe(plan.quickRollback.operations.length);
    // In an order in which one person can do it: nothing before what it waits for.
    for (const { id, after } of plan.quickRollback.operations)
      for (const other of after) expect(place.get(other) ?? Number.NaN).toBeLessThan(place.get(id) ?? Number.NaN);
    expect(new Set(quick.map(({ step }) => step))).toEqual(new Set(plan.quickRollback.steps.map(({ id }) => id)));
    for (const { lines, isProven } of quick.filter(({ operation }) => /scale|flags/.test(operation))) {
      expect(isProven).toBe(true);
      expect(lines[0]).toMatch(/^typed: /);
    }
    const database = commands.filter(({ procedure }) => procedure === 'database-rollback');
    const planned = story.state.launch?.plan.databaseRollback?.operations ?? [];
    expect(database.map(({ operation }) => operation).sort()).toEqual(planned.map(({ id }) => id as string).sort());
    // What it has in common with the quick rollback was proven; the rest follows from the runbook.
    if (planned.length > 0) {
      expect(database.some(({ isProven }) => isProven)).toBe(true);
      const own = database.filter(({ isProven }) => !isProven).flatMap(({ lines }) => lines);
      expect(
        own
          .filter((line) => line.startsWith('kubectl'))
          .every((line) => line.includes(`--namespace ${plan.namespace}`)),
      ).toBe(true);
    }
  });

  test('a kind of operation that it does not know by name is tried as well', () => {
    const operation = plan.quickRollback.operations[0];
    if (operation === undefined) throw new Error('the quick rollback is empty');
    const spec: OperationSpec = { kind: 'kubernetes.restart', deployment: 'a', readyTimeoutMs: 1 };
    const failed = { operation: { ...operation, spec }, result: err(fault('forbidden', 'may not patch')) };
    expect(checksOf([failed], null)).toEqual([{ title: 'Other operations', state: 'act', text: 'may not patch' }]);
  });
});
