import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { servedVersion } from './discovery.ts';
import type { AutoscalerSeen } from './port.ts';

const Condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(''),
  message: z.string().default(''),
});
const Autoscalers = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string() }),
      status: z.looseObject({ conditions: z.array(Condition).nullish() }).optional(),
    }),
  ),
});

/** Every autoscaler of the namespace with what it says of itself. Only version 2 of the API says it. */
export async function listAutoscalers(
  connection: Connection,
  signal?: AbortSignal,
): Promise<Result<readonly AutoscalerSeen[], Fault>> {
  const list = await autoscalersAs(connection, ['v2', 'v2beta2'], signal);
  if (!list.ok) return list;
  const parsed = Autoscalers.safeParse(list.value);
  if (!parsed.success)
    return err({
      kind: 'fault',
      cause: 'unexpected',
      message: `Cluster ${connection.place.context} answered with something that is no list of autoscalers.`,
      retryable: true,
    });
  return ok(
    parsed.data.items.map(({ metadata, status }) => ({
      name: metadata.name,
      conditions: (status?.conditions ?? []).map(({ type, status, reason, message }) => ({
        type,
        isTrue: status === 'True',
        text: [reason, message].filter(Boolean).join(': '),
      })),
    })),
  );
}

/** The namespace's autoscalers as the API gives them, in the first of these versions that is served. */
export async function autoscalersAs(
  connection: Connection,
  versions: readonly string[],
  signal?: AbortSignal,
): Promise<Result<unknown, Fault>> {
  const version = await servedVersion(connection, 'autoscaling', versions, signal);
  if (!version.ok) return version;
  return connection.call(
    { verb: 'list', resource: 'horizontalpodautoscalers.autoscaling' },
    ({ custom }, options): Promise<unknown> =>
      custom.listNamespacedCustomObject(
        {
          group: 'autoscaling',
          version: version.value,
          namespace: connection.place.namespace,
          plural: 'horizontalpodautoscalers',
        },
        options,
      ),
    signal,
  );
}
