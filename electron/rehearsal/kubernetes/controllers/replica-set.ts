import type { JsonObject } from '../../json.ts';
import { numberAt, objectAt, textAt, textsAt } from '../../json.ts';
import { shortName } from '../../noise.ts';
import { deleteObject } from '../deletion.ts';
import {
  conditionOf,
  controllerOf,
  isPodReady,
  isTerminating,
  nameOf,
  namespaceOf,
  ownedBy,
  timestamp,
  uidOf,
} from '../object.ts';
import { theResource } from '../resource.ts';
import { exceededQuota, QUOTA_RETRY_MS } from './quota.ts';
import type { Workbench } from './workbench.ts';
import { emit } from './workbench.ts';

const REPLICA_SETS = theResource('apps/replicasets');
const PODS = theResource('pods');
const SOURCE = 'replicaset-controller';

let made = 0;

function makePod(bench: Workbench, set: JsonObject): void {
  made += 1;
  const name = `${nameOf(set)}-${shortName(5, uidOf(set), made)}`;
  const template = objectAt(set, 'spec', 'template');
  const pod = bench.store.create(PODS, {
    metadata: {
      name,
      generateName: `${nameOf(set)}-`,
      namespace: namespaceOf(set),
      labels: textsAt(template, 'metadata', 'labels'),
      ...(Object.keys(textsAt(template, 'metadata', 'annotations')).length > 0
        ? { annotations: textsAt(template, 'metadata', 'annotations') }
        : {}),
      ownerReferences: ownedBy(set),
    },
    spec: { ...objectAt(template, 'spec') },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  });
  emit(bench, set, 'Normal', 'SuccessfulCreate', `Created pod: ${nameOf(pod)}`, SOURCE);
}

/** Makes as many as there is room for; what the quota says to the next one, or null. */
function makePods(bench: Workbench, set: JsonObject, missing: number): string | null {
  for (let left = missing; left > 0; left -= 1) {
    const refused = exceededQuota(bench.store, namespaceOf(set), `${nameOf(set)}-${shortName(5, uidOf(set), left)}`);
    if (refused === null) {
      makePod(bench, set);
      continue;
    }
    emit(bench, set, 'Warning', 'FailedCreate', `Error creating: ${refused}`, SOURCE);
    bench.after(QUOTA_RETRY_MS, () => bench.recheck('ReplicaSet', namespaceOf(set), nameOf(set)));
    return refused;
  }
  return null;
}

function replicaFailure(set: JsonObject, message: string): JsonObject {
  const held = conditionOf(set, 'ReplicaFailure');
  const lastTransitionTime = textAt(held, 'lastTransitionTime') || timestamp(Date.now());
  return { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message, lastTransitionTime };
}

/** Those that can be spared go first: not ready before ready, younger before older. */
function bySparing(left: JsonObject, right: JsonObject): number {
  const readiness = Number(isPodReady(left)) - Number(isPodReady(right));
  return (
    readiness ||
    Number(textAt(right, 'metadata', 'resourceVersion')) - Number(textAt(left, 'metadata', 'resourceVersion'))
  );
}

/** Makes or removes pods until a ReplicaSet has as many as it wants, and writes its status. */
export function reconcileReplicaSet(bench: Workbench, namespace: string, name: string): void {
  const set = bench.store.get(REPLICA_SETS, namespace, name);
  if (!set || isTerminating(set)) return;
  const owned = () =>
    bench.store
      .labelled(PODS, namespace, textsAt(set, 'spec', 'selector', 'matchLabels'))
      .filter(
        (pod) =>
          controllerOf(pod)?.uid === uidOf(set) &&
          !isTerminating(pod) &&
          !['Failed', 'Succeeded'].includes(textAt(pod, 'status', 'phase')),
      );
  const wanted = numberAt(set, 0, 'spec', 'replicas');
  const pods = owned();
  const refused = makePods(bench, set, wanted - pods.length);
  for (const pod of [...pods].sort(bySparing).slice(0, Math.max(0, pods.length - wanted))) {
    deleteObject(bench.store, PODS, pod, {}, false);
    emit(bench, set, 'Normal', 'SuccessfulDelete', `Deleted pod: ${nameOf(pod)}`, SOURCE);
  }
  const left = owned();
  const ready = left.filter(isPodReady).length;
  const latest = bench.store.get(REPLICA_SETS, namespace, name);
  if (!latest) return;
  bench.store.update(REPLICA_SETS, {
    ...latest,
    status: {
      replicas: left.length,
      ...(left.length > 0 ? { fullyLabeledReplicas: left.length } : {}),
      ...(ready > 0 ? { readyReplicas: ready, availableReplicas: ready } : {}),
      observedGeneration: numberAt(latest, 1, 'metadata', 'generation'),
      ...(refused === null ? {} : { conditions: [replicaFailure(latest, refused)] }),
    },
  });
}
