import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeWall } from '#main/wall/change-wall.ts';
import type { Monitor } from '#main/wall/monitor.ts';
import { forgetOtherRoom, recognise } from '#main/wall/recognise.ts';
import { densityFor } from '#main/wall/wall-density.ts';
import { wallFacts } from '#main/wall/wall-facts.ts';
import { newWall, type WallMemory } from '#main/wall/wall-memory.ts';
import { planWall } from '#main/wall/wall-plan.ts';
import { allOpen, byMonitor, day, four, laptop, tv } from './room.ts';

const [first, second, third, last] = four;
const whole = { 11: [1], 12: [2], 13: [3], 14: [4] };
const chosen = (memory: WallMemory, screen: 1 | 2 | 3 | 4, id: number): WallMemory => {
  const key = memory.monitors.find(({ identity }) => identity.id === id)?.key ?? null;
  const changed = changeWall(memory, { place: { screen, monitor: key } });
  if (!changed.ok) throw new Error(changed.error.message);
  return changed.value;
};

describe('where the wall goes', () => {
  it('each screen fills a monitor of its own, left to right, beside the commander’s', () => {
    const { slots } = day(allOpen, [last, laptop, second, first, third]);
    expect(byMonitor(slots)).toEqual(whole);
    expect(slots.every(({ isFullScreen, bounds, on }) => isFullScreen && bounds === on.monitor.bounds)).toBe(true);
  });

  it.each([
    [1, { 11: [1, 2, 3, 4] }],
    [2, { 11: [1, 2], 12: [3, 4] }],
    [3, { 11: [1, 2], 12: [3], 13: [4] }],
    [4, whole],
  ])('%i monitors share the four screens, neighbours together', (count, wanted) => {
    expect(byMonitor(day(allOpen, [laptop, ...four.slice(0, count)]).slots)).toEqual(wanted);
  });

  it('with more monitors than screens the last ones stay free', () => {
    expect(byMonitor(day(allOpen, [laptop, ...four, tv(15, 9120)]).slots)).toEqual(whole);
  });

  it.each(four.map(({ id }, index) => [index + 1, id]))(
    'when monitor %i goes only its screen moves, and it is back when the monitor is',
    (number, id) => {
      const without = four.filter((monitor) => monitor.id !== id);
      const away = day(allOpen, [laptop, ...four], [laptop, ...without]);
      const others = Object.entries(whole).filter(([key]) => Number(key) !== id);
      for (const [key, screens] of others)
        expect(byMonitor(away.slots)[Number(key)]).toEqual(expect.arrayContaining(screens));
      expect(away.slots.flatMap(({ screens }) => screens).sort()).toEqual([1, 2, 3, 4]);
      expect(away.slots.find(({ screens }) => screens.includes(number as 1))?.screens).toHaveLength(2);
      expect(byMonitor(day(away.memory, [laptop, ...four]).slots)).toEqual(whole);
    },
  );

  it('a spare monitor takes the screen of one that went, alone, and gives it back', () => {
    const spare = tv(15, 9120, { label: 'LG' });
    const away = day(allOpen, [laptop, ...four, spare], [laptop, second, third, last, spare]);
    expect(byMonitor(away.slots)).toEqual({ 15: [1], 12: [2], 13: [3], 14: [4] });
    expect(byMonitor(day(away.memory, [laptop, ...four, spare]).slots)).toEqual(whole);
  });

  it('all monitors gone: plain windows in the quarters of the laptop, and all back where they were', () => {
    const away = day(allOpen, [laptop, ...four], [laptop]);
    expect(
      away.slots.map(({ bounds, isFullScreen }) => [bounds.x, bounds.y, bounds.width, bounds.height, isFullScreen]),
    ).toEqual([
      [0, 0, 720, 450, false],
      [720, 0, 720, 450, false],
      [0, 450, 720, 450, false],
      [720, 450, 720, 450, false],
    ]);
    expect(byMonitor(day(away.memory, [laptop, ...four]).slots)).toEqual(whole);
  });

  it('on the laptop alone one window holds all four when that is wanted', () => {
    const [only, ...more] = day({ ...allOpen, alone: 'one-window' }, [laptop]).slots;
    expect(more).toEqual([]);
    expect(only).toMatchObject({ screens: [1, 2, 3, 4], isFullScreen: false, bounds: { x: 180, width: 1080 } });
  });

  it('a lid that is closed makes a television the commander’s: the wall does not cover the console unasked', () => {
    const closed = [{ ...first, isPrimary: true }, second, third, last];
    expect(byMonitor(day(allOpen, [laptop, ...four], closed).slots)).toEqual({ 12: [1, 2], 13: [3], 14: [4] });
  });

  it('a person puts a screen anywhere, also on the commander’s own; who was there by itself makes room', () => {
    const start = day(allOpen, [laptop, ...four]);
    expect(byMonitor(day(chosen(start.memory, 1, 14), [laptop, ...four]).slots)).toEqual({
      11: [4],
      12: [2],
      13: [3],
      14: [1],
    });
    expect(byMonitor(day(chosen(start.memory, 4, 1), [laptop, ...four]).slots)).toEqual({
      1: [4],
      11: [1],
      12: [2],
      13: [3],
    });
    const shared = chosen(chosen(start.memory, 1, 14), 2, 14);
    expect(byMonitor(day(shared, [laptop, ...four]).slots)).toMatchObject({ 14: [1, 2] });
  });

  it('a screen that a person put somewhere goes back there by itself again, and only where monitors are', () => {
    const moved = chosen(day(allOpen, [laptop, ...four]).memory, 1, 14);
    expect(byMonitor(day(moved, [laptop, first, second, third], [laptop, ...four]).slots)).toMatchObject({ 14: [1] });
    expect(changeWall(moved, { place: { screen: 1, monitor: 'monitor-99' } })).toMatchObject({
      ok: false,
      error: { code: 'unknown-monitor' },
    });
    expect(changeWall(moved, { density: { monitor: 'monitor-99', density: 'dense' } })).toMatchObject({ ok: false });
  });

  it('in another room the screens are dealt anew; in the same one with a monitor missing they are not', () => {
    const { memory } = day(allOpen, [laptop, ...four]);
    const other = [tv(31, 1440, { label: 'EPSON' }), tv(32, 3360, { label: 'NEC' })];
    expect(byMonitor(planWall(forgetOtherRoom(recognise(memory, [laptop, ...other], false))))).toEqual({
      31: [1, 2],
      32: [3, 4],
    });
    const missing = forgetOtherRoom(recognise(memory, [laptop, second, third, last], false));
    expect(byMonitor(planWall(missing))).toMatchObject({ 13: [3], 14: [4] });
  });

  it('over a restart with new ids every screen is on the panel it was on', () => {
    const { memory } = day(allOpen, [laptop, ...four]);
    const dealtAnew = [tv(94, 1440), tv(93, 3360), tv(92, 5280), tv(91, 7200)];
    expect(byMonitor(planWall(recognise(memory, [laptop, ...dealtAnew], false)))).toEqual({
      94: [1],
      93: [2],
      92: [3],
      91: [4],
    });
  });

  it('a system that pushes the others together where one was unplugged does not confuse them', () => {
    const pushed = [tv(12, 1440), tv(13, 3360), tv(14, 5280)];
    const away = day(allOpen, [laptop, ...four], [laptop, ...pushed]);
    expect(byMonitor(away.slots)).toEqual({ 12: [1, 2], 13: [3], 14: [4] });
    expect(byMonitor(day(away.memory, [laptop, ...four]).slots)).toEqual(whole);
  });

  it('whatever is plugged, unplugged and chosen: every open screen is shown once, wholly on a monitor that is there', () => {
    const pool = [
      laptop,
      ...four,
      tv(15, 9120, { label: 'LG' }),
      tv(16, 0, { label: '', bounds: { x: 0, y: 900, width: 1280, height: 720 } }),
    ];
    const room = fc
      .subarray(pool, { minLength: 1 })
      .map((list): readonly Monitor[] =>
        list.some(({ isPrimary }) => isPrimary) ? list : list.map((one, index) => ({ ...one, isPrimary: index === 0 })),
      );
    const screens = fc.subarray([1, 2, 3, 4] as const);
    const choice = fc.tuple(fc.constantFrom(1, 2, 3, 4), fc.nat(6));
    fc.assert(
      fc.property(
        fc.array(room, { minLength: 1, maxLength: 6 }),
        screens,
        fc.array(choice, { maxLength: 3 }),
        fc.boolean(),
        (rooms, openScreens, choices, isOne) => {
          let memory: WallMemory = {
            ...newWall,
            openScreens: [...openScreens],
            alone: isOne ? 'one-window' : 'windows',
          };
          for (const now of rooms) {
            const stands = day(memory, now);
            const shown = stands.slots.flatMap((slot) => slot.screens);
            expect([...shown].sort()).toEqual([...openScreens].sort());
            for (const { bounds, on } of stands.slots) {
              const { x, y, width, height } = on.monitor.bounds;
              expect(now).toContain(on.monitor);
              expect(
                bounds.x >= x &&
                  bounds.y >= y &&
                  bounds.x + bounds.width <= x + width &&
                  bounds.y + bounds.height <= y + height,
              ).toBe(true);
            }
            const full = stands.slots.filter(({ isFullScreen }) => isFullScreen).map(({ on }) => on.key);
            expect(new Set(full).size).toBe(full.length);
            ({ memory } = stands);
            for (const [screen, index] of choices) {
              const monitor = memory.monitors[index]?.key;
              const changed =
                monitor === undefined ? null : changeWall(memory, { place: { screen: screen as 1, monitor } });
              if (changed?.ok) memory = changed.value;
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what the settings show of the wall', () => {
  it('numbers run from left to right, and a closed wall says where its screens would be', () => {
    const facts = wallFacts(day(newWall, [laptop, ...four]));
    expect(facts.monitors.map(({ number, label, screens }) => [number, label, screens])).toEqual([
      [1, 'Built-in', []],
      [2, 'SONY TV', [1]],
      [3, 'SONY TV', [2]],
      [4, 'SONY TV', [3]],
      [5, 'SONY TV', [4]],
    ]);
    expect(facts.places.every(({ isOpen, chosen: key, away }) => !isOpen && key === null && away === null)).toBe(true);
  });

  it('a monitor that is away is named with the screen that belongs there', () => {
    const facts = wallFacts(day(allOpen, [laptop, ...four], [laptop, first, second, third]));
    expect(facts.places[3]).toMatchObject({ screen: 4, away: 'SONY TV', isOpen: true });
  });
});

describe('how much a monitor shows', () => {
  const on = (monitor: Monitor, density: 'comfortable' | 'dense' | null = null) => {
    const [known] = recognise(newWall, [monitor], true).here;
    if (known === undefined) throw new Error('no monitor');
    return { ...known, density };
  };
  it('a television is read from afar; a laptop or a small monitor from near; what a person said counts', () => {
    expect(densityFor(on(first), 1)).toBe('comfortable');
    expect(densityFor(on(tv(1, 0, { scale: 1, bounds: { x: 0, y: 0, width: 3840, height: 2160 } })), 1)).toBe(
      'comfortable',
    );
    expect(densityFor(on(laptop), 1)).toBe('dense');
    expect(densityFor(on(tv(1, 0, { bounds: { x: 0, y: 0, width: 1680, height: 1050 } })), 1)).toBe('dense');
    expect(densityFor(on(laptop, 'comfortable'), 1)).toBe('comfortable');
    expect(densityFor(on(first, 'dense'), 1)).toBe('dense');
  });
  it('several screens on one monitor are small already, and so is a monitor narrower than 1280', () => {
    expect(densityFor(on(laptop), 4)).toBe('comfortable');
    expect(densityFor(on(tv(1, 0, { bounds: { x: 0, y: 0, width: 1024, height: 768 } })), 1)).toBe('comfortable');
  });
});
