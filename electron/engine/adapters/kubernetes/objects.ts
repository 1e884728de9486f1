import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault, FaultCause } from '#shared/lib/trouble.ts';
import { type Connection, fieldManager } from './connection.ts';
import { changeOptions } from './discovery.ts';
import type { PatchOperation } from './guarded-change.ts';
import { APPLY, METADATA_ONLY, type RequestShape, shaped } from './request-shape.ts';
import { type ResourceKind, resourceName } from './resource-kind.ts';

/** Any object of the cluster; its metadata is what we rely on, the rest is kept as it came. */
export const ClusterObject = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    uid: z.string(),
    resourceVersion: z.string().default(''),
    annotations: z.record(z.string(), z.string()).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    deletionTimestamp: z.string().optional(),
  }),
});
export type ClusterObject = z.infer<typeof ClusterObject>;

/** Of a Secret only metadata comes back from plans and changes: its values stay where they are. */
const shapeOf = (of: ResourceKind): RequestShape => (of.kind === 'Secret' ? { accept: METADATA_ONLY } : {});
const whereIs = (connection: Connection, { group, version, plural }: ResourceKind) => ({
  ...{ group, version, plural },
  namespace: connection.place.namespace,
});

/** One object as the server has it. `withValues`: a Secret whole, for the one comparison that needs it. */
export async function readObject(
  connection: Connection,
  of: ResourceKind,
  name: string,
  signal?: AbortSignal,
  withValues = false,
): Promise<Result<ClusterObject, Fault>> {
  const shape = withValues ? {} : shapeOf(of);
  const read = await connection.call(
    { verb: 'get', resource: resourceName(of), name },
    ({ custom }, options): Promise<unknown> =>
      custom.getNamespacedCustomObject({ ...whereIs(connection, of), name }, shaped(options, shape)),
    signal,
  );
  return known(connection, of, name, read, shape);
}

/** Sends a JSON Patch, or lets the server try it. */
export async function patchObject(
  connection: Connection,
  of: ResourceKind,
  name: string,
  body: readonly PatchOperation[],
  isDryRun: boolean,
  signal?: AbortSignal,
): Promise<Result<ClusterObject, Fault>> {
  const options = await changeOptions(connection, isDryRun, fieldManager);
  if (!options.ok) return options;
  const sent = await connection.call(
    { verb: 'patch', resource: resourceName(of), name, isDryRun },
    ({ custom }, request): Promise<unknown> =>
      custom.patchNamespacedCustomObject(
        { ...whereIs(connection, of), name, body, ...options.value },
        shaped(request, shapeOf(of)),
      ),
    signal,
  );
  return known(connection, of, name, sent, shapeOf(of));
}

/** Applies a manifest server-side, or lets the server try it. `isForced` takes over fields that others manage. */
export async function applyObject(
  connection: Connection,
  of: ResourceKind,
  name: string,
  body: object,
  how: { readonly isDryRun: boolean; readonly isForced: boolean },
  signal?: AbortSignal,
): Promise<Result<ClusterObject, Fault>> {
  const options = await changeOptions(connection, how.isDryRun, fieldManager);
  if (!options.ok) return options;
  const shape = { ...shapeOf(of), contentType: APPLY };
  const sent = await connection.call(
    { verb: 'patch', resource: resourceName(of), name, isDryRun: how.isDryRun },
    ({ custom }, request): Promise<unknown> =>
      custom.patchNamespacedCustomObject(
        { ...whereIs(connection, of), name, body, ...options.value, force: how.isForced },
        shaped(request, shape),
      ),
    signal,
  );
  return known(connection, of, name, sent, shape);
}

/** Makes an object that isn't there, or lets the server try it. */
export async function createObject(
  connection: Connection,
  of: ResourceKind,
  name: string,
  body: object,
  isDryRun: boolean,
  signal?: AbortSignal,
): Promise<Result<ClusterObject, Fault>> {
  const options = await changeOptions(connection, isDryRun, fieldManager);
  if (!options.ok) return options;
  const sent = await connection.call(
    { verb: 'create', resource: resourceName(of), name, isDryRun },
    ({ custom }, request): Promise<unknown> =>
      custom.createNamespacedCustomObject(
        { ...whereIs(connection, of), body, ...options.value },
        shaped(request, shapeOf(of)),
      ),
    signal,
  );
  return known(connection, of, name, sent, shapeOf(of));
}

/** Deletes an object and what belongs to it, that first; only the one with this uid. The answer may be the object or a status. */
export function deleteObject(
  connection: Connection,
  of: ResourceKind,
  name: string,
  uid: string,
  isDryRun: boolean,
  signal?: AbortSignal,
): Promise<Result<unknown, Fault>> {
  // With a body the server doesn't look at the query: a dry run that is asked for there alone deletes.
  const dry = isDryRun ? { dryRun: ['All'] } : {};
  const body = { preconditions: { uid }, propagationPolicy: 'Foreground', ...dry };
  return connection.call(
    { verb: 'delete', resource: resourceName(of), name, isDryRun },
    ({ custom }, request): Promise<unknown> =>
      custom.deleteNamespacedCustomObject(
        { ...whereIs(connection, of), name, body, ...(isDryRun ? { dryRun: 'All' } : {}) },
        shaped(request, shapeOf(of)),
      ),
    signal,
  );
}

function known(
  connection: Connection,
  of: ResourceKind,
  name: string,
  answer: Result<unknown, Fault>,
  shape: RequestShape,
): Result<ClusterObject, Fault> {
  if (!answer.ok) return of.kind === 'Secret' ? err(withoutQuotes(answer.error, name)) : answer;
  const parsed = ClusterObject.safeParse(answer.value);
  const isPartial = parsed.success && parsed.data.kind === 'PartialObjectMetadata';
  if (parsed.success && (shape.accept === undefined || isPartial)) return ok(parsed.data);
  const what = `${of.kind} ${name}`;
  return err({
    kind: 'fault',
    cause: 'unexpected',
    message: parsed.success
      ? `Cluster ${connection.place.context} sends the values of ${what} although only its metadata was asked for.`
      : `Cluster ${connection.place.context} sent something that is no ${what}.`,
    hint: 'Look at the object with kubectl.',
    retryable: false,
  });
}

/** Faults that say nothing of the cluster's own words. */
const inOurWords: readonly FaultCause[] = [
  ...(['unauthenticated', 'not-found', 'conflict', 'rate-limited', 'unreachable', 'cancelled'] as const),
];

/** A cluster may quote what it was sent: of a Secret only what came of it is told. */
function withoutQuotes({ raw: _raw, ...fault }: Fault, name: string): Fault {
  // A missing right, which has a hint, is told in our words too; what else forbids speaks in its own.
  if (inOurWords.includes(fault.cause) || (fault.cause === 'forbidden' && fault.hint !== undefined)) return fault;
  const isRefused = fault.cause === 'invalid' || fault.cause === 'forbidden';
  const what = isRefused
    ? `The cluster refused the change of Secret ${name}.`
    : `The cluster did not do what it was asked of Secret ${name}.`;
  const isUnknown = fault.cause === 'outcome-unknown';
  const end = isUnknown ? ' It may or may not have happened.' : '';
  const begin = isUnknown ? `Asked to change Secret ${name}, but the cluster did not say that it is done.` : what;
  return { ...fault, message: `${begin} Its words aren't shown: they may quote values.${end}` };
}
