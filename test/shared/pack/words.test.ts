import { describe, expect, it } from 'vitest';
import { offsetOf, parseDuration, parseMoment, parsePercent, writeDuration, writeOffset } from '#shared/pack/words.ts';

const MINUTE = 60_000;

describe('the words of a pack', () => {
  it.each([
    ['30m', 30 * MINUTE],
    ['1h 30m', 90 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['45s', 45_000],
    ['7d', 7 * 24 * 60 * MINUTE],
    ['PT30M', 30 * MINUTE],
    ['P1DT2H', 26 * 60 * MINUTE],
    ['0m', 0],
  ])('reads the duration %s', (words, ms) => {
    expect(parseDuration(words)).toBe(ms);
  });

  it.each(['', '30', 'm', '30 minutes', '-30m', '1.5h', 'PT', 'P', '30m later', '99999d'])(
    'refuses the duration "%s"',
    (words) => {
      expect(parseDuration(words)).toBeNull();
    },
  );

  it.each([
    ['T-0', 0],
    ['T-45m', -45 * MINUTE],
    ['T+1h', 60 * MINUTE],
    ['-PT45M', -45 * MINUTE],
    ['PT1H', 60 * MINUTE],
    ['day -1, 14:00', (-24 * 60 + 5 * 60) * MINUTE],
    ['day 0, 08:15', -45 * MINUTE],
    ['day +1, 09:00', 24 * 60 * MINUTE],
  ])('reads the moment %s, with T-0 at 09:00', (words, ms) => {
    const moment = parseMoment(words);
    expect(moment).not.toBeNull();
    if (moment) expect(offsetOf(moment, 9 * 60)).toBe(ms);
  });

  it.each(['08:15', 'T', 'T-', 'day 0, 24:00', 'day 0, 8:15', 'day 0', 'tomorrow', '45m'])(
    'refuses the moment "%s"',
    (words) => {
      expect(parseMoment(words)).toBeNull();
    },
  );

  it('keeps a clock time apart from an offset, because a slip moves only offsets', () => {
    expect(parseMoment('day -1, 14:00')).toEqual({ kind: 'clock', day: -1, minuteOfDay: 840 });
    expect(parseMoment('T-19h')).toEqual({ kind: 'offset', offsetMs: -19 * 60 * MINUTE });
  });

  it('reads percentages and refuses bare numbers', () => {
    expect([parsePercent('5%'), parsePercent('0.1 %'), parsePercent('5'), parsePercent('%')]).toEqual([
      5,
      0.1,
      null,
      null,
    ]);
  });

  it('writes offsets as the T-clock does', () => {
    expect([writeOffset(-45 * MINUTE), writeOffset(0), writeOffset(195 * MINUTE), writeDuration(0)]).toEqual([
      'T-45m',
      'T-0',
      'T+3h 15m',
      '0m',
    ]);
  });
});
