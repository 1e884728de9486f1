import type { V1Pod } from '@kubernetes/client-node';
import { backOffMs } from '#shared/lib/back-off.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { LogFeedState, LogListener, LogPort } from '../logs/port.ts';
import { pause } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { type FollowedPod, followPod } from './pod-log.ts';
import { PodLogPlace } from './pod-log-place.ts';
import { isTerminating } from './pods.ts';

const relistMs = 3_000;
const mostRelistMs = 10_000;
/** A list of many pods costs the cluster something: it is asked for in an eighth of the time at most. */
const shareOfTime = 8;
/** Each is a connection of its own. Where more pods speak, Loki is the better source. */
const mostFollowed = 100;

/** One that is shutting down, too: what it says then is what is looked for after a rollback. */
const mayStillSpeak = (pod: V1Pod): boolean => pod.status?.phase === 'Running';
const uidOf = (pod: V1Pod): string => pod.metadata?.uid ?? '';
const startOf = (pod: V1Pod): number => pod.status?.startTime?.getTime() ?? 0;

/**
 * The pods to follow where there are too many: as many of each app, the newest first, since those are the canary's; such as
 * are shutting down last.
 */
function chosenPods(pods: readonly V1Pod[]): readonly V1Pod[] {
  if (pods.length <= mostFollowed) return pods;
  const byApp = new Map<string, V1Pod[]>();
  const inTurn = (a: V1Pod, b: V1Pod): number =>
    Number(isTerminating(a)) - Number(isTerminating(b)) || startOf(b) - startOf(a) || (uidOf(a) < uidOf(b) ? -1 : 1);
  for (const pod of pods.toSorted(inTurn)) {
    const app = pod.metadata?.labels?.app ?? '';
    byApp.set(app, [...(byApp.get(app) ?? []), pod]);
  }
  const chosen: V1Pod[] = [];
  for (let turn = 0; chosen.length < mostFollowed; turn += 1)
    for (const ofApp of byApp.values()) {
      const pod = ofApp[turn];
      if (pod !== undefined && chosen.length < mostFollowed) chosen.push(pod);
    }
  return chosen;
}

/** How pods' own logs are called as a source, and how far apart its answers come at best, real ms. */
export const podLogs = { title: 'pod logs', everyMs: mostRelistMs } as const;

/** The logs of the pods of one namespace that carry one of the labels `app`, new pods too. */
export function createPodLogs(connection: Connection): LogPort {
  return {
    ...podLogs,
    follow: (apps, listener, signal) => new PodLogs(connection, apps, listener).run(signal),
    close: async () => undefined,
  };
}

/** Where each pod was read up to, by its uid. */
type Place = { readonly startedAt: number; readonly sinceMs: number | null; readonly pods: Map<string, PodLogPlace> };

class PodLogs {
  readonly #connection: Connection;
  readonly #apps: readonly string[];
  readonly #listener: LogListener;
  readonly #place: Place;
  readonly #followed = new Map<string, FollowedPod>();

  constructor(connection: Connection, apps: readonly string[], listener: LogListener) {
    this.#connection = connection;
    this.#apps = apps;
    this.#listener = listener;
    this.#place = listener.places.of('pods', (sinceMs) => ({ startedAt: Date.now(), sinceMs, pods: new Map() }));
  }

  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const askedAt = performance.now();
      const pods = await this.#list(signal);
      if (signal.aborted) break;
      const tookMs = performance.now() - askedAt;
      if (pods.ok) {
        this.#follow(pods.value.filter(mayStillSpeak), failures > 0);
        this.#forget(pods.value);
        failures = 0;
      } else failures += 1;
      const waitMs = pods.ok
        ? Math.min(mostRelistMs, Math.max(relistMs, tookMs * shareOfTime))
        : backOffMs(failures, relistMs, pods.error, Math.random());
      this.#listener.onState(pods.ok ? this.#state() : { kind: 'failing', fault: pods.error, retryInMs: waitMs });
      await pause(waitMs, signal);
    }
    for (const pod of this.#followed.values()) pod.stop();
  }

  async #list(signal: AbortSignal): Promise<Result<readonly V1Pod[], Fault>> {
    const labelSelector = `app in (${this.#apps.join(',')})`;
    const { namespace } = this.#connection.place;
    const answer = await this.#connection.call(
      { verb: 'list', resource: 'pods' },
      ({ core }, options) => core.listNamespacedPod({ namespace, labelSelector }, options),
      signal,
    );
    return answer.ok ? { ok: true, value: answer.value.items } : answer;
  }

  #speaking = 0;
  #running = 0;

  /** `wasAway`: the cluster could not be asked for a while; what hung then may hang on, so every stream begins anew. */
  #follow(speaking: readonly V1Pod[], wasAway: boolean): void {
    this.#speaking = speaking.length;
    this.#running = speaking.filter((pod) => !isTerminating(pod)).length;
    const chosen = new Map(chosenPods(speaking).map((pod) => [uidOf(pod), pod]));
    for (const [uid, followed] of this.#followed) {
      if (chosen.has(uid)) {
        if (wasAway) followed.again();
        continue;
      }
      followed.stop();
      this.#followed.delete(uid);
    }
    for (const [uid, pod] of chosen) {
      if (this.#followed.has(uid)) continue;
      this.#followed.set(uid, followPod(this.#connection, pod, this.#placeIn(pod), this.#listener.onEntry));
    }
  }

  #placeIn(pod: V1Pod): { readonly place: PodLogPlace; readonly isOld: boolean } {
    const { startedAt, sinceMs, pods } = this.#place;
    const place = pods.get(uidOf(pod)) ?? new PodLogPlace(sinceMs);
    pods.set(uidOf(pod), place);
    return { place, isOld: startOf(pod) < startedAt };
  }

  /** Places in pods that are no more. */
  #forget(listed: readonly V1Pod[]): void {
    const there = new Set(listed.map(uidOf));
    for (const uid of this.#place.pods.keys()) if (!there.has(uid)) this.#place.pods.delete(uid);
  }

  #state(): LogFeedState {
    const all = [...this.#followed.values()];
    const faults = all.flatMap((pod) => pod.fault() ?? []);
    const [fault] = faults;
    if (fault !== undefined && faults.length === all.length)
      return { kind: 'failing', fault, retryInMs: backOffMs(1, relistMs, fault, Math.random()) };
    const left = this.#speaking - all.length;
    const partial = [
      ...(this.#running === 0 ? ['no pod of these services is running'] : []),
      ...(left > 0 ? [`${left} of ${this.#speaking} pods are not followed: set up Loki to read all`] : []),
      ...(fault === undefined ? [] : [`${faults.length} of ${all.length} pods can not be read: ${fault.message}`]),
    ];
    return { kind: 'live', partial: partial.length === 0 ? null : partial.join('; ') };
  }
}
