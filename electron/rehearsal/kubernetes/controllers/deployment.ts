import type { JsonObject } from '../../json.ts';
import { at, canonical, copy, isSame, numberAt, objectAt, textAt, textsAt } from '../../json.ts';
import { shortName } from '../../noise.ts';
import {
  annotationsOf,
  conditionOf,
  controllerOf,
  isTerminating,
  nameOf,
  namespaceOf,
  ownedBy,
  uidOf,
} from '../object.ts';
import { theResource } from '../resource.ts';
import { deadlineLeftMs, deploymentStatus, describeScale } from './deployment-status.ts';
import type { Side } from './rollout-math.ts';
import { growNew, rollingLimits, shrinkOld } from './rollout-math.ts';
import type { Workbench } from './workbench.ts';
import { emit } from './workbench.ts';

const DEPLOYMENTS = theResource('apps/deployments');
const REPLICA_SETS = theResource('apps/replicasets');
const PODS = theResource('pods');
const REVISION = 'deployment.kubernetes.io/revision';
const HASH = 'pod-template-hash';
const SOURCE = 'deployment-controller';

const revisionOf = (object: JsonObject): number => Number(annotationsOf(object)[REVISION] ?? 0);

function bareTemplate(set: JsonObject): JsonObject {
  const template = copy(objectAt(set, 'spec', 'template'));
  const labels = objectAt(template, 'metadata', 'labels');
  delete labels[HASH];
  return template;
}

const setsOf = (bench: Workbench, deployment: JsonObject): JsonObject[] =>
  bench.store
    .list(REPLICA_SETS, namespaceOf(deployment))
    .filter((set) => controllerOf(set)?.uid === uidOf(deployment) && !isTerminating(set));

function annotate(
  bench: Workbench,
  resource: typeof DEPLOYMENTS,
  object: JsonObject,
  annotations: Record<string, string>,
): JsonObject {
  const metadata = { ...objectAt(object, 'metadata'), annotations: { ...annotationsOf(object), ...annotations } };
  return bench.store.update(resource, { ...object, metadata });
}

function makeNewSet(bench: Workbench, deployment: JsonObject, revision: number): JsonObject {
  const template = objectAt(deployment, 'spec', 'template');
  const hash = shortName(10, nameOf(deployment), canonical(template));
  const labels = { ...textsAt(template, 'metadata', 'labels'), [HASH]: hash };
  const change = annotationsOf(deployment)['kubernetes.io/change-cause'];
  return bench.store.create(REPLICA_SETS, {
    metadata: {
      name: `${nameOf(deployment)}-${hash}`,
      namespace: namespaceOf(deployment),
      generation: 1,
      labels,
      annotations: { [REVISION]: String(revision), ...(change ? { 'kubernetes.io/change-cause': change } : {}) },
      ownerReferences: ownedBy(deployment),
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: { ...textsAt(deployment, 'spec', 'selector', 'matchLabels'), [HASH]: hash } },
      template: { ...copy(template), metadata: { ...objectAt(template, 'metadata'), labels } },
    },
    status: { replicas: 0 },
  });
}

function scaleSet(bench: Workbench, deployment: JsonObject, set: JsonObject, replicas: number): void {
  if (numberAt(set, 0, 'spec', 'replicas') === replicas) return;
  emit(bench, deployment, 'Normal', 'ScalingReplicaSet', describeScale(set, replicas), SOURCE);
  const generation = numberAt(set, 1, 'metadata', 'generation') + 1;
  bench.store.update(REPLICA_SETS, {
    ...set,
    metadata: { ...objectAt(set, 'metadata'), generation },
    spec: { ...objectAt(set, 'spec'), replicas },
  });
}

const sideOf = (set: JsonObject): Side => ({
  name: nameOf(set),
  wanted: numberAt(set, 0, 'spec', 'replicas'),
  available: numberAt(set, 0, 'status', 'availableReplicas'),
});

function roll(bench: Workbench, deployment: JsonObject, newSet: JsonObject, old: readonly JsonObject[]): void {
  const wanted = numberAt(deployment, 1, 'spec', 'replicas');
  if (textAt(deployment, 'spec', 'strategy', 'type') === 'Recreate') {
    for (const set of old) scaleSet(bench, deployment, set, 0);
    const left = bench.store
      .list(PODS, namespaceOf(deployment))
      .some((pod) => old.some((set) => controllerOf(pod)?.uid === uidOf(set)));
    if (!left) scaleSet(bench, deployment, newSet, wanted);
    return;
  }
  const limits = { wanted, ...rollingLimits(deployment) };
  const active = old.filter((set) => numberAt(set, 0, 'spec', 'replicas') > 0);
  const grown = growNew(sideOf(newSet), active.map(sideOf), limits);
  if (grown) scaleSet(bench, deployment, newSet, grown.replicas);
  const current = grown ? { ...sideOf(newSet), wanted: grown.replicas } : sideOf(newSet);
  for (const step of shrinkOld(current, active.map(sideOf), limits)) {
    const set = active.find((each) => nameOf(each) === step.name);
    if (set) scaleSet(bench, deployment, set, step.replicas);
  }
}

function forgetOldest(bench: Workbench, deployment: JsonObject, old: readonly JsonObject[]): void {
  const idle = old.filter(
    (set) => numberAt(set, 0, 'spec', 'replicas') === 0 && numberAt(set, 0, 'status', 'replicas') === 0,
  );
  const surplus = idle.length - numberAt(deployment, 10, 'spec', 'revisionHistoryLimit');
  const oldest = [...idle].sort((left, right) => revisionOf(left) - revisionOf(right)).slice(0, Math.max(0, surplus));
  for (const set of oldest) bench.store.remove(REPLICA_SETS, namespaceOf(set), nameOf(set));
}

function writeStatus(
  bench: Workbench,
  namespace: string,
  name: string,
  newSet: JsonObject | undefined,
  isNewSet: boolean,
): void {
  const deployment = bench.store.get(DEPLOYMENTS, namespace, name);
  if (!deployment) return;
  const sets = setsOf(bench, deployment);
  const total = sets.reduce((sum, set) => sum + numberAt(set, 0, 'status', 'replicas'), 0);
  const ready = sets.reduce((sum, set) => sum + numberAt(set, 0, 'status', 'readyReplicas'), 0);
  const latest = newSet && sets.find((set) => uidOf(set) === uidOf(newSet));
  const counts = {
    total,
    ready,
    updated: numberAt(latest, 0, 'status', 'replicas'),
    newSet: newSet ? nameOf(newSet) : '',
    isNewSet,
    failure: sets.map((set) => conditionOf(set, 'ReplicaFailure')).find((one) => one !== undefined),
  };
  const stored = bench.store.update(DEPLOYMENTS, { ...deployment, status: deploymentStatus(deployment, counts) });
  const left = deadlineLeftMs(stored, counts);
  if (left !== null) bench.after(Math.max(1_000, left + 1_000), () => bench.recheck('Deployment', namespace, name));
}

/** Moves a Deployment one step on: its ReplicaSet for the current template, the rolling update's sizes, its status. */
export function reconcileDeployment(bench: Workbench, namespace: string, name: string): void {
  let deployment = bench.store.get(DEPLOYMENTS, namespace, name);
  if (!deployment || isTerminating(deployment)) return;
  const template = objectAt(deployment, 'spec', 'template');
  const sets = setsOf(bench, deployment);
  let newSet = sets.find((set) => isSame(bareTemplate(set), template));
  const old = sets.filter((set) => set !== newSet);
  const isPaused = at(deployment, 'spec', 'paused') === true;
  const latest = Math.max(0, ...old.map(revisionOf));
  const isNewSet = newSet === undefined && !isPaused;
  if (isNewSet) newSet = makeNewSet(bench, deployment, latest + 1);
  else if (newSet && !isPaused && revisionOf(newSet) <= latest)
    newSet = annotate(bench, REPLICA_SETS, newSet, { [REVISION]: String(latest + 1) });
  if (newSet && revisionOf(deployment) !== revisionOf(newSet)) {
    deployment = annotate(bench, DEPLOYMENTS, deployment, { [REVISION]: String(revisionOf(newSet)) });
  }
  const only = [...(newSet ? [newSet] : []), ...old].filter((set) => numberAt(set, 0, 'spec', 'replicas') > 0);
  const single = only[0];
  if (isPaused && single)
    scaleSet(
      bench,
      deployment,
      single,
      Math.max(
        0,
        numberAt(deployment, 1, 'spec', 'replicas') -
          only.slice(1).reduce((sum, set) => sum + numberAt(set, 0, 'spec', 'replicas'), 0),
      ),
    );
  else if (newSet && !isPaused) roll(bench, deployment, newSet, old);
  forgetOldest(bench, deployment, old);
  writeStatus(bench, namespace, name, newSet, isNewSet);
}
