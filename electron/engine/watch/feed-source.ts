import type { Fault } from '#shared/lib/trouble.ts';
import type { FollowedKind, Following, FollowState } from '../adapters/kubernetes/feed/followed.ts';
import type { SourceAbout, Sources } from './sources.ts';

/** A feed is heard of every three seconds, however quiet the cluster is (`adapters/kubernetes/feed/watch-once.ts`). */
export const FEED_EVERY_MS = 3_000;

/** Since when all that is needed is known, real time; null: not yet, or not all of it. */
export function aliveAt(states: readonly FollowState[], needed: readonly FollowedKind[]): number | null {
  const times = states.filter(({ kind }) => needed.includes(kind)).map((state) => state.aliveAt);
  return times.some((at) => at === null) ? null : Math.min(...times.map((at) => at ?? 0));
}

/**
 * Reports how a feed stands, each time with what is new: alive only when it has been heard of since, so that it grows stale by
 * itself. What isn't needed and can't be had is named as missing; what is needed and can't be had is a failure.
 */
export function createFeedSource(
  sources: Sources,
  about: Omit<SourceAbout, 'everyMs'>,
  needed: readonly FollowedKind[],
): (feed: Following) => void {
  const source = { ...about, everyMs: FEED_EVERY_MS };
  let toldAliveAt: number | null = null;
  let toldFault: Fault | null = null;
  return (feed) => {
    const states = feed.states();
    const away = states.filter(({ fault }) => fault !== null);
    const failing = away.find(({ kind }) => needed.includes(kind));
    if (failing?.fault) {
      if (failing.fault !== toldFault)
        sources.failing(source, named(failing.fault, failing, away), failing.retryInMs ?? undefined);
      toldFault = failing.fault;
      return;
    }
    const at = aliveAt(states, needed);
    if (at === null || (at === toldAliveAt && toldFault === null)) return;
    sources.live(source, away.length === 0 ? null : missing(away));
    [toldAliveAt, toldFault] = [at, null];
  };
}

const missing = (away: readonly FollowState[]): string =>
  away
    .map(({ kind, state, fault }) => `${kind}${state === 'left-out' ? ' left out' : ''}: ${fault?.message ?? ''}`)
    .join(' ');

/** What fails besides is named: one dead server fails every kind, and is said once. */
function named(fault: Fault, { kind }: FollowState, away: readonly FollowState[]): Fault {
  const others = away.filter((one) => one.kind !== kind).map((one) => one.kind);
  return others.length === 0 ? fault : { ...fault, message: `${fault.message} Not read either: ${others.join(', ')}.` };
}
