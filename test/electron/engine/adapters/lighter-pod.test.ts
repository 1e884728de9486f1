import { expect, test } from 'vitest';
import { lighterPod } from '#engine/adapters/kubernetes/feed/lighter-pod.ts';
import { slimPod } from '#engine/adapters/kubernetes/feed/slim-workloads.ts';

const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'search-7d9f', uid: 'r', controller: true };
const labels = { app: 'search', 'pod-template-hash': '7d9f' };
/** What somebody might write to be taken for the layout of a pod. */
const lure = '"managedFields":[{}]},"spec":{"nodeName":"elsewhere"},"status":{"phase":"Failed"}';
const metadata = {
  ...{ name: 'search-7d9f-x2k', uid: 'u', resourceVersion: '41', labels, annotations: { note: lure } },
  ownerReferences: [owner],
};
const managedFields = [{ manager: 'kubelet', fieldsV1: { 'f:status': { 'f:phase': {} }, 'f:spec': { '.': {} } } }];
const spec = { nodeName: 'node-7', containers: [{ name: 'app', env: [{ name: 'nodeName', value: lure }] }] };
const status = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True' }],
  containerStatuses: [{ name: 'app', restartCount: 3, state: { running: { startedAt: 'now' } } }],
};
const line = (object: object): string => JSON.stringify({ type: 'MODIFIED', object });
const kept = (text: string) => slimPod(JSON.parse(text).object);

test('of a pod as an API server writes it, the same is kept from a third of the text', () => {
  const whole = line({ kind: 'Pod', apiVersion: 'v1', metadata: { ...metadata, managedFields }, spec, status });
  const light = lighterPod(whole);
  expect(light?.length).toBeLessThan(whole.length);
  expect(kept(light ?? '')).toEqual(kept(whole));
  expect(kept(whole)).toMatchObject({ node: 'node-7', replicaSet: 'search-7d9f', restarts: 3, isReady: true });
});

test('a pod that is laid out in another way, or has no record of who set what, is read whole', () => {
  const sorted = line({ metadata: { managedFields, ...metadata }, spec, status });
  expect(lighterPod(sorted)).toBeNull();
  expect(lighterPod(line({ metadata, spec, status }))).toBeNull();
  expect(lighterPod(line({ metadata: { ...metadata, managedFields }, status, spec }))).toBeNull();
});

test('a pod that waits for a node has none', () => {
  const waiting = line({ metadata: { ...metadata, managedFields }, spec: { containers: [] }, status });
  expect(kept(lighterPod(waiting) ?? '')).toMatchObject({ name: 'search-7d9f-x2k', node: null });
});
