import { describe, expect, it } from 'vitest';
import { type Box, labelBox } from '#renderer/ui/chart/limits.ts';

const picture: Box = { left: 4, right: 596, top: 10, bottom: 110 };
const size = { width: 100, height: 16 };
const place = (taken: readonly Box[], y: number) => labelBox(taken, size, y, picture, 8);
/** A level line at that height. */
const line = (y: number): Box => ({ left: 4, right: 596, top: y - 1, bottom: y + 1 });

describe('labels of limits that lie close', () => {
  it('stand above their line, at its left end, its right one, then under it, then beside one another', () => {
    const taken: Box[] = [];
    for (let n = 0; n < 6; n += 1) taken.push(place(taken, 60));
    expect(taken.map(({ left, top }) => [left, top])).toEqual([
      ...[
        [4, 44],
        [496, 44],
      ],
      ...[
        [4, 60],
        [496, 60],
      ],
      ...[
        [112, 44],
        [220, 44],
      ],
    ]);
  });

  it('stay in the picture: under a line that has no room above it', () => {
    expect(place([], 12)).toMatchObject({ left: 4, top: 12 });
    expect(place([], 108)).toMatchObject({ left: 4, top: 92 });
    const marks = { left: 4, right: 560, top: 10, bottom: 40 };
    expect(place([marks], 30).right).toBeLessThanOrEqual(picture.right);
  });

  it('have no other limit’s line through them', () => {
    expect(place([line(52)], 60)).toMatchObject({ left: 4, top: 60 });
    expect(place([line(70)], 60)).toMatchObject({ left: 4, top: 44 });
  });

  it('are never left out: where nothing is free they stand where they would alone', () => {
    expect(place([{ left: 0, right: 600, top: 0, bottom: 120 }], 60)).toMatchObject({ left: 4, top: 44 });
  });
});
