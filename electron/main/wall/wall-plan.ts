import type { ScreenNumber } from '#shared/contract/window-calls.ts';
import type { Bounds } from '../window-bounds.ts';
import { byPlace } from './monitor.ts';
import type { KnownHere, Recognised } from './recognise.ts';
import type { WallMemory } from './wall-memory.ts';

/** One window of the wall: what it shows, and where. */
export type WallSlot = {
  /** In order; at least one. */
  readonly screens: readonly [ScreenNumber, ...ScreenNumber[]];
  readonly on: KnownHere;
  readonly bounds: Bounds;
  readonly isFullScreen: boolean;
};

type Shares = Map<KnownHere, ScreenNumber[]>;

/**
 * Which window shows which of the open screens where: a screen goes where a person put it; else where it was; else the
 * rest are dealt to the monitors beside the commander's, left to right, the emptiest first. Without any such monitor the
 * wall is on the commander's own, in plain windows.
 */
export function planWall({ memory, here }: Recognised): readonly WallSlot[] {
  const open = [...memory.openScreens].sort((a, b) => a - b);
  const shares: Shares = new Map();
  const rest = open.filter((screen) => !putWhereItBelongs(screen, memory, here, shares));
  const spare = here
    .filter(({ monitor }) => !monitor.isPrimary)
    .sort((a, b) => byPlace(a.monitor.bounds, b.monitor.bounds));
  if (spare.length > 0) deal(rest, spare, shares);
  const full = [...shares].flatMap(([on, screens]) => slot(screens, on, on.monitor.bounds, true));
  const commanders = here.find(({ monitor }) => monitor.isPrimary) ?? here[0];
  const plain = spare.length > 0 || commanders === undefined ? [] : onCommanders(rest, commanders, memory.alone);
  return [...full, ...plain].sort((a, b) => a.screens[0] - b.screens[0]);
}

function slot(screens: readonly ScreenNumber[], on: KnownHere, bounds: Bounds, isFullScreen: boolean): WallSlot[] {
  const [first, ...more] = [...screens].sort((a, b) => a - b);
  return first === undefined ? [] : [{ screens: [first, ...more], on, bounds, isFullScreen }];
}

function putWhereItBelongs(
  screen: ScreenNumber,
  memory: WallMemory,
  here: readonly KnownHere[],
  shares: Shares,
): boolean {
  const place = memory.places.find((one) => one.screen === screen);
  const on = here.find(({ key }) => key === place?.monitor);
  // The commander's own is covered only when a person says so: the system may call another monitor the first one by now.
  if (place === undefined || on === undefined || (on.monitor.isPrimary && !place.isChosen)) return false;
  shares.set(on, [...(shares.get(on) ?? []), screen]);
  return true;
}

/** Neighbours stay together: 4 screens on 3 monitors are 1 and 2, 3, 4. */
function deal(rest: readonly ScreenNumber[], spare: readonly KnownHere[], shares: Shares): void {
  const more = new Map(spare.map((on) => [on, 0]));
  const load = (on: KnownHere): number => (shares.get(on)?.length ?? 0) + (more.get(on) ?? 0);
  for (const _ of rest) {
    const least = Math.min(...spare.map(load));
    const emptiest = spare.find((on) => load(on) === least);
    if (emptiest !== undefined) more.set(emptiest, (more.get(emptiest) ?? 0) + 1);
  }
  const waiting = [...rest];
  for (const [on, count] of more) {
    if (count > 0) shares.set(on, [...(shares.get(on) ?? []), ...waiting.splice(0, count)]);
  }
}

function onCommanders(rest: readonly ScreenNumber[], on: KnownHere, alone: WallMemory['alone']): readonly WallSlot[] {
  const { x, y, width, height } = on.monitor.bounds;
  if (alone === 'windows') return rest.flatMap((screen) => slot([screen], on, quarter(screen, on), false));
  const bounds = {
    x: x + Math.floor(width / 8),
    y: y + Math.floor(height / 8),
    width: Math.floor((width * 3) / 4),
    height: Math.floor((height * 3) / 4),
  };
  return slot(rest, on, bounds, false);
}

function quarter(screen: ScreenNumber, { monitor: { bounds } }: KnownHere): Bounds {
  const width = Math.floor(bounds.width / 2);
  const height = Math.floor(bounds.height / 2);
  return {
    x: bounds.x + ((screen - 1) % 2) * width,
    y: bounds.y + (screen > 2 ? height : 0),
    width,
    height,
  };
}

/**
 * The memory after the wall stood like this: a screen that has a monitor for itself stays there from now on. One that
 * shares, or that stands in for an absent monitor, keeps the place it had.
 */
export function rememberPlaces(memory: WallMemory, slots: readonly WallSlot[]): WallMemory {
  const fresh = slots.flatMap(({ screens: [screen, ...others], on, isFullScreen }) =>
    !isFullScreen || others.length > 0 || memory.places.some((place) => place.screen === screen)
      ? []
      : [{ screen, monitor: on.key, isChosen: false }],
  );
  return fresh.length === 0 ? memory : { ...memory, places: [...memory.places, ...fresh] };
}
