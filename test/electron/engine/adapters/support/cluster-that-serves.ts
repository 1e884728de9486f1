import type { Connection } from '#engine/adapters/kubernetes/connection.ts';
import type { Ask } from '#engine/adapters/kubernetes/fault.ts';
import { err, ok } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/** A cluster in words alone: the kinds of its API groups by `group/version`, and what goes wrong when it is asked for something. */
export function clusterThatServes(
  groups: Readonly<Record<string, readonly string[]>>,
  wrong: (ask: Ask) => Fault | null,
): Connection {
  const answer = ({ resource }: Ask): unknown => {
    if (resource === 'version') return { gitVersion: 'v1.31.0', minor: '31' };
    if (resource === 'apis') {
      const named = Object.keys(groups).filter((one) => one.includes('/'));
      return {
        groups: named.map((one) => ({ name: one.split('/')[0], versions: [{ version: one.split('/')[1] }] })),
      };
    }
    const kinds = groups[resource.replace('api ', '')] ?? [];
    return { resources: kinds.map((kind) => ({ kind, name: `${kind.toLowerCase()}s`, namespaced: true })) };
  };
  const connection = {
    place: { context: 'prod', namespace: 'media', user: 'lead', server: 'https://c:6443' },
    async call(ask: Ask) {
      const fault = wrong(ask);
      return fault === null ? ok(answer(ask)) : err(fault);
    },
  };
  // Only what is asked for in such a test is there.
  return connection as unknown as Connection;
}
