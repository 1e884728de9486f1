import type { JsonObject } from '../../json.ts';
import { listAt, numberAt, objectAt, textAt } from '../../json.ts';
import { CROWD } from '../crowd.ts';
import { deleteObject, dependentsOf, FOREGROUND } from '../deletion.ts';
import { controllerOf, isTerminating, nameOf, namespaceOf, uidOf } from '../object.ts';
import { RESOURCES, theResource } from '../resource.ts';
import type { Change, Store } from '../store.ts';
import { reconcileAutoscaler } from './autoscaler.ts';
import { reconcileDeployment } from './deployment.ts';
import { reconcileJob } from './job.ts';
import type { PodFaults } from './pod-life.ts';
import { PodLife } from './pod-life.ts';
import { reconcileQuota } from './quota.ts';
import { reconcileReplicaSet } from './replica-set.ts';
import type { Pace, Workbench } from './workbench.ts';

const RECONCILERS: Record<string, (bench: Workbench, namespace: string, name: string) => void> = {
  Deployment: reconcileDeployment,
  ReplicaSet: reconcileReplicaSet,
  Job: reconcileJob,
  HorizontalPodAutoscaler: reconcileAutoscaler,
  ResourceQuota: reconcileQuota,
};

const AUTOSCALERS = theResource('autoscaling/horizontalpodautoscalers');
const QUOTAS = theResource('resourcequotas');
const goesLast = (object: JsonObject): boolean =>
  isTerminating(object) && listAt(object, 'metadata', 'finalizers').includes(FOREGROUND);
/** Later than what is being told right now: a watch must see changes in their order. */
const SOON_MS = 1;
const TURNS_AT_ONCE = 100_000;

/** Watches the store and brings what is written to life: Deployments to ReplicaSets to pods, Jobs, autoscalers, deletion. */
export class ControllerLoop implements Workbench {
  readonly store: Store;
  readonly pace: Pace;
  readonly pods: PodLife;
  private readonly queue = new Set<string>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly unsubscribe: () => void;
  private isLoading = false;
  private isStopped = false;
  private isDraining = false;
  private isPlanned = false;
  private atOnce: (() => void)[] = [];

  constructor(store: Store, pace: Pace, faults: PodFaults) {
    this.store = store;
    this.pace = pace;
    this.pods = new PodLife(this, faults);
    this.unsubscribe = store.subscribe((change) => this.see(change));
  }

  after(ms: number, work: () => void): void {
    if (this.isStopped) return;
    if (this.isLoading) {
      // A deadline is no work to be done while loading.
      if (ms < 60_000) this.atOnce.push(work);
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.isStopped) work();
    }, ms);
    this.timers.add(timer);
  }

  recheck(kind: string, namespace: string, name: string): void {
    this.queue.add(`${kind}/${namespace}/${name}`);
    if (this.isLoading || this.isPlanned || this.isStopped) return;
    this.isPlanned = true;
    setImmediate(() => {
      this.isPlanned = false;
      this.drain();
    });
  }

  /** Runs `fill` and lets all that follows from it happen at once: pods are ready when it returns. */
  load(fill: () => void): void {
    this.isLoading = true;
    fill();
    for (let turn = 0; turn < TURNS_AT_ONCE && (this.queue.size > 0 || this.atOnce.length > 0); turn += 1) {
      this.drain();
      const due = this.atOnce;
      this.atOnce = [];
      for (const work of due) work();
    }
    this.isLoading = false;
  }

  stop(): void {
    this.isStopped = true;
    this.unsubscribe();
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private drain(): void {
    if (this.isDraining || this.isStopped) return;
    this.isDraining = true;
    try {
      for (const entry of this.queue) {
        this.queue.delete(entry);
        const [kind = '', namespace = '', name = ''] = entry.split('/');
        if (kind === 'Namespace') this.finishNamespace(name);
        else RECONCILERS[kind]?.(this, namespace, name);
      }
    } finally {
      this.isDraining = false;
    }
  }

  private see(change: Change): void {
    const { object } = change;
    if (namespaceOf(object) === CROWD) return;
    const kind = textAt(object, 'kind');
    if (change.type === 'DELETED') this.collect(object);
    else if (goesLast(object)) this.after(SOON_MS, () => this.takeDependents(object));
    if (kind === 'Pod') {
      if (change.type === 'DELETED') this.pods.forget(object);
      else this.pods.look(object);
      for (const quota of this.store.list(QUOTAS, namespaceOf(object)))
        this.recheck('ResourceQuota', namespaceOf(quota), nameOf(quota));
    }
    if (kind === 'Namespace' && isTerminating(object) && change.type !== 'DELETED')
      this.recheck('Namespace', '', nameOf(object));
    if (kind in RECONCILERS && change.type !== 'DELETED') this.recheck(kind, namespaceOf(object), nameOf(object));
    const owner = controllerOf(object);
    if (owner && owner.kind in RECONCILERS) this.recheck(owner.kind, namespaceOf(object), owner.name);
    const replicas = (of: JsonObject | undefined) =>
      `${numberAt(of, 0, 'spec', 'replicas')}/${numberAt(of, 0, 'status', 'replicas')}`;
    if (kind === 'Deployment' && replicas(object) !== replicas(change.previous)) {
      for (const each of this.store.list(AUTOSCALERS, namespaceOf(object))) {
        if (textAt(each, 'spec', 'scaleTargetRef', 'name') === nameOf(object))
          this.recheck('HorizontalPodAutoscaler', namespaceOf(each), nameOf(each));
      }
    }
  }

  /** What belonged to something that is gone goes too. */
  private collect(owner: JsonObject): void {
    for (const { resource, object } of dependentsOf(this.store, owner))
      deleteObject(this.store, resource, object, {}, false);
    this.after(SOON_MS, () => this.freeOwner(owner));
  }

  private takeDependents(owner: JsonObject): void {
    for (const { resource, object } of dependentsOf(this.store, owner)) {
      if (!isTerminating(object))
        deleteObject(this.store, resource, object, { propagationPolicy: 'Foreground' }, false);
    }
  }

  /** Whoever waited for the last of what belonged to it goes now. */
  private freeOwner(gone: JsonObject): void {
    const by = controllerOf(gone);
    const resource = RESOURCES.find((each) => each.kind === by?.kind);
    const owner = by && resource && this.store.get(resource, namespaceOf(gone), by.name);
    if (!owner || uidOf(owner) !== by.uid || !goesLast(owner) || dependentsOf(this.store, owner).length > 0) return;
    this.store.remove(resource, namespaceOf(owner), nameOf(owner));
  }

  private finishNamespace(name: string): void {
    const namespaces = theResource('namespaces');
    const namespace = this.store.get(namespaces, '', name);
    if (!namespace || !isTerminating(namespace)) return;
    for (const resource of RESOURCES.filter((each) => each.isNamespaced)) {
      for (const object of this.store.list(resource, name))
        deleteObject(this.store, resource, object, { gracePeriodSeconds: 0 }, false);
    }
    const isEmpty = RESOURCES.every(
      (resource) => !resource.isNamespaced || this.store.list(resource, name).length === 0,
    );
    if (isEmpty)
      this.store.update(namespaces, { ...namespace, spec: { ...objectAt(namespace, 'spec'), finalizers: [] } });
    if (isEmpty) this.store.remove(namespaces, '', name);
    else this.after(100, () => this.recheck('Namespace', '', name));
  }
}
