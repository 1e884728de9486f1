import type { JsonObject } from '../json.ts';
import { listAt, objectAt } from '../json.ts';
import { nameOf, namespaceOf, uidOf } from '../kubernetes/object.ts';
import { theResource } from '../kubernetes/resource.ts';
import type { Store } from '../kubernetes/store.ts';
import type { Faults } from './faults.ts';
import { isNamed } from './faults.ts';

const SECRETS = theResource('secrets');
const NODES = theResource('nodes');

/** What faults take out of the cluster, and put back when they go: Secrets, and images from the nodes. */
export class ClusterEffects {
  private readonly store: Store;
  private readonly faults: Faults;
  private readonly takenSecrets = new Map<string, JsonObject>();
  /** Each node as the world made it, by uid. */
  private readonly wholeNodes: ReadonlyMap<string, JsonObject>;

  constructor(store: Store, faults: Faults) {
    this.store = store;
    this.faults = faults;
    this.wholeNodes = new Map(store.list(NODES).map((node) => [uidOf(node), node]));
  }

  /** Called when faults have changed. */
  settle(): void {
    this.settleSecrets();
    this.settleImages();
  }

  private settleSecrets(): void {
    const missing = this.faults.on('secret-missing').map(({ secret }) => secret);
    const isMissing = (secret: JsonObject) => missing.some((name) => isNamed(name, nameOf(secret)));
    for (const secret of this.store.list(SECRETS).filter(isMissing)) {
      this.store.remove(SECRETS, namespaceOf(secret), nameOf(secret));
      this.takenSecrets.set(uidOf(secret), secret);
    }
    for (const [uid, secret] of this.takenSecrets) {
      if (isMissing(secret)) continue;
      this.takenSecrets.delete(uid);
      // Somebody may have made it anew meanwhile: theirs stays.
      if (!this.store.get(SECRETS, namespaceOf(secret), nameOf(secret))) this.store.create(SECRETS, secret);
    }
  }

  private settleImages(): void {
    const missing = this.faults.on('image-missing').map(({ match }) => match);
    for (const node of this.store.list(NODES)) {
      const whole = this.wholeNodes.get(uidOf(node));
      if (!whole) continue;
      const images = listAt(whole, 'status', 'images').filter(
        (image) =>
          !listAt(image, 'names').some(
            (name) => typeof name === 'string' && missing.some((match) => name.includes(match)),
          ),
      );
      this.store.update(NODES, { ...node, status: { ...objectAt(node, 'status'), images } });
    }
  }
}
