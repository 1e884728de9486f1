import type { Monitor } from '#main/wall/monitor.ts';
import { type Recognised, recognise } from '#main/wall/recognise.ts';
import { newWall, type WallMemory } from '#main/wall/wall-memory.ts';
import { planWall, rememberPlaces, type WallSlot } from '#main/wall/wall-plan.ts';

export const laptop: Monitor = {
  ...{ id: 1, label: 'Built-in', bounds: { x: 0, y: 0, width: 1440, height: 900 }, scale: 2 },
  ...{ isInternal: true, isPrimary: true },
};

/** Four of these are equal but for their place. */
export const tv = (id: number, x: number, more: Partial<Monitor> = {}): Monitor => ({
  ...{ id, label: 'SONY TV', bounds: { x, y: 0, width: 1920, height: 1080 }, scale: 1 },
  ...{ isInternal: false, isPrimary: false },
  ...more,
});

export const four = [tv(11, 1440), tv(12, 3360), tv(13, 5280), tv(14, 7200)] as const;
export const allOpen: WallMemory = { ...newWall, openScreens: [1, 2, 3, 4] };

/** The wall over a day: each step is what is plugged in then. */
export function day(
  memory: WallMemory,
  ...rooms: readonly (readonly Monitor[])[]
): Recognised & { slots: readonly WallSlot[] } {
  let recognised: Recognised = { memory, here: [] };
  let slots: readonly WallSlot[] = [];
  for (const room of rooms) {
    recognised = recognise(recognised.memory, room, true);
    slots = planWall(recognised);
    recognised = { ...recognised, memory: rememberPlaces(recognised.memory, slots) };
  }
  return { ...recognised, slots };
}

/** `{ 11: [1], 12: [2, 3] }`: screens by the id of their monitor. */
export const byMonitor = (slots: readonly WallSlot[]): Record<number, readonly number[]> =>
  Object.fromEntries(slots.map(({ on, screens }) => [on.monitor.id, screens]));
