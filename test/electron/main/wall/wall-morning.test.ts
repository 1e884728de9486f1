import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Monitor } from '#main/wall/monitor.ts';
import { createWall } from '#main/wall/wall.ts';
import { newWall, type WallMemory } from '#main/wall/wall-memory.ts';
import type { WallSlot } from '#main/wall/wall-plan.ts';
import { createWallWindows } from '#main/wall/wall-windows.ts';
import type { Windows } from '#main/windows.ts';
import { allOpen, day, four, laptop, tv } from './room.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The wall as a start has it: its memory on disk, and the monitors that are on. */
function start(disk: { memory: WallMemory }, first: readonly Monitor[]) {
  let here = first;
  let slots: readonly WallSlot[] = [];
  const wall = createWall({
    store: {
      read: () => disk.memory,
      write: (memory) => {
        disk.memory = memory;
        return null;
      },
    },
    here: () => here,
    hands: () => ({
      apply: (to) => {
        slots = to;
      },
      count: () => slots.length,
      raise: () => undefined,
      slotOf: () => undefined,
    }),
    onChanged: () => undefined,
    note: () => undefined,
  });
  const see = (now: readonly Monitor[]): void => {
    here = now;
    wall.monitorsChanged();
    vi.advanceTimersByTime(600);
  };
  const where = () =>
    Object.fromEntries(slots.flatMap(({ screens, on }) => screens.map((one) => [one, on.monitor.id])));
  return { wall, see, where };
}

test('televisions that were off when the app was started have their screens again, in whatever order they come', () => {
  const disk = { memory: newWall };
  const evening = start(disk, [laptop, ...four]);
  evening.wall.open([1, 2, 3, 4]);
  expect(evening.where()).toEqual({ 1: 11, 2: 12, 3: 13, 4: 14 });
  const morning = start(disk, [laptop]);
  morning.wall.reopen();
  for (const count of [1, 2, 3, 4]) morning.see([laptop, ...four.slice(0, count)]);
  expect(morning.where()).toEqual({ 1: 11, 2: 12, 3: 13, 4: 14 });
});

test('other monitors are another room: there the screens are dealt anew', () => {
  const disk = { memory: newWall };
  start(disk, [laptop, ...four]).wall.open([1, 2, 3, 4]);
  const elsewhere = start(disk, [laptop, tv(21, 1440, { label: 'LG' }), tv(22, 3360, { label: 'LG' })]);
  elsewhere.wall.reopen();
  expect(new Set(Object.values(elsewhere.where()))).toEqual(new Set([21, 22]));
});

/** A window of a system that moves windows itself. */
class FakeWindow extends EventEmitter {
  bounds: { x: number; y: number; width: number; height: number };
  isFull: boolean;
  readonly webContents = new EventEmitter();
  constructor(bounds: FakeWindow['bounds'], isFull: boolean) {
    super();
    this.bounds = bounds;
    this.isFull = isFull;
  }
  removeMenu(): void {}
  moveTop(): void {}
  isDestroyed = () => false;
  isMinimized = () => false;
  isVisible = () => true;
  isFullScreen = () => this.isFull;
  getBounds = () => this.bounds;
  setFullScreen(to: boolean): void {
    this.isFull = to;
    if (!to) this.emit('leave-full-screen');
  }
  setBounds(to: FakeWindow['bounds']): void {
    this.bounds = to;
  }
}

test('when every television goes, the windows stand in the quarters of the laptop, though the system has moved them there', async () => {
  vi.useRealTimers();
  const made = new Map<number, FakeWindow>();
  const windows = {
    open: (role: { screen: number }, { fullscreen, ...bounds }: FakeWindow['bounds'] & { fullscreen: boolean }) => {
      const window = new FakeWindow(bounds, fullscreen);
      made.set(role.screen, window);
      return window;
    },
    close: () => undefined,
  };
  const hands = createWallWindows({
    // Only opening is asked of it.
    windows: windows as unknown as Windows,
    displays: () => [laptop.bounds],
    onClosed: () => undefined,
  });
  const whole = day(allOpen, [laptop, ...four]);
  hands.apply(whole.slots);
  for (const window of made.values()) window.bounds = { x: 0, y: 0, width: 1920, height: 1080 };
  hands.apply(day(whole.memory, [laptop]).slots);
  const quarters = [
    [0, 0],
    [720, 0],
    [0, 450],
    [720, 450],
  ].map(([x, y]) => ({ x, y, width: 720, height: 450 }));
  await expect.poll(() => [...made.values()].map(({ bounds }) => bounds)).toMatchObject(quarters);
});
