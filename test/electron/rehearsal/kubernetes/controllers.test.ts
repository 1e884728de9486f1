import { afterEach, expect, test, vi } from 'vitest';
import { listAt, numberAt, objectAt, textAt } from '#rehearsal/json.ts';
import { ControllerLoop } from '#rehearsal/kubernetes/controllers/loop.ts';
import type { PodTrouble } from '#rehearsal/kubernetes/controllers/pod-life.ts';
import type { Pace } from '#rehearsal/kubernetes/controllers/workbench.ts';
import { deleteObject } from '#rehearsal/kubernetes/deletion.ts';
import { conditionOf, isPodReady } from '#rehearsal/kubernetes/object.ts';
import { theResource } from '#rehearsal/kubernetes/resource.ts';
import { Store } from '#rehearsal/kubernetes/store.ts';
import { Writer } from '#rehearsal/kubernetes/writer.ts';
import { namespaceObject } from '#rehearsal/world/cluster-objects.ts';

const DEPLOYMENTS = theResource('apps/deployments');
const REPLICA_SETS = theResource('apps/replicasets');
const PODS = theResource('pods');
const EVENTS = theResource('events');
const FAST: Pace = {
  schedule: [1, 3],
  pull: [2, 6],
  becomeReady: [4, 10],
  terminate: [2, 6],
  backoff: 10,
  backoffMax: 50,
};
const options = { manager: 'test', isDryRun: false, subresource: '', apiVersion: 'apps/v1' };
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const deployment = (image: string, replicas: number, spec: Record<string, number> = {}) => ({
  metadata: { name: 'app' },
  spec: {
    replicas,
    ...spec,
    selector: { matchLabels: { app: 'app' } },
    template: { metadata: { labels: { app: 'app' } }, spec: { containers: [{ name: 'app', image }] } },
  },
});

function cluster(
  image: string,
  replicas: number,
  spec: Record<string, number> = {},
  fault: { now: PodTrouble | null } = { now: null },
) {
  const store = new Store();
  const writer = new Writer(store);
  const loop = new ControllerLoop(store, FAST, () => fault.now);
  stops.push(() => loop.stop());
  writer.create(theResource('namespaces'), '', namespaceObject('n'), options);
  writer.create(DEPLOYMENTS, 'n', deployment(image, replicas, spec), options);
  const get = () => writer.find(DEPLOYMENTS, 'n', 'app');
  const change = (spec: (held: ReturnType<typeof get>) => ReturnType<typeof get>) =>
    writer.update(DEPLOYMENTS, get(), spec(get()), options);
  const setImage = (next: string) =>
    change((held) => ({
      ...held,
      spec: {
        ...objectAt(held, 'spec'),
        template: { metadata: { labels: { app: 'app' } }, spec: { containers: [{ name: 'app', image: next }] } },
      },
    }));
  return { store, loop, get, change, setImage, pods: () => store.list(PODS, 'n') };
}
const waitFor = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

test('a Deployment becomes a ReplicaSet and ready pods, and says so', async () => {
  const { get, store, pods } = cluster('app:1', 3);
  await waitFor(() => expect(numberAt(get(), 0, 'status', 'readyReplicas')).toBe(3));
  expect(pods().filter(isPodReady)).toHaveLength(3);
  expect(store.list(REPLICA_SETS, 'n')).toHaveLength(1);
  expect(textAt(conditionOf(get(), 'Progressing'), 'reason')).toBe('NewReplicaSetAvailable');
  expect(numberAt(get(), 0, 'status', 'observedGeneration')).toBe(numberAt(get(), -1, 'metadata', 'generation'));
});

test('a new image rolls without ever having too few ready pods, and an undo makes the old ReplicaSet the new one', async () => {
  const { get, setImage, pods, store } = cluster('app:1', 4);
  await waitFor(() => expect(numberAt(get(), 0, 'status', 'readyReplicas')).toBe(4));
  let fewest = 4;
  stops.push(store.subscribe(() => (fewest = Math.min(fewest, pods().filter(isPodReady).length))));
  setImage('app:2');
  await waitFor(() => {
    expect(numberAt(get(), 0, 'status', 'updatedReplicas')).toBe(4);
    expect(pods().map((pod) => textAt(pod, 'spec', 'containers', 0, 'image'))).toEqual(Array(4).fill('app:2'));
  });
  expect(fewest).toBeGreaterThanOrEqual(3);
  setImage('app:1');
  await waitFor(() =>
    expect(pods().every((pod) => isPodReady(pod) && textAt(pod, 'spec', 'containers', 0, 'image') === 'app:1')).toBe(
      true,
    ),
  );
  const sets = store.list(REPLICA_SETS, 'n');
  expect(sets).toHaveLength(2);
  expect(sets.map((set) => textAt(set, 'metadata', 'annotations', 'deployment.kubernetes.io/revision')).sort()).toEqual(
    ['2', '3'],
  );
});

test('an image that cannot be pulled leaves the old pods serving, and the rollout fails at its deadline', async () => {
  const { get, setImage, pods, store } = cluster('app:1', 4, { progressDeadlineSeconds: 1 });
  await waitFor(() => expect(numberAt(get(), 0, 'status', 'readyReplicas')).toBe(4));
  setImage('app:missing');
  await waitFor(() =>
    expect(
      pods().some(
        (pod) => textAt(pod, 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason') === 'ImagePullBackOff',
      ),
    ).toBe(true),
  );
  expect(pods().filter(isPodReady).length).toBeGreaterThanOrEqual(3);
  expect(
    store
      .list(EVENTS, 'n')
      .some((event) => textAt(event, 'reason') === 'Failed' && textAt(event, 'message').includes('app:missing')),
  ).toBe(true);
  await waitFor(() => expect(textAt(conditionOf(get(), 'Progressing'), 'reason')).toBe('ProgressDeadlineExceeded'));
});

test('a Deployment that is deleted in the foreground goes after its pods', async () => {
  const { get, store, pods } = cluster('app:1', 2);
  await waitFor(() => expect(numberAt(get(), 0, 'status', 'readyReplicas')).toBe(2));
  const order: string[] = [];
  stops.push(store.subscribe(({ type, object }) => type === 'DELETED' && order.push(textAt(object, 'kind'))));
  deleteObject(store, DEPLOYMENTS, get(), { propagationPolicy: 'Foreground' }, false);
  expect(textAt(get(), 'metadata', 'deletionTimestamp')).not.toBe('');
  await waitFor(() => expect(store.get(DEPLOYMENTS, 'n', 'app')).toBeUndefined());
  expect(pods()).toEqual([]);
  expect(order).toEqual(['Pod', 'Pod', 'ReplicaSet', 'Deployment']);
});

test('a quota says what is used of it, and refuses the pods that are too many until there is room', async () => {
  const { get, change, store, pods } = cluster('app:1', 1);
  const quotas = theResource('resourcequotas');
  const writer = new Writer(store);
  writer.create(quotas, 'n', { metadata: { name: 'few' }, spec: { hard: { pods: '2' } } }, options);
  const scaleTo = (replicas: number) => change((held) => ({ ...held, spec: { ...objectAt(held, 'spec'), replicas } }));
  scaleTo(4);
  await waitFor(() => {
    expect(textAt(conditionOf(get(), 'ReplicaFailure'), 'message')).toContain('exceeded quota: few');
    expect(textAt(store.get(quotas, 'n', 'few'), 'status', 'used', 'pods')).toBe('2');
  });
  expect(pods()).toHaveLength(2);
  writer.update(
    quotas,
    writer.find(quotas, 'n', 'few'),
    { metadata: { name: 'few' }, spec: { hard: { pods: '9' } } },
    options,
  );
  await waitFor(() => expect(pods()).toHaveLength(4));
  await waitFor(() => expect(conditionOf(get(), 'ReplicaFailure')).toBeUndefined());
});

test('a container that crashes is restarted again and again, counted, and recovers when the fault is gone', async () => {
  const fault: { now: PodTrouble | null } = { now: null };
  const { get, loop, pods } = cluster('app:1', 2, {}, fault);
  await waitFor(() => expect(numberAt(get(), 0, 'status', 'readyReplicas')).toBe(2));
  fault.now = 'crash';
  loop.pods.disturb();
  await waitFor(() =>
    expect(
      pods().some(
        (pod) => textAt(pod, 'status', 'containerStatuses', 0, 'state', 'waiting', 'reason') === 'CrashLoopBackOff',
      ),
    ).toBe(true),
  );
  expect(numberAt(get(), 0, 'status', 'readyReplicas')).toBe(0);
  fault.now = null;
  await waitFor(() => expect(numberAt(get(), 0, 'status', 'readyReplicas')).toBe(2));
  expect(numberAt(listAt(pods()[0], 'status', 'containerStatuses')[0], 0, 'restartCount')).toBeGreaterThan(0);
});

test('scaling to zero ends every pod, deleting the Deployment everything', async () => {
  const { store, get, change, pods } = cluster('app:1', 3);
  await waitFor(() => expect(numberAt(get(), 0, 'status', 'readyReplicas')).toBe(3));
  change((held) => ({ ...held, spec: { ...objectAt(held, 'spec'), replicas: 0 } }));
  await waitFor(() => expect(pods()).toHaveLength(0));
  expect(numberAt(get(), -1, 'status', 'replicas')).toBe(-1);
  store.remove(DEPLOYMENTS, 'n', 'app');
  await waitFor(() => expect(store.list(REPLICA_SETS, 'n')).toHaveLength(0));
});

test('a pod that never gets ready holds the rollout without an end of its own', async () => {
  const { get, pods } = cluster('app:notready', 1);
  await waitFor(() => expect(textAt(pods()[0], 'status', 'phase')).toBe('Running'));
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(numberAt(get(), 0, 'status', 'readyReplicas')).toBe(0);
  expect(textAt(conditionOf(get(), 'Available'), 'status')).toBe('False');
});
