import { describe, expect, test } from 'vitest';
import { type Frame, trace } from '#renderer/ui/chart/lines.ts';

/** 100 pixels for 100 ms, 100 pixels for values from 0 to 100. */
const frame: Frame = { box: { left: 0, top: 0, width: 100, height: 100 }, from: 0, until: 100, top: 100 };

/** What is drawn: lines of [x, y], each from where it begins. */
function drawn(times: readonly number[], values: readonly (number | null | undefined)[], within = frame) {
  const lines: [number, number][][] = [];
  const pen = {
    moveTo: (x: number, y: number) => void lines.push([[x, y]]),
    lineTo: (x: number, y: number) => void lines.at(-1)?.push([x, y]),
  };
  trace(pen, times, values, within);
  return lines;
}

describe("a chart's line", () => {
  test('goes through its values, zero at the foot of the picture and the upper end at its head', () => {
    expect(drawn([0, 50, 100], [0, 100, 25])).toEqual([
      [
        [-1, 100],
        [0, 100],
        [50, 0],
        [100, 75],
      ],
    ]);
  });

  test('stands where the picture is on its canvas', () => {
    const box = { left: 10, top: 5, width: 200, height: 50 };
    expect(drawn([1000, 1100], [10, 5], { box, from: 1000, until: 1100, top: 10 })).toEqual([
      [
        [9, 5],
        [10, 5],
        [210, 30],
      ],
    ]);
  });

  test('ends where a value is missing, and begins anew after it: a gap is no line', () => {
    expect(drawn([0, 10, 20, 30, 40], [50, 50, null, 40, 40])).toEqual([
      [
        [-1, 50],
        [0, 50],
        [10, 50],
      ],
      [
        [29, 60],
        [30, 60],
        [40, 60],
      ],
    ]);
  });

  test('shows values that stand alone: every second one missing leaves no empty picture', () => {
    expect(drawn([0, 10, 20, 30, 40], [50, null, 40, undefined, 30])).toEqual([
      [
        [-1, 50],
        [0, 50],
      ],
      [
        [19, 60],
        [20, 60],
      ],
      [
        [39, 70],
        [40, 70],
      ],
    ]);
  });

  test('hides no peak where there are more values than pixels: a column has its greatest, its least and its last', () => {
    const times = [10, 10.1, 10.2, 10.3, 10.4, 20];
    expect(drawn(times, [50, 90, 10, 60, 55, 50])).toEqual([
      [
        [9, 50],
        [10, 50],
        [10, 10],
        [10, 90],
        [10, 45],
        [20, 50],
      ],
    ]);
  });

  test('takes no more points than the picture has columns, whatever the number of values, while they change little', () => {
    const times = Array.from({ length: 5000 }, (_, n) => n / 50);
    const points = drawn(
      times,
      times.map(() => 50),
    ).flat();
    expect(points).toHaveLength(102);
  });

  test('ignores what is before and after the picture, and draws nothing of nothing', () => {
    expect(drawn([-20, -10, 50, 60, 110], [1, null, 50, 50, 90])).toEqual([
      [
        [49, 50],
        [50, 50],
        [60, 50],
      ],
    ]);
    expect(drawn([], [])).toEqual([]);
    expect(drawn([0, 10], [null, null])).toEqual([]);
  });
});
