import type { JsonObject } from '../../json.ts';
import { at, isObject, isSame, objectAt, textAt } from '../../json.ts';
import { TRACKING } from '../../world/argo.ts';
import { annotationsOf, isTerminating, nameOf, namespaceOf, uidOf } from '../object.ts';
import type { Resource } from '../resource.ts';
import { theResource } from '../resource.ts';
import type { Change, Store } from '../store.ts';
import { Writer } from '../writer.ts';

const HEALED = [theResource('apps/deployments'), theResource('networking.istio.io/virtualservices')];
/** A real one takes some seconds; what watches for it must not have to wait as long. */
const HEALS_AFTER_MS = 300;

const healsItself = (application: JsonObject): boolean =>
  isObject(at(application, 'spec', 'syncPolicy', 'automated')) &&
  at(application, 'spec', 'syncPolicy', 'automated', 'enabled') !== false &&
  at(application, 'spec', 'syncPolicy', 'automated', 'selfHeal') === true;
/** `APPLICATION:...`, or `NAMESPACE_APPLICATION:...`. */
const applicationOf = (object: JsonObject): string =>
  (annotationsOf(object)[TRACKING]?.split(':')[0] ?? '').split('_').at(-1) ?? '';

/**
 * Argo CD's self-heal: while an Application's sync is automated with it, what differs from Git is set back. Git holds what was there
 * when the sync was automated. Only Deployments and VirtualServices, and none that is deleted.
 */
export class ArgoController {
  private readonly store: Store;
  private readonly writer: Writer;
  /** What Git holds, by uid of the object, for each Application that heals itself. */
  private readonly git = new Map<string, Map<string, JsonObject>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly unsubscribe: () => void;

  constructor(store: Store) {
    this.store = store;
    this.writer = new Writer(store);
    this.unsubscribe = store.subscribe((change) => this.see(change));
  }

  stop(): void {
    this.unsubscribe();
    for (const timer of this.timers) clearTimeout(timer);
  }

  private see({ object, type }: Change): void {
    if (textAt(object, 'kind') === 'Application') this.follow(object, type === 'DELETED');
    const resource = HEALED.find((each) => each.kind === textAt(object, 'kind'));
    const wanted = this.git.get(applicationOf(object))?.get(uidOf(object));
    if (!resource || !wanted || isSame(objectAt(wanted, 'spec'), objectAt(object, 'spec'))) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.heal(resource, object);
    }, HEALS_AFTER_MS);
    this.timers.add(timer);
  }

  private follow(application: JsonObject, isGone: boolean): void {
    const name = nameOf(application);
    if (isGone || !healsItself(application)) this.git.delete(name);
    else if (!this.git.has(name)) {
      const kept = HEALED.flatMap((resource) => this.store.list(resource)).filter(
        (each) => applicationOf(each) === name,
      );
      this.git.set(name, new Map(kept.map((each) => [uidOf(each), each])));
    }
  }

  private heal(resource: Resource, { metadata }: JsonObject): void {
    const place = { metadata: metadata ?? {} };
    const live = this.store.get(resource, namespaceOf(place), nameOf(place));
    // Suspended in the meantime, or gone: nothing to heal.
    const wanted = live && this.git.get(applicationOf(live))?.get(uidOf(live));
    if (!live || !wanted || isTerminating(live) || isSame(objectAt(wanted, 'spec'), objectAt(live, 'spec'))) return;
    const apiVersion = textAt(live, 'apiVersion');
    const options = { manager: 'argocd-controller', isDryRun: false, subresource: '', apiVersion };
    this.writer.update(resource, live, { ...live, spec: objectAt(wanted, 'spec') }, options);
  }
}
