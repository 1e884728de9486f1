import type { JsonObject } from '../../json.ts';
import { objectAt, textAt } from '../../json.ts';
import { nameOf } from '../object.ts';
import { theResource } from '../resource.ts';
import type { Store } from '../store.ts';
import type { Workbench } from './workbench.ts';

const QUOTAS = theResource('resourcequotas');
const PODS = theResource('pods');
/** What of a quota is kept here: the number of pods, under either name. */
const KEYS = ['pods', 'count/pods'];

const countOf = (store: Store, namespace: string): number =>
  store.list(PODS, namespace).filter((pod) => !['Failed', 'Succeeded'].includes(textAt(pod, 'status', 'phase'))).length;
const limitOf = (quota: JsonObject, key: string): number => {
  const given = objectAt(quota, 'spec', 'hard')[key];
  return given === undefined ? Number.POSITIVE_INFINITY : Number(given);
};

/** Writes what is used of a quota. */
export function reconcileQuota(bench: Workbench, namespace: string, name: string): void {
  const quota = bench.store.get(QUOTAS, namespace, name);
  if (!quota) return;
  const used = String(countOf(bench.store, namespace));
  const kept = KEYS.filter((key) => Number.isFinite(limitOf(quota, key)));
  const status = { hard: objectAt(quota, 'spec', 'hard'), used: Object.fromEntries(kept.map((key) => [key, used])) };
  bench.store.update(QUOTAS, { ...quota, status });
}

/** Why one more pod is refused, in the words of a real server; null when there is room. */
export function exceededQuota(store: Store, namespace: string, pod: string): string | null {
  const quotas = store.list(QUOTAS, namespace);
  if (quotas.length === 0) return null;
  const used = countOf(store, namespace);
  for (const quota of quotas) {
    for (const key of KEYS) {
      const limit = limitOf(quota, key);
      if (used >= limit)
        return `pods "${pod}" is forbidden: exceeded quota: ${nameOf(quota)}, requested: ${key}=1, used: ${key}=${used}, limited: ${key}=${limit}`;
    }
  }
  return null;
}

/** What a ReplicaSet wants and can't have is tried again after this. */
export const QUOTA_RETRY_MS = 1_000;
