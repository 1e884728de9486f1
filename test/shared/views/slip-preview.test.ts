import { describe, expect, test } from 'vitest';
import { readTime } from '#shared/views/format/read-time.ts';
import { boundsOf, slipBase, slipPreview, tZeroOnResume } from '#shared/views/slip-preview.ts';
import * as days from '#test/renderer/fixtures/day-scenarios.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { T_ZERO } = scenarios;
const ids = (moved: readonly { readonly thing: { readonly id: string } }[]) => moved.map(({ thing }) => thing.id);

describe('before a slip is signed it is told', () => {
  const engine = scenarios.afterGo();
  const { state, now } = engine;

  test('what moves, from when to when, and that clock times of the day stay', () => {
    const preview = slipPreview(state, T_ZERO + 20 * MINUTE, now);
    expect(preview).toMatchObject({ byMs: 20 * MINUTE, bounds: 'within', isPast: false, movesLaunchDay: false });
    const cutover = preview.moves.find(({ thing }) => thing.id === 'cutover');
    expect(cutover).toMatchObject({ fromAt: T_ZERO, toAt: T_ZERO + 20 * MINUTE });
    expect(preview.stays.map(({ id }) => id)).toEqual(['t-plus-24h-review']);
  });

  test('it is what the rules then do', () => {
    const tZeroAt = T_ZERO + 50 * MINUTE;
    const told = slipPreview(state, tZeroAt, now);
    const real = scenarios.afterGo();
    expect(real.send({ type: 'clock.slip', tZeroAt, reason: 'later' }, 'ito')).toBeNull();
    const after = slipPreview(real.state, tZeroAt + MINUTE, real.now);
    expect(after.moves.map(({ thing, fromAt }) => [thing.id, fromAt])).toEqual(
      told.moves.map(({ thing, toAt }) => [thing.id, toAt]),
    );
  });

  test('that it leaves the launch window, at once and on both sides', () => {
    expect(slipPreview(state, T_ZERO + 4 * HOUR, now).bounds).toBe('within');
    expect(slipPreview(state, T_ZERO + 4 * HOUR + 1, now).bounds).toBe('after');
    expect(slipPreview(state, T_ZERO - 1, now).bounds).toBe('before');
    expect(boundsOf({ ...state.clock, window: null }, T_ZERO + 99 * HOUR)).toBe('within');
  });

  test('that a day’s slip moves launch day and its clock times too', () => {
    const preview = slipPreview(state, T_ZERO + 24 * HOUR, now);
    expect(preview.movesLaunchDay).toBe(true);
    expect(ids(preview.moves)).toContain('t-plus-24h-review');
    expect(preview.stays).toEqual([]);
  });

  test('that it can not be: a time that is past', () => {
    expect(slipPreview(state, now, now).isPast).toBe(true);
  });

  test('what minimum holds hold back anyway does not move', () => {
    const late = scenarios.atFivePercent();
    late.advance(40 * MINUTE);
    const preview = slipPreview(late.state, T_ZERO + 31 * MINUTE, late.now);
    expect(preview.stays.find(({ id }) => id === 'stage-50')?.projectedAt).toBe(late.now + 15 * MINUTE);
    expect(ids(preview.moves)).toContain('performance-validation');
  });
});

describe('within a hold', () => {
  const engine = days.longHold();

  test('a resume now would move T-0 by the hold, and a slip settles it', () => {
    const { state, now } = engine;
    const heldMs = now - (state.clock.hold?.movesFrom ?? 0);
    expect(tZeroOnResume(state.clock, now)).toBe(state.clock.tZeroAt + heldMs);
    const to = state.clock.tZeroAt + HOUR;
    const preview = slipPreview(state, to, now);
    expect(preview.afterResumeMs).toBe(HOUR - heldMs);
    expect(preview.moves.find(({ thing }) => thing.id === 'cutover')?.toAt).toBe(to);
  });

  test('minutes are counted from the next full minute after what the hold has cost', () => {
    const { clock } = engine.state;
    const base = slipBase(clock, engine.now);
    expect(base % MINUTE).toBe(0);
    expect(base - tZeroOnResume(clock, engine.now)).toBeGreaterThanOrEqual(0);
    expect(base - tZeroOnResume(clock, engine.now)).toBeLessThan(MINUTE);
    expect(slipBase({ ...clock, hold: null }, engine.now)).toBe(clock.tZeroAt);
  });
});

test('a time of the day is read as it is written', () => {
  expect(readTime('09:30')).toBe(570);
  expect(readTime(' 9.05 ')).toBe(545);
  for (const wrong of ['', '9', '24:00', '12:60', 'noon', '9:3']) expect(readTime(wrong)).toBeNull();
});
