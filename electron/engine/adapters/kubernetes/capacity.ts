import type { V1ResourceQuota } from '@kubernetes/client-node';
import type { Check } from '#shared/domain/operation/plan.ts';
import { ok } from '#shared/lib/result.ts';
import type { Connection } from './connection.ts';
import { knownAutoscalers } from './find-autoscaler.ts';
import { sharedAnswers } from './shared-answers.ts';

/** An autoscaler that owns this Deployment's replicas may set them back: said before, watched while waiting. */
export async function autoscalerCheck(connection: Connection, deployment: string): Promise<Check | null> {
  const what = 'autoscaler';
  const all = await knownAutoscalers(connection);
  if (!all.ok) return { what, state: 'unknown', text: all.error.message };
  const owner = all.value.find((one) => one.deployment === deployment);
  if (owner === undefined) return null;
  const { name, minimum, maximum } = owner;
  return {
    what,
    state: 'watch',
    text: `HorizontalPodAutoscaler ${name} keeps ${deployment} between ${minimum} and ${maximum} replicas: it may set them back`,
  };
}

const quotas = sharedAnswers<readonly V1ResourceQuota[]>();

/** Whether the namespace's quota has room for `more` pods. Null when there is no quota on pods, or none is needed. */
export async function quotaCheck(connection: Connection, more: number): Promise<Check | null> {
  if (more <= 0) return null;
  const list = await quotas(connection, 'quotas', async () => {
    const { namespace } = connection.place;
    const found = await connection.call({ verb: 'list', resource: 'resourcequotas' }, ({ core }, options) =>
      core.listNamespacedResourceQuota({ namespace }, options),
    );
    return found.ok ? ok(found.value.items) : found;
  });
  if (!list.ok) return { what: 'quota', state: 'unknown', text: list.error.message, isCapacity: true };
  for (const quota of list.value) {
    for (const key of ['pods', 'count/pods']) {
      const hard = Number(quota.status?.hard?.[key]);
      const used = Number(quota.status?.used?.[key] ?? 0);
      if (Number.isFinite(hard) && hard - used < more) {
        return {
          what: 'quota',
          state: 'act',
          text: `quota ${quota.metadata?.name} leaves room for ${Math.max(0, hard - used)} pods, ${more} more are needed`,
          isCapacity: true,
        };
      }
    }
  }
  return null;
}

/** The share of the pods, which without weights is the share of the traffic (reconciled 9): said where it isn't what was asked. */
export function shareCheck(canary: string, pods: number, stable: string, whole: number, percent: number): Check {
  const share = pods + whole === 0 ? 0 : Math.round((100 * pods) / (pods + whole));
  const text = `${canary} gets ${pods} of ${pods + whole} pods beside ${stable}: where no weights are set that is ${share} % of the traffic, asked for was ${percent} % of stable's count`;
  return { what: 'share', state: 'good', text };
}
