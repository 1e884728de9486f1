import type { JsonObject } from '../../json.ts';
import { at, numberAt } from '../../json.ts';

function share(value: unknown, total: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  return percent === undefined ? 0 : round((Number(percent) * total) / 100);
}

/** How far a rolling update may go over and under the wanted replicas. Both zero would stand still: one may then be missing. */
export function rollingLimits(deployment: JsonObject): { readonly maxSurge: number; readonly maxUnavailable: number } {
  const wanted = numberAt(deployment, 1, 'spec', 'replicas');
  const rolling = at(deployment, 'spec', 'strategy', 'rollingUpdate');
  const maxSurge = share(at(rolling, 'maxSurge') ?? '25%', wanted, Math.ceil);
  const maxUnavailable = share(at(rolling, 'maxUnavailable') ?? '25%', wanted, Math.floor);
  return maxSurge === 0 && maxUnavailable === 0 ? { maxSurge, maxUnavailable: 1 } : { maxSurge, maxUnavailable };
}

/** One ReplicaSet as the arithmetic sees it. */
export type Side = { readonly name: string; readonly wanted: number; readonly available: number };
export type Step = { readonly name: string; readonly replicas: number };
export type Limits = { readonly wanted: number; readonly maxSurge: number; readonly maxUnavailable: number };

const sum = (sides: readonly Side[], of: (side: Side) => number): number =>
  sides.reduce((total, side) => total + of(side), 0);

/** The new ReplicaSet's next size: down to what is wanted at once, up only as far as the surge lets. */
export function growNew(newest: Side, old: readonly Side[], limits: Limits): Step | null {
  if (newest.wanted === limits.wanted) return null;
  if (newest.wanted > limits.wanted) return { name: newest.name, replicas: limits.wanted };
  const total = newest.wanted + sum(old, (side) => side.wanted);
  const room = limits.wanted + limits.maxSurge - total;
  if (room <= 0) return null;
  return { name: newest.name, replicas: newest.wanted + Math.min(room, limits.wanted - newest.wanted) };
}

/** The old ReplicaSets' next sizes: pods that don't work go first, then as many as availability lets. */
export function shrinkOld(newest: Side, old: readonly Side[], limits: Limits): Step[] {
  const minAvailable = limits.wanted - limits.maxUnavailable;
  const total = newest.wanted + sum(old, (side) => side.wanted);
  const newUnavailable = newest.wanted - newest.available;
  let room = total - minAvailable - newUnavailable;
  const sizes = new Map(old.map((side) => [side.name, side.wanted]));
  for (const side of old) {
    const cut = Math.max(0, Math.min(room, side.wanted - side.available));
    sizes.set(side.name, side.wanted - cut);
    room -= cut;
  }
  let spare = Math.min(newest.available + sum(old, (side) => side.available) - minAvailable, room);
  for (const side of old) {
    const size = sizes.get(side.name) ?? side.wanted;
    const cut = Math.max(0, Math.min(spare, size));
    sizes.set(side.name, size - cut);
    spare -= cut;
  }
  return old
    .filter((side) => sizes.get(side.name) !== side.wanted)
    .map((side) => ({ name: side.name, replicas: sizes.get(side.name) ?? 0 }));
}
