import { describe, expect, test } from 'vitest';
import { momentAt, tZeroOn } from '#shared/domain/clock/moments.ts';
import { commander, creation, launchMade, plan } from '#test/support/launch-story.ts';
import { MINUTE, Story } from '#test/support/story.ts';

const HOUR = 60 * MINUTE;
const hold = { type: 'clock.hold', reason: '' } as const;
const resume = { type: 'clock.resume', reason: 'settled' } as const;
const slip = (tZeroAt: number) => ({ type: 'clock.slip', tZeroAt, reason: 'later', isOverride: true }) as const;

/** The clocks change in the night before the launch: date, hours of that day, a clock time that can't be. */
const nights = [
  ['Europe/Berlin', '2027-03-28', 23, 2 * 60 + 30, 'does not exist'],
  ['Europe/Berlin', '2026-10-25', 25, 2 * 60 + 30, 'comes twice'],
  ['America/New_York', '2027-03-14', 23, 2 * 60 + 30, 'does not exist'],
  ['America/New_York', '2026-11-01', 25, 60 + 30, 'comes twice'],
  ['Australia/Sydney', '2026-10-04', 23, 2 * 60 + 30, 'does not exist'],
  ['Australia/Sydney', '2027-04-04', 25, 2 * 60 + 30, 'comes twice'],
] as const;

describe.each(nights)('the clocks change before the launch: %s on %s', (timeZone, date, hours, minuteOfDay, why) => {
  const nine = 9 * 60;
  const tZeroAt = tZeroOn(date, nine, timeZone) ?? 0;
  const there = { ...plan, timeZone };
  const story = () => launchMade({ plan: there, tZeroAt });
  const wall = (moment: number) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment);

  test('an exact offset is an exact duration, over the change too', () => {
    const { clock } = story().state;
    const before = momentAt(clock, timeZone, { at: -12 * HOUR });
    expect(tZeroAt - before).toBe(12 * HOUR);
    expect(wall(before)).toBe(hours === 23 ? '20:00' : '22:00');
  });

  test('a clock time is a time on the wall, however long the night is', () => {
    const { clock } = story().state;
    const meeting = momentAt(clock, timeZone, { at: 0, clock: { day: -1, minuteOfDay: nine } });
    expect(wall(meeting)).toBe('09:00');
    expect(tZeroAt - meeting).toBe(hours * HOUR);
    const nextDay = momentAt(clock, timeZone, { at: 0, clock: { day: 1, minuteOfDay: nine } });
    expect(nextDay - tZeroAt).toBe(24 * HOUR);
  });

  test('a launch with a clock time that can not be is refused', () => {
    const entry = { id: 'night', title: 'Night watch changes', at: 0, clock: { day: 0, minuteOfDay } };
    const decision = new Story().ask(
      commander,
      creation({ plan: { ...there, timeline: [...plan.timeline, entry] }, tZeroAt }),
    );
    expect(decision).toMatchObject({
      ok: false,
      error: { code: 'clock-time-impossible', message: expect.stringContaining(why) },
    });
  });

  test('T-0 itself can not be at such a time', () => {
    expect(tZeroOn(date, minuteOfDay, timeZone)).toBeNull();
    expect(tZeroOn(date, nine, timeZone)).toBe(tZeroAt);
  });

  test('nor may a slip by a day bring one about; a slip within the day is free', () => {
    const dayBefore = tZeroAt - hours * HOUR;
    const entry = { id: 'night', title: 'Night watch changes', at: 0, clock: { day: 0, minuteOfDay } };
    const night = launchMade({ plan: { ...there, timeline: [...plan.timeline, entry] }, tZeroAt: dayBefore });
    night.now = dayBefore - HOUR;
    night.does(commander, slip(dayBefore + 12 * HOUR));
    night.refuses(commander, slip(dayBefore + 25 * HOUR), 'clock-time-impossible');
  });

  test('a hold over the change moves T-0 by exactly what was held', () => {
    const held = story();
    held.now = tZeroAt - 10 * HOUR;
    held.does(null, hold);
    held.after(3 * HOUR).does(commander, resume);
    expect(held.state.clock.tZeroAt).toBe(tZeroAt + 3 * HOUR);
  });
});
