import type { JsonObject } from '../json.ts';
import { chance, shortName } from '../noise.ts';
import { crowdPod, crowdTemplate } from './crowd-pod.ts';
import { ownedBy } from './object.ts';
import { theResource } from './resource.ts';
import type { Store } from './store.ts';

/** A namespace full of pods, as a big cluster has them: no controller looks at it, so that it costs nothing but memory. */
export const CROWD = 'crowd';

const PODS_PER_DEPLOYMENT = 200;
const NODES = 120;
/** One in so many can't start. */
const CRASHING_EVERY = 1_000;

/** Fills the namespace with Deployments, their ReplicaSets, and `pods` pods of some 7 KB each. */
export function fillCrowd(store: Store, pods: number): void {
  const labels = { 'kubernetes.io/metadata.name': CROWD };
  store.create(theResource('namespaces'), { metadata: { name: CROWD, labels }, status: { phase: 'Active' } });
  for (let made = 0, index = 0; made < pods; made += PODS_PER_DEPLOYMENT, index += 1)
    makeDeployment(store, index, Math.min(PODS_PER_DEPLOYMENT, pods - made));
}

function makeDeployment(store: Store, index: number, replicas: number): void {
  const name = `workload-${String(index).padStart(2, '0')}`;
  const hash = shortName(10, name);
  const template = crowdTemplate(name, hash);
  const selector = { matchLabels: { app: name } };
  const counts = { replicas, readyReplicas: replicas, availableReplicas: replicas, observedGeneration: 1 };
  const make = (resource: string, object: JsonObject, owner?: JsonObject) =>
    store.create(theResource(resource), {
      ...object,
      metadata: {
        ...{ namespace: CROWD, generation: 1, labels: { app: name } },
        ...(owner === undefined ? {} : { ownerReferences: ownedBy(owner) }),
        ...(object.metadata as JsonObject),
      },
    });
  const spec = { replicas, selector, template };
  const deployment = make('apps/deployments', {
    metadata: { name },
    spec,
    status: { ...counts, updatedReplicas: replicas },
  });
  const set = make('apps/replicasets', { metadata: { name: `${name}-${hash}` }, spec, status: counts }, deployment);
  for (let pod = 0; pod < replicas; pod += 1) {
    const isCrashing = (index * PODS_PER_DEPLOYMENT + pod + 1) % CRASHING_EVERY === 0;
    const node = `rehearsal-node-${Math.floor(chance(name, pod) * NODES)}`;
    store.create(theResource('pods'), crowdPod(set, template, shortName(5, name, pod), node, isCrashing));
  }
}
