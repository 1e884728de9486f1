import { describe, expect, it } from 'vitest';
import { isReachable, wallPlace } from '#main/wall-places.ts';

const laptop = { bounds: { x: 0, y: 0, width: 1920, height: 1080 }, isPrimary: true };
const monitor = (x: number) => ({ bounds: { x, y: 0, width: 1920, height: 1080 }, isPrimary: false });

describe('where the wall goes', () => {
  it('each screen fills a monitor of its own, from left to right, beside the commander', () => {
    const displays = [laptop, monitor(5760), monitor(1920), monitor(3840), monitor(-1920)];
    const places = ([1, 2, 3, 4] as const).map((screen) => wallPlace(screen, displays));
    expect(places.map(({ bounds }) => bounds.x)).toEqual([-1920, 1920, 3840, 5760]);
    expect(places.every(({ fullScreen }) => fullScreen)).toBe(true);
  });

  it('with one display only, the four share it as a grid of plain windows', () => {
    const places = ([1, 2, 3, 4] as const).map((screen) => wallPlace(screen, [laptop]));
    expect(
      places.map(({ bounds, fullScreen }) => [bounds.x, bounds.y, bounds.width, bounds.height, fullScreen]),
    ).toEqual([
      [0, 0, 960, 540, false],
      [960, 0, 960, 540, false],
      [0, 540, 960, 540, false],
      [960, 540, 960, 540, false],
    ]);
  });

  it('with fewer monitors than screens, those left over share the first display', () => {
    expect(wallPlace(1, [laptop, monitor(1920)])).toMatchObject({ fullScreen: true, bounds: { x: 1920 } });
    expect(wallPlace(2, [laptop, monitor(1920)])).toMatchObject({ fullScreen: false, bounds: { x: 960, y: 0 } });
  });

  it('a place kept from a monitor that is gone is not used', () => {
    expect(isReachable({ x: 1950, y: 10, width: 800, height: 600 }, [laptop])).toBe(false);
    expect(isReachable({ x: 1850, y: 10, width: 800, height: 600 }, [laptop])).toBe(false);
    expect(isReachable({ x: 1700, y: 10, width: 800, height: 600 }, [laptop])).toBe(true);
  });
});
