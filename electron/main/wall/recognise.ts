import { matchMonitors } from './match-monitors.ts';
import { identityOf, type Monitor } from './monitor.ts';
import type { KnownMonitor, WallMemory } from './wall-memory.ts';

/** A monitor that is here, under the name it is known by. */
export type KnownHere = KnownMonitor & { readonly monitor: Monitor };
export type Recognised = { readonly memory: WallMemory; readonly here: readonly KnownHere[] };

/**
 * Gives every monitor that is here the name it is known by, or a new one, and forgets those that are away and that
 * nothing refers to. Places are learned anew only while nobody is missing: a system that moves the others together where
 * one was unplugged must not make them look like one another.
 */
export function recognise(memory: WallMemory, monitors: readonly Monitor[], isSameRun: boolean): Recognised {
  const seen = monitors.map(identityOf);
  const found = matchMonitors(
    memory.monitors.map(({ identity }) => identity),
    seen,
    isSameRun,
  );
  const isComplete = found.every((index) => index !== null);
  const isNeeded = ({ key, density }: KnownMonitor): boolean =>
    density !== null || memory.places.some((place) => place.monitor === key);
  const here: KnownHere[] = [];
  const kept = memory.monitors.flatMap((known, index): KnownMonitor[] => {
    const at = found[index] ?? -1;
    const [identity, monitor] = [seen[at], monitors[at]];
    if (identity === undefined || monitor === undefined) return isNeeded(known) ? [known] : [];
    const { x, y } = isComplete ? identity : known.identity;
    const renewed = { ...known, identity: { ...identity, x, y } };
    here.push({ ...renewed, monitor });
    return [renewed];
  });
  for (const [index, monitor] of monitors.entries()) {
    const identity = seen[index];
    if (identity === undefined || found.includes(index)) continue;
    const fresh = { key: freeKey(kept), identity, density: null };
    kept.push(fresh);
    here.push({ ...fresh, monitor });
  }
  return { memory: { ...memory, monitors: kept }, here };
}

function freeKey(known: readonly KnownMonitor[]): string {
  const taken = new Set(known.map(({ key }) => key));
  let number = 1;
  while (taken.has(`monitor-${number}`)) number += 1;
  return `monitor-${number}`;
}

/**
 * In another room none of the monitors that the screens came to by themselves is there: then they are forgotten. The first
 * monitor alone, a laptop's, tells no room: those of the wall may just not have been switched on.
 */
export function forgetOtherRoom({ memory, here }: Recognised): Recognised {
  if (here.every(({ monitor }) => monitor.isPrimary)) return { memory, here };
  const own = memory.places.filter((place) => !place.isChosen);
  if (own.some(({ monitor }) => here.some(({ key }) => key === monitor))) return { memory, here };
  return { memory: { ...memory, places: memory.places.filter((place) => place.isChosen) }, here };
}
