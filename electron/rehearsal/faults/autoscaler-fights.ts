import type { JsonObject } from '../json.ts';
import { numberAt, objectAt, textAt } from '../json.ts';
import { nameOf, namespaceOf, uidOf } from '../kubernetes/object.ts';
import { theResource } from '../kubernetes/resource.ts';
import type { Store } from '../kubernetes/store.ts';
import { Writer } from '../kubernetes/writer.ts';
import type { Faults } from './faults.ts';

const AUTOSCALERS = theResource('autoscaling/horizontalpodautoscalers');
const DEPLOYMENTS = theResource('apps/deployments');
const OPTIONS = { manager: 'rehearsal', isDryRun: false, subresource: '', apiVersion: 'autoscaling/v2' };

/** The fault autoscaler-fights: a Deployment's autoscaler wants more pods than a launch does; one is made where there is none. */
export class AutoscalerFights {
  private readonly store: Store;
  private readonly writer: Writer;
  private readonly faults: Faults;
  /** What has to be undone, by the uid of the Deployment. */
  private readonly undo = new Map<string, () => void>();

  constructor(store: Store, faults: Faults) {
    this.store = store;
    this.writer = new Writer(store);
    this.faults = faults;
  }

  /** Called when faults have changed. */
  settle(): void {
    const meant = new Map(this.faults.on('autoscaler-fights').map((fault) => [fault.deployment, fault.minimum]));
    for (const deployment of this.store.list(DEPLOYMENTS)) {
      const minimum = meant.get(nameOf(deployment));
      const undo = this.undo.get(uidOf(deployment));
      if (minimum !== undefined && undo === undefined) {
        this.undo.set(uidOf(deployment), this.fight(deployment, minimum));
      } else if (minimum === undefined && undo !== undefined) {
        this.undo.delete(uidOf(deployment));
        undo();
      }
    }
  }

  private fight(deployment: JsonObject, minimum: number): () => void {
    const namespace = namespaceOf(deployment);
    const held = this.store
      .list(AUTOSCALERS, namespace)
      .find((each) => textAt(each, 'spec', 'scaleTargetRef', 'name') === nameOf(deployment));
    if (held) {
      const { minReplicas = 1, maxReplicas = 1 } = objectAt(held, 'spec');
      this.set(held, {
        minReplicas: minimum,
        maxReplicas: Math.max(minimum, numberAt(held, minimum, 'spec', 'maxReplicas')),
      });
      return () => this.set(held, { minReplicas, maxReplicas });
    }
    const name = nameOf(deployment);
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
    const spec = { scaleTargetRef, minReplicas: minimum, maxReplicas: minimum + 10 };
    this.writer.create(AUTOSCALERS, namespace, { metadata: { name }, spec }, OPTIONS);
    return () => this.store.remove(AUTOSCALERS, namespace, name);
  }

  private set(autoscaler: JsonObject, limits: JsonObject): void {
    const latest = this.store.get(AUTOSCALERS, namespaceOf(autoscaler), nameOf(autoscaler));
    if (latest) this.store.update(AUTOSCALERS, { ...latest, spec: { ...objectAt(latest, 'spec'), ...limits } });
  }
}
