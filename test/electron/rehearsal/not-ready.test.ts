import { expect, test } from 'vitest';
import { notReady } from '#rehearsal/real-cluster/not-ready.ts';

const pod = (name: string, nodeName: string | null, phase: string, isReady = false) => ({
  metadata: { name },
  spec: nodeName === null ? {} : { nodeName },
  status: { phase, conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] },
});

test('pods that do not become ready are named with their nodes, the first of many', () => {
  const pods = [pod('a-stable-1', 'node-1', 'Running', true), pod('a-stable-2', null, 'Pending')];
  expect(notReady(pods.slice(0, 1))).toBe('');
  expect(notReady(pods)).toBe(' Not ready: a-stable-2 (Pending, on no node).');
  const many = Array.from({ length: 7 }, (_, index) => pod(`b-stable-${index}`, 'node-2', 'Pending'));
  expect(notReady(many)).toMatch(/^ Not ready: b-stable-0 \(Pending on node-2\), .* and 2 more\.$/);
});
