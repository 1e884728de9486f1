import type { JsonObject } from '../../json.ts';
import { numberAt, objectAt, textAt, textsAt } from '../../json.ts';
import { shortName } from '../../noise.ts';
import { deleteObject } from '../deletion.ts';
import { controllerOf, isPodReady, isTerminating, nameOf, namespaceOf, ownedBy, uidOf } from '../object.ts';
import { theResource } from '../resource.ts';
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
  for (let missing = wanted - pods.length; missing > 0; missing -= 1) makePod(bench, set);
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
    },
  });
}
