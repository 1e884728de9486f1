import type { Check, Noted, Seen } from '#shared/domain/operation/plan.ts';
import type { NoteSpec } from '#shared/domain/operation/spec.ts';
import { ok } from '#shared/lib/result.ts';
import type { OperationKind } from '../operation-kind.ts';
import { failed } from '../outcome.ts';
import { rightsCheck } from './access.ts';
import type { Connection } from './connection.ts';
import { deploymentTarget } from './deployment-change.ts';
import { kubectl } from './kubectl.ts';
import { notedOf } from './manifest.ts';
import { type ClusterObject, readObject } from './objects.ts';
import { DEPLOYMENT } from './resource-kind.ts';

/**
 * `kubernetes.note`: counts and manifests of Deployments go into the log, for the day they have to come back (reconciled 15). One
 * that is gone and was noted before stays as it was noted.
 */
export function createNoteKind(
  connection: Connection,
  noted: () => Readonly<Record<string, Noted>>,
): OperationKind<NoteSpec> {
  const readAll = ({ deployments }: NoteSpec, signal: AbortSignal) =>
    Promise.all(
      deployments.map(async (name) => ({ name, read: await readObject(connection, DEPLOYMENT, name, signal) })),
    );
  const wasNoted = (name: string): boolean => noted()[name] !== undefined;

  return {
    kind: 'kubernetes.note',
    async plan(spec, signal) {
      const [rights, all] = await Promise.all([
        rightsCheck(connection, [{ verb: 'get', group: 'apps', resource: 'deployments' }]),
        readAll(spec, signal),
      ]);
      const missing = all.flatMap(({ name, read }): Check[] => {
        if (read.ok) return [];
        const what = `Deployment ${name}`;
        if (read.error.cause !== 'not-found') return [{ what, state: 'unknown', text: read.error.message }];
        return wasNoted(name)
          ? [{ what, state: 'watch', text: 'it is gone; it stays as it was noted before' }]
          : [{ what, state: 'act', text: read.error.message }];
      });
      return ok({
        targets: spec.deployments.map((name) => deploymentTarget(connection, name)),
        changes: [],
        checks: [rights, ...missing],
        equivalent: kubectl(connection, ['get', 'deployment', ...spec.deployments, '-o', 'yaml']),
      });
    },
    async run(spec, _plan, context) {
      const found: Record<string, Noted> = {};
      const seen: Seen[] = [];
      for (const { name, read } of await readAll(spec, context.signal)) {
        if (read.ok) {
          found[name] = notedOf(read.value);
          seen.push(seenOf(name, read.value, found[name]));
        } else if (read.error.cause === 'not-found' && wasNoted(name)) {
          seen.push({ what: name, expected: 'noted', seen: 'gone; it stays as it was noted before', agrees: true });
        } else {
          return failed(read.error);
        }
        context.progress(`${name}: ${seen.at(-1)?.seen}`);
      }
      return { kind: 'done', seen, noted: found };
    },
    /** What a lost run has read is lost with it: it is read again. */
    look: async () => ok({ applied: 'no', seen: [] }),
  };
}

function seenOf(name: string, { metadata }: ClusterObject, { replicas }: Noted): Seen {
  const seen = `${replicas} ${replicas === 1 ? 'pod' : 'pods'}, version ${metadata.resourceVersion}`;
  return { what: name, expected: 'noted', seen, agrees: true };
}
