import { describe, expect, test } from 'vitest';
import { momentAt } from '#shared/domain/clock/moments.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import {
  commander,
  creation,
  engineering,
  goLaunch,
  launchMade,
  plan,
  T_ZERO,
  techLead,
} from '#test/support/launch-story.ts';
import { MINUTE, Story } from '#test/support/story.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const hold = (reason = 'p95 looks odd') => ({ type: 'clock.hold', reason }) as const;
const resume = (isOverride?: boolean) =>
  ({ type: 'clock.resume', reason: 'settled', ...(isOverride === undefined ? {} : { isOverride }) }) as const;
const slip = (tZeroAt: number, isOverride?: boolean) =>
  ({
    type: 'clock.slip',
    tZeroAt,
    reason: 'a vendor is late',
    ...(isOverride === undefined ? {} : { isOverride }),
  }) as const;
const scrub = { type: 'clock.scrub', reason: 'not today' } as const;
const at = (story: Story, planned: { at: number; clock?: { day: number; minuteOfDay: number } }) =>
  momentAt(story.state.clock, plan.timeZone, planned);
const nextMorning = { at: 0, clock: { day: 1, minuteOfDay: 9 * 60 } };

describe('hold', () => {
  test('is anyone’s, at once, without a signature and without a reason', () => {
    const story = launchMade();
    const [event] = story.does(null, hold(''));
    expect(event).toEqual({ type: 'clock.held', by: null, reason: '' });
    expect(story.state.clock.hold).toMatchObject({ since: story.now, movesFrom: story.now, by: null });
  });

  test('T-0 itself stands until the hold ends', () => {
    const story = launchMade();
    story.does(techLead, hold());
    expect(story.after(20 * MINUTE).state.clock.tZeroAt).toBe(T_ZERO);
  });

  test('a second hold while one stands is refused', () => {
    const story = launchMade();
    story.does(techLead, hold());
    story.refuses(null, hold(), 'already-held');
  });

  test('no step may be asked for while it stands', () => {
    const story = goLaunch();
    const [first] = plan.steps;
    story.does(null, hold());
    expect(stepStatus(story.state, first?.id ?? '', story.now).refusal?.code).toBe('held');
    story.refuses(techLead, { type: 'step.ask', step: first?.id as never }, 'held');
  });

  test('opens "stop outgoing publicity" at once', () => {
    const story = launchMade();
    expect(story.does(null, hold()).map(({ type }) => type)).toContain('publicity.stopped');
  });
});

describe('resume', () => {
  test('moves T-0 by the time held before it', () => {
    const story = launchMade();
    story.does(null, hold());
    const [event] = story.after(12 * MINUTE).does(commander, resume());
    expect(event).toMatchObject({ type: 'clock.resumed', heldMs: 12 * MINUTE, tZeroAt: T_ZERO + 12 * MINUTE });
    expect(story.state.clock).toMatchObject({ tZeroAt: T_ZERO + 12 * MINUTE, plannedTZeroAt: T_ZERO, hold: null });
  });

  test('moves T-0 by the whole hold also when T-0 would have passed in it', () => {
    const story = launchMade();
    story.after(70 * MINUTE).does(null, hold());
    story.after(20 * MINUTE).does(commander, resume());
    expect(story.state.clock.tZeroAt).toBe(T_ZERO + 20 * MINUTE);
  });

  test('moves nothing after a hold that began after T-0', () => {
    const story = launchMade();
    story.after(80 * MINUTE).does(null, hold());
    story.after(25 * MINUTE).does(commander, resume());
    expect(story.state.clock).toMatchObject({ tZeroAt: T_ZERO, lastHold: { ms: 25 * MINUTE, endedAt: story.now } });
  });

  test('is the commander’s, with a signature and a reason', () => {
    const story = launchMade();
    story.does(null, hold());
    story.refuses(engineering, resume(), 'not-entitled');
    story.refuses(null, resume(), 'not-signed');
  });

  test('without a hold there is nothing to resume', () => {
    launchMade().refuses(commander, resume(), 'not-held');
  });

  test('out of the launch window it needs an override', () => {
    const story = launchMade();
    story.does(null, hold());
    story.after(5 * HOUR).refuses(commander, resume(), 'outside-window');
    const [event] = story.does(commander, resume(true));
    expect(event).toMatchObject({ type: 'clock.resumed', isOverride: true, tZeroAt: T_ZERO + 5 * HOUR });
  });

  test('after a hold of more than 30 minutes the gate has to be GO again', () => {
    const story = goLaunch();
    const [first] = plan.steps;
    story.does(null, hold());
    story.after(31 * MINUTE).does(commander, resume());
    story.refuses(techLead, { type: 'step.ask', step: first?.id as never }, 'gate-not-fresh');
  });
});

describe('slip', () => {
  test('moves T-0 and every exact offset with it, and leaves the clock times of the day', () => {
    const story = launchMade();
    const before = { offset: at(story, { at: -4 * HOUR }), morning: at(story, nextMorning) };
    story.does(commander, slip(T_ZERO + 90 * MINUTE));
    expect(at(story, { at: -4 * HOUR })).toBe(before.offset + 90 * MINUTE);
    expect(at(story, nextMorning)).toBe(before.morning);
  });

  test('launch day moves only with a slip of a day or more', () => {
    const story = launchMade();
    const before = at(story, nextMorning);
    story.does(commander, slip(T_ZERO + DAY - MINUTE, true));
    expect(at(story, nextMorning)).toBe(before);
    story.does(commander, slip(T_ZERO + DAY, true));
    expect(at(story, nextMorning)).toBe(before + DAY);
  });

  test('small slips that add up to a day move launch day', () => {
    const story = launchMade();
    const before = at(story, nextMorning);
    for (const hours of [8, 16, 24]) story.does(commander, slip(T_ZERO + hours * HOUR, true));
    expect(story.state.clock.anchorAt).toBe(T_ZERO + DAY);
    expect(at(story, nextMorning)).toBe(before + DAY);
  });

  test('goes only to a time to come', () => {
    const story = launchMade();
    story.refuses(commander, slip(story.now), 'slip-to-past');
  });

  test('is the commander’s', () => {
    launchMade().refuses(techLead, slip(T_ZERO + MINUTE), 'not-entitled');
  });

  test('within a hold settles what was held: the resume moves only by what came after', () => {
    const story = launchMade();
    story.does(null, hold());
    story.after(10 * MINUTE).does(commander, slip(T_ZERO + 30 * MINUTE));
    expect(story.state.clock.hold).toMatchObject({ since: story.now - 10 * MINUTE, movesFrom: story.now });
    const [event] = story.after(5 * MINUTE).does(commander, resume());
    expect(event).toMatchObject({ heldMs: 5 * MINUTE, tZeroAt: T_ZERO + 35 * MINUTE });
    expect(story.state.clock.lastHold?.ms).toBe(15 * MINUTE);
  });

  test('opens "stop outgoing publicity" at once', () => {
    const story = launchMade();
    expect(story.does(commander, slip(T_ZERO + MINUTE)).map(({ type }) => type)).toContain('publicity.stopped');
  });
});

describe('the launch window', () => {
  test('bounds a slip on both sides, to the very minute', () => {
    const story = launchMade();
    const { window } = story.state.clock;
    expect(window).toEqual({ earliestAt: T_ZERO, latestAt: T_ZERO + 4 * HOUR });
    story.refuses(commander, slip(T_ZERO + 4 * HOUR + 1), 'outside-window');
    story.refuses(commander, slip(T_ZERO - 1), 'outside-window');
    story.does(commander, slip(T_ZERO + 4 * HOUR));
  });

  test('is passed only by an override with a reason, which the log keeps', () => {
    const story = launchMade();
    const [event] = story.does(commander, slip(T_ZERO + 5 * HOUR, true));
    expect(event).toMatchObject({ type: 'clock.slipped', isOverride: true, reason: 'a vendor is late' });
  });

  test('an override needs the authority to override', () => {
    const authorities = plan.authorities.map((entry) =>
      entry.id === 'override' ? { ...entry, asks: ['engineering-lead' as never] } : entry,
    );
    const story = launchMade({ plan: { ...plan, authorities } });
    story.refuses(commander, slip(T_ZERO + 5 * HOUR, true), 'not-entitled');
  });

  test('stays where it was when T-0 moves', () => {
    const story = launchMade();
    const before = story.state.clock.window;
    story.does(commander, slip(T_ZERO + HOUR));
    expect(story.state.clock.window).toEqual(before);
  });

  test('a launch is not made with T-0 outside of its window', () => {
    const window = { earliestAt: T_ZERO + HOUR, latestAt: T_ZERO + 2 * HOUR };
    new Story().refuses(commander, { ...creation(), window }, 'outside-window');
  });

  test('a pack without a window bounds nothing', () => {
    const story = launchMade({ plan: { ...plan, window: null } });
    story.does(commander, slip(T_ZERO + 3 * DAY));
    expect(story.state.clock.tZeroAt).toBe(T_ZERO + 3 * DAY);
  });
});

describe('scrub', () => {
  test('ends the launch: nothing of the clock moves after it', () => {
    const story = launchMade();
    const [event] = story.does(commander, scrub);
    expect(event).toMatchObject({ type: 'clock.scrubbed', by: commander, reason: 'not today' });
    story.refuses(null, hold(), 'scrubbed');
    story.refuses(commander, slip(T_ZERO + MINUTE), 'scrubbed');
    story.refuses(commander, scrub, 'scrubbed');
  });

  test('is the commander’s, also within a hold', () => {
    const story = launchMade();
    story.does(null, hold());
    story.refuses(techLead, scrub, 'not-entitled');
    story.does(commander, scrub);
    story.refuses(techLead, { type: 'step.ask', step: plan.steps[0]?.id as never }, 'scrubbed');
  });
});
