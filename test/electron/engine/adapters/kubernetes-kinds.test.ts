import { describe, expect, test } from 'vitest';
import { patchObject } from '#engine/adapters/kubernetes/objects.ts';
import { resourceKind } from '#engine/adapters/kubernetes/resource-kind.ts';
import type { Fault, FaultCause } from '#shared/lib/trouble.ts';
import { clusterThatServes } from './support/cluster-that-serves.ts';
import { fault, value } from './support/run-context.ts';

const groups = {
  v1: ['Secret'],
  'apps/v1': ['Deployment'],
  'extensions.example/v1': ['Deployment', 'Widget'],
  'other.example/v1': ['Gadget'],
};
const failing = (cause: FaultCause, message = 'the cluster answered 503: busy', hint?: string): Fault => ({
  ...{ kind: 'fault', cause, message, retryable: cause === 'unavailable', raw: message },
  ...(hint === undefined ? {} : { hint }),
});
const down = (group: string) =>
  clusterThatServes(groups, (ask) => (ask.resource === group ? failing('unavailable') : null));

describe('which kind a pack means', () => {
  test('a group that every platform has is never passed over: another may have a kind of the same name', async () => {
    expect(fault(await resourceKind(down('apps/v1'), { kind: 'Deployment' }))).toMatchObject({ cause: 'unavailable' });
  });

  test('one that some cluster adds hides only its own kinds while it is down', async () => {
    const there = value(await resourceKind(down('extensions.example/v1'), { kind: 'Gadget' }));
    expect(there.group).toBe('other.example');
    const cluster = down('other.example/v1');
    expect(fault(await resourceKind(cluster, { kind: 'Gadget' }))).toMatchObject({ cause: 'unavailable' });
  });

  test('a kind that no group has is not found', async () => {
    const cluster = clusterThatServes(groups, () => null);
    expect(fault(await resourceKind(cluster, { kind: 'Gizmo' }))).toMatchObject({ cause: 'not-found' });
  });
});

describe('a change of a Secret that goes wrong', () => {
  const secret = { kind: 'Secret', group: '', version: 'v1', plural: 'secrets' };
  const told = async (wrong: Fault): Promise<Fault> => {
    const cluster = clusterThatServes(groups, (ask) => (ask.resource === 'secrets' ? wrong : null));
    return fault(await patchObject(cluster, secret, 'db', [], false));
  };

  test.each(['invalid', 'forbidden', 'outcome-unknown', 'unavailable', 'unexpected', 'timeout'] as const)(
    'is told without the words of the cluster, which may quote it: %s',
    async (cause) => {
      const seen = await told(failing(cause, 'webhook denied: data.password "swordfish" is weak'));
      expect(seen).toMatchObject({ cause, message: expect.stringContaining('Secret db') });
      expect(JSON.stringify(seen)).not.toContain('swordfish');
    },
  );

  test('is told as it is where no value can be in it', async () => {
    expect((await told(failing('conflict', 'it was changed'))).message).toBe('it was changed');
    expect((await told(failing('forbidden', 'jo may not patch secrets', 'ask the owner'))).message).toContain('jo may');
  });
});
