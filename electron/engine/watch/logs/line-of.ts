import type { LogLineObserved, LogSubset } from '#shared/contract/observed/logs.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { inertText } from '#shared/lib/inert-text.ts';
import { messageOf } from '#shared/views/log-fingerprint.ts';
import { levelOf } from '#shared/views/log-level.ts';
import { serviceOfPod } from '#shared/views/pod-problems.ts';
import type { LogEntry } from '../../adapters/logs/port.ts';
import type { Clock } from '../../clock.ts';

type Services = LaunchPlan['services'];
export type PodPlace = { readonly pod: string; readonly service: string; readonly subset: LogSubset };

/** Pods come and go over a long day; more than this at once there are not. */
const MOST_PODS = 5_000;

function placeOf(services: Services, pod: string, app: string | null): PodPlace {
  const found = serviceOfPod({ services }, pod);
  if (found !== null) return { pod: inertText(pod), service: found.service.id, subset: found.subset };
  const service = services.find(({ id }) => id === app)?.id ?? inertText(app ?? '');
  return { pod: inertText(pod), service, subset: 'other' };
}

/** Makes lines as windows show them of what a source tells: the one door at which text of others becomes inert. */
export function lineMaker(services: Services, clock: Clock): (entry: LogEntry) => LogLineObserved {
  const places = new Map<string, PodPlace>();
  return ({ pod, app, atMs, level, text }) => {
    // Where the source knows no pod, several apps share a name.
    const key = `${app ?? ''} ${pod}`;
    let place = places.get(key);
    if (place === undefined) {
      place = placeOf(services, pod.replaceAll(/\s/g, '_'), app);
      if (places.size >= MOST_PODS) places.clear();
      places.set(key, place);
    }
    const now = clock.now();
    const agoMs = Math.max(0, Date.now() - atMs);
    const said = inertText(text.endsWith('\r') ? text.slice(0, -1) : text);
    return {
      // A clock over there that is ahead of ours doesn't put lines into the future.
      at: Number.isFinite(agoMs) ? Math.round(now - agoMs * clock.facts.speed) : now,
      ...place,
      level: level ?? levelOf(said),
      text: messageOf(said),
    };
  };
}
