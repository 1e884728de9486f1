import { describe, expect, test } from 'vitest';
import { emptyClock } from '#shared/domain/clock/state.ts';
import { axisOf, changesIn } from '#shared/views/day/axis.ts';
import { countdown } from '#shared/views/day/countdown.ts';
import { holdSpans } from '#shared/views/day/holds.ts';
import { laneOf, lanesOf, phaseBars } from '#shared/views/day/lanes.ts';
import { panned, showing, spanOf, zoomed } from '#shared/views/day/span.ts';
import { dayMark, lateText } from '#shared/views/day/words.ts';
import { dayRows } from '#shared/views/day-rows.ts';
import { type DayThing, projection } from '#shared/views/projection.ts';
import * as days from '#test/renderer/fixtures/day-scenarios.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { T_ZERO } = scenarios;
const zone = 'Europe/Berlin';

describe('what the picture of the day shows', () => {
  const engine = days.steppingUp();
  const day = projection(engine.state, engine.now);
  const { clock } = engine.state;

  test('the whole day: from before the first entry to a day after T-0', () => {
    const span = spanOf('day', day, clock, engine.now);
    expect(span.fromAt).toBe(T_ZERO - 25 * HOUR);
    expect(span.toAt).toBe(T_ZERO + 26 * HOUR);
  });

  test('hours around now, and the hour of the launch around the projected T-0', () => {
    expect(spanOf('hours', day, clock, engine.now).fromAt).toBe(engine.now - 2 * HOUR);
    const held = { ...clock, hold: { since: T_ZERO - HOUR, movesFrom: T_ZERO - HOUR, by: null, reason: '' } };
    const span = spanOf('launch', day, held, T_ZERO - 30 * MINUTE);
    expect(span.fromAt).toBe(T_ZERO + 30 * MINUTE - 70 * MINUTE);
  });

  test('closer and wider keep now where it is, and end at a quarter of an hour and a fortnight', () => {
    const span = { fromAt: T_ZERO, toAt: T_ZERO + 4 * HOUR };
    const closer = zoomed(span, 0.5, T_ZERO + HOUR);
    expect(closer).toEqual({ fromAt: T_ZERO + 30 * MINUTE, toAt: T_ZERO + 150 * MINUTE });
    expect(zoomed(span, 0.0001, T_ZERO + HOUR).toAt - zoomed(span, 0.0001, T_ZERO + HOUR).fromAt).toBe(15 * MINUTE);
    expect(zoomed(span, 1e6, T_ZERO).toAt - zoomed(span, 1e6, T_ZERO).fromAt).toBe(14 * 24 * HOUR);
    expect(zoomed(span, 0.5, T_ZERO - HOUR)).toEqual({ fromAt: T_ZERO + HOUR, toAt: T_ZERO + 3 * HOUR });
  });

  test('panning moves by a share of the width; showing a moment moves no further than needed', () => {
    const span = { fromAt: T_ZERO, toAt: T_ZERO + HOUR };
    expect(panned(span, -0.5)).toEqual({ fromAt: T_ZERO - 30 * MINUTE, toAt: T_ZERO + 30 * MINUTE });
    expect(showing(span, T_ZERO + MINUTE)).toBe(span);
    for (const at of [T_ZERO - 5 * HOUR, T_ZERO + 5 * HOUR]) {
      const moved = showing(span, at);
      expect(moved.toAt - moved.fromAt).toBe(HOUR);
      expect(at > moved.fromAt && at < moved.toAt).toBe(true);
    }
  });
});

describe('the time axis', () => {
  test('has even wall times of the launch’s zone, far enough apart, and a date for each day', () => {
    const axis = axisOf({ fromAt: T_ZERO - 25 * HOUR, toAt: T_ZERO + 26 * HOUR }, zone, 1000);
    expect(axis.ticks.slice(0, 3).map(({ text }) => text)).toEqual(['08:00', '12:00', '16:00']);
    expect(axis.days.map(({ text }) => text)).toEqual(['Mon 23 Nov', 'Tue 24 Nov', 'Wed 25 Nov']);
    expect(axis.nights).toHaveLength(2);
    expect(axis.changes).toEqual([]);
  });

  test('is finer the closer one looks', () => {
    const axis = axisOf({ fromAt: T_ZERO - 30 * MINUTE, toAt: T_ZERO + 30 * MINUTE }, zone, 1000);
    expect(axis.ticks.slice(0, 2).map(({ text }) => text)).toEqual(['08:30', '08:35']);
  });

  test.each([
    ['Europe/Berlin', Date.UTC(2027, 2, 28), 'clocks set forward 1 h', Date.UTC(2027, 2, 28, 1)],
    ['America/New_York', Date.UTC(2026, 10, 1), 'clocks set back 1 h', Date.UTC(2026, 10, 1, 6)],
    ['Australia/Lord_Howe', Date.UTC(2027, 3, 3), 'clocks set back 30 min', Date.UTC(2027, 3, 3, 15)],
  ])('marks where the clocks change: %s', (where, from, text, at) => {
    expect(changesIn({ fromAt: from - HOUR, toAt: from + 24 * HOUR }, where)).toEqual([{ at, text }]);
    const hours = axisOf({ fromAt: from - 12 * HOUR, toAt: from + 36 * HOUR }, where, 4000).ticks.map(
      (tick) => tick.at,
    );
    expect(hours.toSorted((a, b) => a - b)).toEqual(hours);
  });
});

test('an hour that doesn’t exist has no tick', () => {
  const from = Date.UTC(2027, 2, 27, 22);
  const texts = axisOf({ fromAt: from, toAt: from + 8 * HOUR }, zone, 1000).ticks.map(({ text }) => text);
  expect(texts).toEqual(['23:00', '00:00', '01:00', '03:00', '04:00', '05:00', '06:00', '07:00', '08:00']);
});

describe('holds', () => {
  test('are gaps from hold to resume; the one that stands goes on to now', () => {
    const lines = [
      { at: 10, type: 'clock.held' },
      { at: 30, type: 'clock.resumed' },
      { at: 50, type: 'clock.held' },
    ] as const;
    const hold = { since: 50, movesFrom: 50, by: null, reason: '' };
    expect(holdSpans(lines, { ...emptyClock, hold }, 90)).toEqual([
      { fromAt: 10, toAt: 30, isOpen: false },
      { fromAt: 50, toAt: 90, isOpen: true },
    ]);
  });

  test('the last one is known without the log’s older lines', () => {
    const lastHold = { ms: 20, endedAt: 30 };
    expect(holdSpans([], { ...emptyClock, lastHold }, 90)).toEqual([{ fromAt: 10, toAt: 30, isOpen: false }]);
  });
});

describe('lanes', () => {
  const engine = days.steppingUp();
  const rows = dayRows(engine.state, engine.now);
  const { phases } = projection(engine.state, engine.now);
  const span = { fromAt: T_ZERO - 25 * HOUR, toAt: T_ZERO + 26 * HOUR };

  test('every thing of the day is in one lane, in the picture or folded at its ends', () => {
    const lanes = lanesOf(rows, T_ZERO, span, 1000);
    const told = lanes.flatMap(({ marks, earlier, later }) => [
      ...marks.map(({ thing }) => thing),
      ...earlier,
      ...later,
    ]);
    expect(new Set(told)).toEqual(new Set(rows));
    expect(told).toHaveLength(rows.length);
    expect(lanes.find(({ id }) => id === 'reviews')?.later.map(({ title }) => title)).toEqual(['T+72hr', 'T+1 week']);
  });

  test('no label covers another mark or label of its row, at any zoom', () => {
    const spans = [span, { fromAt: T_ZERO - HOUR, toAt: T_ZERO + HOUR }, { fromAt: T_ZERO - 6 * HOUR, toAt: T_ZERO }];
    let labels = 0;
    for (const shown of spans)
      for (const { marks } of lanesOf(rows, T_ZERO, shown, 1000))
        for (const mark of marks) {
          if (mark.labelPx === 0) continue;
          labels += 1;
          const [from, to] = mark.isLeft ? [mark.x - mark.labelPx, mark.x] : [mark.x, mark.x + mark.labelPx];
          expect(to).toBeLessThanOrEqual(1000);
          for (const other of marks)
            if (other !== mark && other.row === mark.row) expect(other.x > from && other.x < to).toBe(false);
        }
    expect(labels).toBeGreaterThan(30);
  });

  test('what is late gets its words before what is done', () => {
    const launch = lanesOf(rows, T_ZERO, span, 1000).find(({ id }) => id === 'launch');
    const late = launch?.marks.filter(({ thing }) => thing.state === 'late') ?? [];
    expect(late.length).toBeGreaterThan(0);
    expect(late.every(({ labelPx }) => labelPx > 0)).toBe(true);
  });

  test('a mark that isn’t where it was planned shows where that was', () => {
    const hour = { fromAt: T_ZERO - HOUR, toAt: T_ZERO + HOUR };
    const mark = lanesOf(rows, T_ZERO, hour, 1200)
      .flatMap(({ marks }) => marks)
      .find(({ thing }) => thing.id === 'stage-50');
    expect(mark?.plannedX).toBe(600);
    expect(mark?.x).toBeGreaterThan(600);
  });

  test('phases follow one another, cut to what is shown', () => {
    const bars = phaseBars(phases, span, 1000);
    expect(bars).toHaveLength(5);
    for (const [index, bar] of bars.entries()) {
      const next = bars[index + 1];
      if (next !== undefined) expect(bar.x + bar.widthPx).toBeCloseTo(next.x, 5);
      else expect(bar.x + bar.widthPx).toBeCloseTo(1000, 5);
    }
    expect(phaseBars(phases, { fromAt: T_ZERO - 9 * HOUR, toAt: T_ZERO - 8 * HOUR }, 1000)).toEqual([]);
  });

  test('a person’s word before T-0 is preparation, after it a review', () => {
    const find = (id: string) => rows.find((row) => row.id === id) as DayThing;
    expect(laneOf(find('on-call-briefing'), T_ZERO)).toBe('preparation');
    expect(laneOf(find('performance-validation'), T_ZERO)).toBe('reviews');
    expect(laneOf(find('cutover'), T_ZERO)).toBe('launch');
    expect(laneOf(find('final-go-no-go'), T_ZERO)).toBe('gates');
    expect(laneOf(find('final-sign-off'), T_ZERO)).toBe('lists');
  });
});

describe('words of the day', () => {
  const base = { state: 'to-come', isOverdue: false, dueAt: T_ZERO, projectedAt: T_ZERO } as const;

  test('a countdown to what is to come, how long what is overdue is over, nothing for what is done', () => {
    expect(countdown(base, T_ZERO - 872_000)).toBe('in 14:32');
    expect(countdown(base, T_ZERO - 185 * MINUTE)).toBe('in 3 h 5 min');
    expect(countdown(base, T_ZERO)).toBe('now');
    expect(countdown({ ...base, state: 'late', isOverdue: true }, T_ZERO + 12 * MINUTE)).toBe('over 12 min');
    expect(countdown({ ...base, state: 'done' }, T_ZERO)).toBe('');
  });

  test('red is only a list, a decision or a step that waits for a person', () => {
    const engine = scenarios.beforeGate();
    const marks = dayRows(engine.state, engine.now).map((row) => ({ id: row.id, ...dayMark(row) }));
    expect(marks.filter(({ tone }) => tone === 'act').map(({ id }) => id)).toEqual(['stakeholder-go-no-go']);
    expect(marks.find(({ id }) => id === 'on-call-briefing')).toMatchObject({ tone: 'watch', word: 'overdue' });
    expect(marks.find(({ id }) => id === 'cutover')).toMatchObject({ tone: null, word: 'later' });
  });

  test('less than a minute late is not late', () => {
    expect(lateText({ lateMs: 59_999 })).toBe('');
    expect(lateText({ lateMs: 20 * MINUTE + 5000 })).toBe('+20 min');
  });
});
