import { describe, expect, test } from 'vitest';
import { type Seen, tells } from '#engine/probes/tells.ts';

const seen = (recorded: Seen['recorded'], before: Seen['before'], now: Seen['now'], isDemanded = false) =>
  tells({ recorded, before, now, isDemanded });

describe('what of a probe comes to the record', () => {
  test('the first word, at once; that nothing answered yet only when it is still so', () => {
    expect(seen(undefined, undefined, 'good')).toBe(true);
    expect(seen(undefined, undefined, 'bad')).toBe(true);
    expect(seen(undefined, undefined, 'unknown')).toBe(false);
    expect(seen(undefined, 'unknown', 'unknown')).toBe(true);
  });

  test('never the same twice, not even for a person', () => {
    for (const verdict of ['good', 'bad', 'unknown'] as const) {
      expect(seen(verdict, verdict, verdict)).toBe(false);
      expect(seen(verdict, verdict, verdict, true)).toBe(false);
    }
  });

  test('good at once; bad or unknown only when the look before was not good either', () => {
    expect(seen('bad', 'bad', 'good')).toBe(true);
    expect(seen('good', 'good', 'bad')).toBe(false);
    expect(seen('good', 'bad', 'bad')).toBe(true);
    expect(seen('good', 'unknown', 'bad')).toBe(true);
    expect(seen('good', undefined, 'bad')).toBe(false);
  });

  test('from bad to unknown and back only when seen twice', () => {
    expect(seen('bad', 'bad', 'unknown')).toBe(false);
    expect(seen('bad', 'unknown', 'unknown')).toBe(true);
    expect(seen('unknown', 'unknown', 'bad')).toBe(false);
    expect(seen('unknown', 'bad', 'bad')).toBe(true);
  });

  test('what a person has asked for, at once', () => {
    expect(seen('good', 'good', 'bad', true)).toBe(true);
    expect(seen('good', 'good', 'unknown', true)).toBe(true);
    expect(seen(undefined, undefined, 'unknown', true)).toBe(true);
  });

  test('a probe that flaps is not told at all', () => {
    const looks = ['good', 'bad', 'good', 'unknown', 'good', 'bad', 'good'] as const;
    let recorded: Seen['recorded'];
    const told = looks.filter((now, index) => {
      const isTold = tells({ recorded, before: looks[index - 1], now, isDemanded: false });
      if (isTold) recorded = now;
      return isTold;
    });
    expect(told).toEqual(['good']);
  });
});
