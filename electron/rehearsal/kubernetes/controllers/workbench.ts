import type { JsonObject } from '../../json.ts';
import { numberAt, textAt } from '../../json.ts';
import { shortName } from '../../noise.ts';
import { nameOf, namespaceOf, timestamp, uidOf } from '../object.ts';
import { theResource } from '../resource.ts';
import type { Store } from '../store.ts';

/** How long a pod's life takes, real milliseconds: [shortest, longest]. Decided per pod by its name. */
export type Pace = {
  readonly schedule: readonly [number, number];
  readonly pull: readonly [number, number];
  readonly becomeReady: readonly [number, number];
  readonly terminate: readonly [number, number];
  /** First wait between restarts or pulls; doubles up to `backoffMax`. */
  readonly backoff: number;
  readonly backoffMax: number;
};

/** A pod is ready 0.8 to 1.5 s after it was made. */
export const USUAL_PACE: Pace = {
  schedule: [40, 120],
  pull: [260, 480],
  becomeReady: [500, 900],
  terminate: [250, 700],
  backoff: 1_000,
  backoffMax: 15_000,
};

/** What a controller works with: the store, time, and a voice. */
export interface Workbench {
  readonly store: Store;
  readonly pace: Pace;
  /** Does `work` after `ms`; at once while the world is being loaded, never once the environment stops. */
  after(ms: number, work: () => void): void;
  /** Asks for an object to be looked at again. */
  recheck(kind: string, namespace: string, name: string): void;
}

const EVENTS = theResource('events');

/** Writes an Event about `object`; the same one again only counts up. */
export function emit(
  bench: Workbench,
  object: JsonObject,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  source: string,
): void {
  const namespace = namespaceOf(object) || 'default';
  const name = `${nameOf(object)}.${shortName(16, uidOf(object), reason, message)}`;
  const now = timestamp(Date.now());
  const held = bench.store.get(EVENTS, namespace, name);
  if (held) {
    bench.store.update(EVENTS, { ...held, count: numberAt(held, 1, 'count') + 1, lastTimestamp: now });
    return;
  }
  bench.store.create(EVENTS, {
    metadata: { name, namespace },
    involvedObject: {
      kind: textAt(object, 'kind'),
      namespace,
      name: nameOf(object),
      uid: uidOf(object),
      apiVersion: textAt(object, 'apiVersion'),
      resourceVersion: textAt(object, 'metadata', 'resourceVersion'),
    },
    reason,
    message,
    source: { component: source },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    type,
    eventTime: null,
    reportingComponent: '',
    reportingInstance: '',
  });
}
