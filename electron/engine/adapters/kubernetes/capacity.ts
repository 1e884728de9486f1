import { z } from 'zod';
import type { Check } from '#shared/domain/operation/plan.ts';
import { autoscalersAs } from './autoscalers.ts';
import type { Connection } from './connection.ts';

const Autoscalers = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string() }),
      spec: z.looseObject({
        scaleTargetRef: z.looseObject({ kind: z.string(), name: z.string() }),
        minReplicas: z.number().optional(),
        maxReplicas: z.number(),
      }),
    }),
  ),
});

/** An autoscaler that owns this Deployment's replicas may set them back: said before, watched while waiting. */
export async function autoscalerCheck(
  connection: Connection,
  deployment: string,
  signal: AbortSignal,
): Promise<Check | null> {
  const what = 'autoscaler';
  const list = await autoscalersAs(connection, ['v2', 'v1'], signal);
  // A cluster that serves no autoscaling has none.
  if (!list.ok) return list.error.cause === 'not-found' ? null : { what, state: 'unknown', text: list.error.message };
  const parsed = Autoscalers.safeParse(list.value);
  if (!parsed.success) return { what, state: 'unknown', text: 'the list of autoscalers could not be read' };
  const owner = parsed.data.items.find(
    ({ spec }) => spec.scaleTargetRef.kind === 'Deployment' && spec.scaleTargetRef.name === deployment,
  );
  if (owner === undefined) return null;
  const { minReplicas = 1, maxReplicas } = owner.spec;
  return {
    what,
    state: 'watch',
    text: `HorizontalPodAutoscaler ${owner.metadata.name} keeps ${deployment} between ${minReplicas} and ${maxReplicas} replicas: it may set them back`,
  };
}

/** Whether the namespace's quota has room for `more` pods. Null when there is no quota on pods, or none is needed. */
export async function quotaCheck(connection: Connection, more: number, signal: AbortSignal): Promise<Check | null> {
  if (more <= 0) return null;
  const list = await connection.call(
    { verb: 'list', resource: 'resourcequotas' },
    ({ core }, options) => core.listNamespacedResourceQuota({ namespace: connection.place.namespace }, options),
    signal,
  );
  if (!list.ok) return { what: 'quota', state: 'unknown', text: list.error.message };
  for (const quota of list.value.items) {
    for (const key of ['pods', 'count/pods']) {
      const hard = Number(quota.status?.hard?.[key]);
      const used = Number(quota.status?.used?.[key] ?? 0);
      if (Number.isFinite(hard) && hard - used < more) {
        return {
          what: 'quota',
          state: 'act',
          text: `quota ${quota.metadata?.name} leaves room for ${Math.max(0, hard - used)} pods, ${more} more are needed`,
        };
      }
    }
  }
  return null;
}
