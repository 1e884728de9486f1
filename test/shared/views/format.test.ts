import { describe, expect, test } from 'vitest';
import { age, minutesSeconds, spoken } from '#shared/views/format/duration.ts';
import { answerTime, difference, figure, percent } from '#shared/views/format/figure.ts';
import { clockTime, dateText, minuteTime } from '#shared/views/format/wall-time.ts';

const T_ZERO = 1_795_507_200_000;

describe('numbers and times', () => {
  test('a value that is not known is never drawn as zero', () => {
    expect(figure(null)).toBe('–');
    expect(percent(undefined)).toBe('–');
    expect(difference(212, null)).toBe('–');
  });
  test('figures keep their digits, group thousands, and show no minus zero', () => {
    expect(figure(1240.4)).toBe('1,240');
    expect(percent(0.04)).toBe('0.04 %');
    expect(percent(49.62)).toBe('49.6 %');
    expect(figure(-0.001, 2)).toBe('0.00');
    expect(difference(212, 204)).toBe('+3.9 %');
  });
  test('how long an answer took stays short, however long it was', () => {
    expect([142.4, 999.4, 999.6, 5130, 10_123].map(answerTime)).toEqual([
      '142 ms',
      '999 ms',
      '1.0 s',
      '5.1 s',
      '10.1 s',
    ]);
    expect(answerTime(null)).toBe('– ms');
  });
  test('lengths of time read as people say them', () => {
    expect(minutesSeconds(554_000)).toBe('09:14');
    expect(minutesSeconds(-5)).toBe('00:00');
    expect(minutesSeconds(4_008_000)).toBe('1:06:48');
    expect(spoken(41_000)).toBe('41 s');
    expect(spoken(600_000)).toBe('10 min');
    expect(spoken(11_100_000)).toBe('3 h 5 min');
    expect(age(59_999)).toBe('59 s');
    expect(age(-20)).toBe('0 s');
  });
  test("clock times are those of the launch's zone", () => {
    expect(clockTime(T_ZERO, 'Europe/Berlin')).toBe('09:00:00');
    expect(minuteTime(T_ZERO, 'Asia/Tokyo')).toBe('17:00');
    expect(dateText(T_ZERO, 'Europe/Berlin')).toBe('Tue 24 Nov');
  });
});
