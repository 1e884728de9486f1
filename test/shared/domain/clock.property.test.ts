import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentAt } from '#shared/domain/clock/moments.ts';
import { type ClockState, emptyClock } from '#shared/domain/clock/state.ts';
import { evolve } from '#shared/domain/evolve.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { holdsAndReaches } from '#test/support/holds-and-reaches.ts';
import { commander, creation, plan, T_ZERO } from '#test/support/launch-story.ts';
import { MINUTE, Story } from '#test/support/story.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const zone = 'Europe/Berlin';
const move = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 3 * HOUR }) }),
  fc.record({ kind: fc.constantFrom('hold' as const, 'resume' as const), ms: fc.constant(0) }),
  fc.record({ kind: fc.constant('slip' as const), ms: fc.integer({ min: -2 * HOUR, max: 2 * DAY }) }),
);
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

function again(): Story {
  const story = new Story();
  story.does(commander, creation({ plan: { ...plan, timeZone: zone } }));
  return story;
}

/** Tries a move; false when the rules refuse it. */
function tries(story: Story, { kind, ms }: Move): boolean {
  if (kind === 'wait') {
    story.after(ms);
    return true;
  }
  const decision =
    kind === 'hold'
      ? story.ask(null, { type: 'clock.hold', reason: '' })
      : kind === 'resume'
        ? story.ask(commander, { type: 'clock.resume', reason: 'r', isOverride: true })
        : story.ask(commander, { type: 'clock.slip', tZeroAt: T_ZERO + ms, reason: 'r', isOverride: true });
  if (decision.ok) story.accept(decision);
  return decision.ok;
}

/** Told the other way round: T-0 as the last slip said, and the time held before it since. */
type Told = { tZeroAt: number; heldFrom: number | null; day: number };

describe('in any order of holds, resumes and slips', () => {
  const moves = fc.array(move, { maxLength: 40 });

  test('T-0 moves by exactly the time held before it and by what a slip says, never by a hold after it', () => {
    let resumes = 0;
    holdsAndReaches(
      fc.property(moves, (all) => {
        const story = again();
        const told: Told = { tZeroAt: T_ZERO, heldFrom: null, day: T_ZERO };
        for (const one of all) {
          const before = story.state.clock;
          const isDone = tries(story, one);
          const after = story.state.clock;
          if (one.kind === 'wait' || !isDone) {
            expect(after).toBe(before);
            continue;
          }
          if (one.kind === 'hold') told.heldFrom = story.now;
          if (one.kind === 'slip') {
            told.tZeroAt = T_ZERO + one.ms;
            if (told.heldFrom !== null) told.heldFrom = story.now;
          }
          if (one.kind === 'resume') {
            resumes += 1;
            if (told.heldFrom !== null && told.heldFrom < told.tZeroAt) told.tZeroAt += story.now - told.heldFrom;
            told.heldFrom = null;
          }
          expect(after.tZeroAt).toBe(told.tZeroAt);
          expect(after.hold === null).toBe(told.heldFrom === null);
          expect(after.plannedTZeroAt).toBe(T_ZERO);
          expect(after.window).toEqual(before.window);
        }
      }),
      100,
      () => expect(resumes).toBeGreaterThan(0),
    );
  });

  test('exact offsets follow T-0 exactly; clock times of a day move only when launch day does', () => {
    const noon = { at: 0, clock: { day: 1, minuteOfDay: 12 * 60 } };
    const at = (clock: ClockState, offset: number) => momentAt(clock, zone, { at: offset });
    fc.assert(
      fc.property(moves, fc.integer({ min: -2 * DAY, max: 7 * DAY }), (all, offset) => {
        const story = again();
        for (const one of all) {
          const before = story.state.clock;
          tries(story, one);
          const after = story.state.clock;
          expect(at(after, offset) - at(before, offset)).toBe(after.tZeroAt - before.tZeroAt);
          const moved = momentAt(after, zone, noon) - momentAt(before, zone, noon);
          if (after.anchorAt === before.anchorAt) expect(moved).toBe(0);
          else expect(Math.abs(after.tZeroAt - before.anchorAt)).toBeGreaterThanOrEqual(DAY);
          expect(Math.abs(after.tZeroAt - after.anchorAt)).toBeLessThan(DAY);
        }
      }),
    );
  });

  test('the log folded again is the same clock', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const story = again();
        for (const one of all) tries(story, one);
        const replayed = story.events.reduce(
          (state, event, index) =>
            evolve(state, { position: index + 1, at: story.times[index] ?? 0, actor: '', console: 'console-1', event }),
          emptyLaunch,
        );
        expect(replayed).toEqual(story.state);
      }),
      { numRuns: 40 },
    );
  });

  test('without an override T-0 stays in the launch window it is in', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const story = again();
        const { window } = story.state.clock;
        for (const { kind, ms } of all) {
          if (kind === 'wait') story.after(ms);
          else {
            const decision =
              kind === 'hold'
                ? story.ask(null, { type: 'clock.hold', reason: '' })
                : kind === 'resume'
                  ? story.ask(commander, { type: 'clock.resume', reason: 'r' })
                  : story.ask(commander, { type: 'clock.slip', tZeroAt: T_ZERO + ms, reason: 'r' });
            if (decision.ok) story.accept(decision);
          }
          expect(story.state.clock.tZeroAt).toBeGreaterThanOrEqual(window?.earliestAt ?? 0);
          expect(story.state.clock.tZeroAt).toBeLessThanOrEqual(window?.latestAt ?? 0);
        }
      }),
    );
  });
});

test('a moment of any plan is an exact offset or a time on the wall, through any night of two years in three zones', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Sydney');
  fc.assert(
    fc.property(zones, fc.nat(730), fc.integer({ min: -2, max: 7 }), fc.nat(23), (timeZone, days, day, hour) => {
      const tZeroAt = Date.UTC(2026, 0, 1, 12) + days * DAY;
      const clock = { ...emptyClock, tZeroAt, anchorAt: tZeroAt };
      const wall = (moment: number) =>
        new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }).format(
          moment,
        );
      const moment = momentAt(clock, timeZone, { at: 0, clock: { day, minuteOfDay: hour * 60 } });
      const launchDay = new Intl.DateTimeFormat('en-CA', { timeZone }).format(tZeroAt);
      const date = new Date(Date.parse(`${launchDay}T12:00:00Z`) + day * DAY).toISOString().slice(0, 10);
      const isInChange = hour === 2;
      if (!isInChange) expect(wall(moment)).toBe(`${date}, ${String(hour).padStart(2, '0')}:00`);
      expect(momentAt(clock, timeZone, { at: day * DAY })).toBe(tZeroAt + day * DAY);
    }),
  );
});
