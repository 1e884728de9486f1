import { describe, expect, test } from 'vitest';
import { evolveClock } from '#shared/domain/clock/evolve.ts';
import { type ClockState, emptyClock } from '#shared/domain/clock/state.ts';
import { tClock } from '#shared/views/t-clock.ts';

const MINUTE = 60_000;
const T_ZERO = 1_795_507_200_000;
const clock: ClockState = { ...emptyClock, tZeroAt: T_ZERO, plannedTZeroAt: T_ZERO, anchorAt: T_ZERO };
const signed = { text: '', signature: '' };
const held = (at: number, from: ClockState = clock) =>
  evolveClock(from, { type: 'clock.held', by: null, reason: '' }, at);
const by = 'ito' as never;

describe('the T-clock', () => {
  test('counts down to T-0 and up after it, a started second still counts', () => {
    expect(tClock(clock, T_ZERO - 872_000).text).toBe('T-00:14:32');
    expect(tClock(clock, T_ZERO - 1).text).toBe('T-00:00:01');
    expect(tClock(clock, T_ZERO).text).toBe('T+00:00:00');
    expect(tClock(clock, T_ZERO + 761_999).text).toBe('T+00:12:41');
    expect(tClock(clock, T_ZERO - 86_400_000).text).toBe('T-24:00:00');
  });

  test('stands while a hold before T-0 lasts, and runs on in a hold after it', () => {
    const before = held(T_ZERO - MINUTE);
    expect(tClock(before, T_ZERO + 10 * MINUTE)).toMatchObject({ text: 'T-00:01:00', isHeld: true, isStanding: true });
    const after = held(T_ZERO + 1000);
    expect(tClock(after, T_ZERO + 5000)).toMatchObject({ text: 'T+00:00:05', isHeld: true, isStanding: false });
  });

  test('stands at what is left of the new T-0 when it was slipped within the hold', () => {
    const at = T_ZERO - 10 * MINUTE;
    const slipped = evolveClock(
      held(T_ZERO - 20 * MINUTE),
      { type: 'clock.slipped', by, tZeroAt: T_ZERO + 30 * MINUTE, reason: 'r', signed },
      at,
    );
    expect(tClock(slipped, at).text).toBe('T-00:40:00');
    expect(tClock(slipped, at + 25 * MINUTE).text).toBe('T-00:40:00');
  });

  test('goes on from where it stood when the launch is resumed', () => {
    const before = held(T_ZERO - 5 * MINUTE);
    const end = T_ZERO + 7 * MINUTE;
    const resumed = evolveClock(
      before,
      { type: 'clock.resumed', by, reason: 'r', heldMs: 12 * MINUTE, tZeroAt: T_ZERO + 12 * MINUTE, signed },
      end,
    );
    expect(tClock(resumed, end).text).toBe(tClock(before, end).text);
  });
});
