import { expect, test } from 'vitest';
import { emptyReplica, foldEvents, takeHistory, takeSnapshot } from '#renderer/stores/launch.ts';
import { launchTime } from '#renderer/stores/now.ts';
import { emptyObservations, takeAll, takeBatch } from '#renderer/stores/observations.ts';
import { atGate, waitingFor25 } from './fixtures/scenarios.ts';
import { batchAt, calmWorld, sampleAt } from './fixtures/world.ts';

const clock = { startedAtReal: 1000, startedAtLaunch: 50_000, speed: 60 };

test('a window that folds every event has the state of the engine', () => {
  const engine = waitingFor25();
  const folded = foldEvents(emptyReplica, engine.events);
  expect(folded?.state).toEqual(engine.state);
  expect(folded?.position).toBe(engine.events.length);
  expect(folded?.lines).toHaveLength(engine.events.length);
});

test('a gap between positions asks for a snapshot, events already known are left out', () => {
  const { events } = atGate();
  expect(foldEvents(emptyReplica, events.slice(2))).toBeNull();
  const half = foldEvents(emptyReplica, events.slice(0, 5));
  if (half === null) throw new Error('no gap');
  expect(foldEvents(half, events.slice(2, 8))?.position).toBe(8);
});

test('a snapshot with its history shows the whole timeline, once', () => {
  const engine = atGate();
  const snapshot = engine.snapshot(clock);
  if (snapshot === null) throw new Error('a launch is open');
  const replica = takeHistory(takeSnapshot(emptyReplica, snapshot), engine.events);
  expect(replica.lines.map((line) => line.position)).toEqual(engine.events.map((event) => event.position));
  expect(takeHistory(replica, engine.events).lines).toHaveLength(engine.events.length);
});

test('launch time runs at the speed of the rehearsal', () => {
  expect(launchTime(clock, 2000)).toBe(110_000);
});

test('a live batch that comes before all that is kept costs none of the past', () => {
  const world = calmWorld();
  const kept = [sampleAt(0, world), sampleAt(15_000, world), sampleAt(30_000, world)];
  const live = takeBatch(emptyObservations, batchAt(30_000, world, kept.slice(2)));
  const all = takeAll(live, batchAt(30_000, world, kept));
  expect(all.samples.map(({ at }) => at)).toEqual(kept.map(({ at }) => at));
  expect(all.points.map(({ at }) => at)).toEqual(kept.map(({ at }) => at));
  expect(takeAll(emptyObservations, batchAt(30_000, world, kept)).samples).toHaveLength(3);
});

test('samples are kept once, and no more than an hour of them', () => {
  const world = calmWorld();
  const first = [sampleAt(0, world), sampleAt(15_000, world)];
  const once = takeBatch(emptyObservations, batchAt(15_000, world, first));
  expect(takeBatch(once, batchAt(15_000, world, first)).samples).toHaveLength(2);
  const later = takeBatch(once, batchAt(7_200_000, world, [sampleAt(7_200_000, world)]));
  expect(later.samples).toHaveLength(1);
  expect(later.points).toHaveLength(1);
});

test('when the machine’s clock is set back, what was measured later has not happened yet: new samples come at once', () => {
  const world = calmWorld();
  const minutes = (from: number, until: number) =>
    Array.from({ length: until - from + 1 }, (_, index) => sampleAt((from + index) * 60_000, world));
  const before = takeBatch(emptyObservations, batchAt(30 * 60_000, world, minutes(0, 30)));
  // Ten minutes back: the first batch brings nothing new.
  const jumped = takeBatch(before, batchAt(20 * 60_000, world, []));
  expect(jumped.samples.at(-1)?.at).toBe(20 * 60_000);
  const later = takeBatch(jumped, batchAt(21 * 60_000, world, minutes(21, 21)));
  expect(later.samples.map(({ at }) => at)).toEqual(minutes(0, 21).map(({ at }) => at));
  expect(later.points.map(({ at }) => at)).toEqual(minutes(0, 21).map(({ at }) => at));
  // Also where new samples come with it.
  const atOnce = takeBatch(before, batchAt(21 * 60_000, world, minutes(21, 21)));
  expect(atOnce.points).toHaveLength(22);
});

test('all that is kept, asked for before a live batch and answered after it, takes nothing of the batch away', () => {
  const world = calmWorld();
  const live = takeBatch(emptyObservations, batchAt(46_000, world, [sampleAt(45_000, world)]));
  const all = takeAll(live, batchAt(44_000, world, [sampleAt(0, world), sampleAt(30_000, world)]));
  expect(all.samples.map(({ at }) => at)).toEqual([0, 30_000, 45_000]);
  expect(all.points.map(({ at }) => at)).toEqual([0, 30_000, 45_000]);
});

test('of a time in which nothing was scraped nothing is kept, as soon as it is told to be over', () => {
  const world = calmWorld();
  const samples = [0, 15_000, 30_000, 45_000, 60_000].map((at) => sampleAt(at, world));
  const before = takeBatch(emptyObservations, batchAt(60_000, world, samples));
  const unscraped = [{ after: 15_000, before: 58_000 }];
  const after = takeBatch(before, { ...batchAt(61_000, world, []), unscraped });
  expect(after.samples.map(({ at }) => at)).toEqual([0, 15_000, 60_000]);
  expect(after.points.map(({ at }) => at)).toEqual([0, 15_000, 60_000]);
  const further = { ...batchAt(62_000, world, []), unscraped: [...unscraped] };
  expect(takeBatch(after, further).points).toBe(after.points);
});

test('all that is kept, answered late, brings nothing of such a time back, and nothing of now to an end', () => {
  const world = calmWorld();
  const all = batchAt(
    60_000,
    world,
    [0, 15_000, 30_000, 45_000].map((at) => sampleAt(at, world)),
  );
  const unscraped = [{ after: 15_000, before: 58_000 }];
  const live = takeBatch(emptyObservations, { ...batchAt(61_000, world, [sampleAt(60_000, world)]), unscraped });
  const both = takeAll(live, all);
  expect(both.samples.map(({ at }) => at)).toEqual([0, 15_000, 60_000]);
  expect(both.latest?.at).toBe(61_000);
  // Also where the live batch has no samples yet: that it is scraped again may be told first.
  const alone = takeBatch(emptyObservations, { ...batchAt(61_000, world, []), unscraped });
  expect(takeAll(alone, all).samples.map(({ at }) => at)).toEqual([0, 15_000]);
});

test('what was measured elsewhere is forgotten, and doesn’t come back with an answer of before', () => {
  const world = calmWorld();
  const of = (at: number, measuredAnew: number, ...samples: number[]) => ({
    ...batchAt(
      at,
      world,
      samples.map((one) => sampleAt(one, world)),
    ),
    measuredAnew,
  });
  const before = takeBatch(emptyObservations, of(30_000, 0, 0, 15_000, 30_000));
  const emptied = takeBatch(before, of(31_000, 1));
  expect([emptied.samples, emptied.points]).toEqual([[], []]);
  const anew = takeBatch(emptied, of(32_000, 1, 15_000));
  expect(takeAll(anew, of(30_500, 0, 0, 15_000, 30_000))).toBe(anew);
  expect(takeAll(before, of(33_000, 1, 20_000)).samples.map(({ at }) => at)).toEqual([20_000]);
});
