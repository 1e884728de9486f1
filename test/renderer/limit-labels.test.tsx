import { describe, expect, it } from 'vitest';
import { labelLeft } from '../../renderer/ui/chart/marks.ts';

describe('labels of limits that lie close', () => {
  it('stand at the other end of their line, then beside one another, and none is left out', () => {
    const label = { left: 4, right: 104, top: 10, bottom: 26 };
    const moved = (left: number) => ({ ...label, left, right: left + 100 });
    const first = labelLeft([], label, 596, 8);
    const second = labelLeft([label], label, 596, 8);
    const third = labelLeft([label, moved(second)], label, 596, 8);
    expect([first, second, third]).toEqual([4, 496, 112]);
    expect(labelLeft([{ ...label, top: 30, bottom: 46 }], label, 596, 8)).toBe(4);
  });
});
