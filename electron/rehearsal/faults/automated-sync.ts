import type { Json, JsonObject } from '../json.ts';
import { objectAt } from '../json.ts';
import { nameOf, namespaceOf, uidOf } from '../kubernetes/object.ts';
import { theResource } from '../kubernetes/resource.ts';
import type { Store } from '../kubernetes/store.ts';
import type { Faults } from './faults.ts';
import { isNamed } from './faults.ts';

const APPLICATIONS = theResource('argoproj.io/applications');

/** The fault argo-self-heal: somebody automates the sync of an Application. What that does is the controller's. */
export class AutomatedSync {
  private readonly store: Store;
  private readonly faults: Faults;
  /** What each had before, by uid. */
  private readonly before = new Map<string, Json>();

  constructor(store: Store, faults: Faults) {
    this.store = store;
    this.faults = faults;
  }

  /** Called when faults have changed. */
  settle(): void {
    const meant = this.faults.on('argo-self-heal').map(({ application }) => application);
    for (const each of this.store.list(APPLICATIONS)) {
      const isMeant = meant.some((name) => isNamed(name, nameOf(each)));
      const held = this.before.get(uidOf(each));
      if (isMeant && held === undefined) {
        const policy = objectAt(each, 'spec', 'syncPolicy');
        this.before.set(uidOf(each), policy);
        this.set(each, { ...policy, automated: { prune: false, selfHeal: true } });
      } else if (!isMeant && held !== undefined) {
        this.before.delete(uidOf(each));
        this.set(each, held);
      }
    }
  }

  private set(application: JsonObject, syncPolicy: Json): void {
    const latest = this.store.get(APPLICATIONS, namespaceOf(application), nameOf(application));
    if (latest) this.store.update(APPLICATIONS, { ...latest, spec: { ...objectAt(latest, 'spec'), syncPolicy } });
  }
}
