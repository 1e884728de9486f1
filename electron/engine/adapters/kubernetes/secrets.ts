import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { METADATA_ONLY, shaped } from './request-shape.ts';

/** Which of these Secrets are there. Only their metadata is asked for: values never leave the cluster. */
export async function existingSecrets(
  connection: Connection,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Result<readonly string[], Fault>> {
  const found = await Promise.all(names.map((name) => exists(connection, name, signal)));
  const there: string[] = [];
  for (const [index, one] of found.entries()) {
    if (!one.ok) return one;
    if (one.value) there.push(names[index] ?? '');
  }
  return ok(there);
}

async function exists(
  connection: Connection,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Result<boolean, Fault>> {
  const answer = await connection.call(
    { verb: 'get', resource: 'secrets', name },
    async ({ core }, options) => {
      const { kind } = await core.readNamespacedSecret(
        { name, namespace: connection.place.namespace },
        shaped(options, { accept: METADATA_ONLY }),
      );
      return kind;
    },
    signal,
  );
  if (!answer.ok) return answer.error.cause === 'not-found' ? ok(false) : answer;
  if (answer.value === 'PartialObjectMetadata') return ok(true);
  return err({
    kind: 'fault',
    cause: 'unexpected',
    message: `Cluster ${connection.place.context} sends a Secret's values although only its metadata was asked for.`,
    hint: 'Look whether the Secret is there by hand.',
    retryable: false,
  });
}
