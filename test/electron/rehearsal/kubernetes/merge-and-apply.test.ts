import { describe, expect, test } from 'vitest';
import { claimsOf, claimUpdate } from '#rehearsal/kubernetes/patch/managed-fields.ts';
import { applyServerSide } from '#rehearsal/kubernetes/patch/server-side-apply.ts';
import { applyStrategicMerge } from '#rehearsal/kubernetes/patch/strategic-merge.ts';
import { theResource } from '#rehearsal/kubernetes/resource.ts';

const containers = [
  { name: 'app', image: 'app:1' },
  { name: 'proxy', image: 'proxy:1' },
];

describe('a strategic merge', () => {
  test('changes one container by its name and leaves the other', () => {
    const merged = applyStrategicMerge(
      { spec: { containers } },
      { spec: { containers: [{ name: 'app', image: 'app:2' }] } },
    );
    expect(merged).toEqual({ spec: { containers: [{ name: 'app', image: 'app:2' }, containers[1]] } });
  });

  test('deletes an item marked so and keeps the order asked for', () => {
    const patch = {
      containers: [
        { name: 'app', $patch: 'delete' },
        { name: 'log', image: 'log:1' },
      ],
      '$setElementOrder/containers': [{ name: 'log' }, { name: 'proxy' }],
    };
    expect(applyStrategicMerge({ containers }, patch)).toEqual({
      containers: [{ name: 'log', image: 'log:1' }, containers[1]],
    });
  });

  test('drops keys that $retainKeys leaves out', () => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } };
    expect(applyStrategicMerge({ strategy }, { strategy: { $retainKeys: ['type'], type: 'Recreate' } })).toEqual({
      strategy: { type: 'Recreate' },
    });
  });
});

const resource = theResource('configmaps');
const configMap = (data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'n' },
  data,
});
const writer = (manager: string) => ({ manager, apiVersion: 'v1', time: '2026-01-01T00:00:00Z', subresource: '' });

describe('server-side apply', () => {
  const first = applyServerSide(resource, undefined, configMap({ a: '1', b: '1' }), writer('one'), false);

  test("is a 409 that names the field when another manager's value would be overwritten", () => {
    expect(() => applyServerSide(resource, first, configMap({ a: '2' }), writer('two'), false)).toThrow(
      expect.objectContaining({
        code: 409,
        details: expect.objectContaining({
          causes: [expect.objectContaining({ field: '.data.a', reason: 'FieldManagerConflict' })],
        }),
      }),
    );
  });

  test('takes the field over when forced, and the first manager no longer owns it', () => {
    const second = applyServerSide(resource, first, configMap({ a: '2' }), writer('two'), true);
    expect(second.data).toEqual({ a: '2', b: '1' });
    const owned = claimsOf(second).map(({ manager, fields }) => [manager, [...fields.keys()]]);
    expect(owned).toEqual([
      ['one', ['f:data\u0000f:b']],
      ['two', ['f:data\u0000f:a']],
    ]);
  });

  test('removes what this manager applied before and leaves out now', () => {
    const second = applyServerSide(resource, first, configMap({ b: '1' }), writer('one'), false);
    expect(second.data).toEqual({ b: '1' });
  });

  test('conflicts with a plain update too, and equal values are shared without one', () => {
    const updated = claimUpdate(first, { ...first, data: { a: '7', b: '1' } }, writer('kubectl'), false);
    expect(() => applyServerSide(resource, updated, configMap({ a: '1' }), writer('one'), false)).toThrow(
      /conflict with "kubectl" using v1: \.data\.a/,
    );
    expect(applyServerSide(resource, updated, configMap({ a: '7' }), writer('two'), false).data).toEqual({
      a: '7',
      b: '1',
    });
  });
});
