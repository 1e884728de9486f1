import { describe, expect, test } from 'vitest';
import { MeasureStore } from '#engine/watch/measure-store.ts';

const STEP = 5_000;
const point = (at: number, value: number | null) => ({ at, value, of: null });

describe('a measure with a place for every pod', () => {
  const full = (): MeasureStore => {
    const store = new MeasureStore();
    for (let pod = 0; pod < 200; pod += 1)
      store.add('cpu', { pod: `pod-${pod}` }, [point(STEP, 1), point(2 * STEP, pod < 150 ? 1 : null)]);
    return store;
  };

  test('says so when there are more than are kept', () => {
    const store = full();
    expect(store.add('cpu', { pod: 'new' }, [point(3 * STEP, 1)])).toBe(false);
    expect(store.add('cpu', { pod: 'pod-0' }, [point(3 * STEP, 1)])).toBe(true);
    expect(store.series('cpu')).toHaveLength(200);
  });

  test('lets the pods go that have not been heard of for ten minutes, when new ones come', () => {
    const store = full();
    const later = 2 * STEP + 600_000;
    for (let pod = 0; pod < 150; pod += 1) store.add('cpu', { pod: `pod-${pod}` }, [point(later, 1)]);
    expect(store.add('cpu', { pod: 'new' }, [point(later, 1)])).toBe(true);
    expect(store.series('cpu')).toHaveLength(151);
  });
});
