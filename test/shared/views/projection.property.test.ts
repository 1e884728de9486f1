import fc from 'fast-check';
import { expect, test } from 'vitest';
import { momentAt } from '#shared/domain/clock/moments.ts';
import type { Command } from '#shared/domain/commands.ts';
import { LaunchId, PersonId, StepId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { projectedClock } from '#shared/views/projection/day-clock.ts';
import { type DayThing, projection } from '#shared/views/projection.ts';
import { FakeEngine } from '#test/renderer/fixtures/fake-engine.ts';
import { samplePeople } from '#test/renderer/fixtures/people.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';
import { holdsAndReaches } from '#test/support/holds-and-reaches.ts';

const MINUTE = 60_000;
const move = fc.record({
  kind: fc.constantFrom(
    'wait',
    'wait',
    'hold',
    'resume',
    'slip',
    'take',
    'take',
    'ask',
    'confirm',
    'settle',
    'mark',
    'judge',
    'go',
  ),
  minutes: fc.integer({ min: 0, max: 45 }),
  pick: fc.nat(40),
});
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

/** Somebody tries something; what the rules refuse changes nothing. */
function tries(engine: FakeEngine, { kind, minutes, pick }: Move): void {
  const entry = samplePlan.timeline[pick % samplePlan.timeline.length];
  const step = samplePlan.steps[pick % samplePlan.steps.length];
  const waiting = Object.values(engine.state.actions.byId).find(({ state }) => state === 'waiting');
  const slipTo = scenarios.T_ZERO + minutes * MINUTE;
  const send = (command: Command, person: string | null): void => {
    engine.send(command, person);
  };
  switch (kind) {
    case 'wait':
      engine.advance(minutes * MINUTE);
      break;
    case 'hold':
      send({ type: 'clock.hold', reason: '' }, null);
      break;
    case 'resume':
      send({ type: 'clock.resume', reason: 'on we go', isOverride: true }, 'ito');
      break;
    case 'slip':
      send({ type: 'clock.slip', tZeroAt: slipTo, reason: 'later', isOverride: true }, 'ito');
      break;
    case 'ask':
      send({ type: 'step.ask', step: StepId.parse(step?.id) }, 'okafor');
      break;
    case 'take': {
      const next = samplePlan.steps.findIndex(({ id }) => stepStatus(engine.state, id, engine.now).state !== 'done');
      for (const part of ['judge', 'ask', 'settle', 'confirm', 'settle'] as const)
        tries(engine, { kind: part, minutes, pick: next });
      return;
    }
    case 'confirm':
      if (waiting?.shown == null) return;
      send(
        { type: 'action.confirm', action: waiting.id, role: 'launch-commander' as never, shown: waiting.shown },
        'ito',
      );
      break;
    case 'settle':
      engine.advance(6000);
      engine.settle();
      break;
    case 'mark':
      send({ type: 'entry.mark', entry: entry?.id ?? '', hasHappened: true, note: '' }, 'ito');
      break;
    case 'judge': {
      const metrics = [{ id: 'x', title: 'x', limit: '', verdict: 'good', value: '', where: '' } as const];
      send({ type: 'canary.judge', metrics }, null);
      break;
    }
    case 'go': {
      const gate = scenarios.launchGate;
      if (gate === undefined) return;
      for (const role of gate.attendees) {
        const person = samplePeople.find((one) => one.roles.includes(role))?.id ?? '';
        engine.send({ type: 'gate.vote', gate: gate.id, role, verdict: 'go', reason: '' }, person);
      }
      send({ type: 'gate.decide', gate: gate.id, verdict: 'go', reason: 'anyway' }, 'ito');
      break;
    }
  }
}

/** A launch just made, an hour and a half before T-0: making it again for each run is what the runs don't share. */
function started(): FakeEngine {
  const engine = new FakeEngine(scenarios.T_ZERO - 90 * MINUTE);
  const refused = engine.send(
    {
      type: 'launch.create',
      launch: LaunchId.parse('launch-1'),
      kind: 'rehearsal',
      plan: samplePlan,
      tZeroAt: scenarios.T_ZERO,
      people: [...samplePeople],
      keeper: PersonId.parse('ito'),
      keeperKey: 'k'.repeat(43),
      keeperWords: 'six words',
    },
    'ito',
  );
  invariant(refused === null, 'made');
  for (const person of samplePeople.slice(1))
    engine.send(
      {
        type: 'person.enrol',
        person: person.id,
        publicKey: 'p'.repeat(43),
        words: 'six words',
        witness: 'ito' as never,
      },
      null,
    );
  engine.send({ type: 'readiness.judge', verdict: 'ready', checks: [] }, null);
  return engine;
}

/** When a thing would be with nothing but T-0 and the hold that runs. */
function offsetOf(state: LaunchState, { kind, id }: DayThing, now: number): number {
  const clock = projectedClock(state.clock, now);
  const at = (planned: Parameters<typeof momentAt>[2] | undefined) =>
    planned === undefined ? Number.NaN : momentAt(clock, samplePlan.timeZone, planned);
  const find = <T extends { readonly id: string }>(all: readonly T[]): T | undefined =>
    all.find((one) => one.id === id);
  if (kind === 'entry') return at(find(samplePlan.timeline));
  if (kind === 'checkpoint') return at(find(samplePlan.checkpoints));
  if (kind === 'step') return at({ at: find(samplePlan.steps)?.plannedAt ?? Number.NaN });
  const gate = find(samplePlan.gates);
  if (kind === 'gate') return at({ at: gate?.plannedAt ?? Number.NaN, clock: gate?.clock });
  const list = find(samplePlan.checklists);
  return at({ at: list?.dueAt ?? Number.NaN, clock: list?.clock });
}

test('in any order of waiting, holds, slips and steps the projection keeps to the plan, to now and to what comes before', () => {
  let begun = 0;
  holdsAndReaches(
    fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
      const engine = started();
      tries(engine, { kind: 'go', minutes: 0, pick: 0 });
      for (const one of moves) {
        tries(engine, one);
        const { things } = projection(engine.state, engine.now);
        for (const thing of things) {
          expect(Number.isFinite(thing.projectedAt)).toBe(true);
          if (thing.actualAt !== null) continue;
          expect(thing.projectedAt).toBeGreaterThanOrEqual(
            Math.max(offsetOf(engine.state, thing, engine.now), engine.now),
          );
          if (thing.state === 'late') expect(thing.cause).not.toBe('');
          if (thing.state === 'to-come') expect(thing.lateMs).toBeLessThan(MINUTE);
        }
        const byId = new Map(things.filter(({ kind }) => kind === 'step').map((thing) => [thing.id, thing]));
        for (const step of samplePlan.steps) {
          const thing = byId.get(step.id);
          invariant(thing, 'every step is projected');
          if (thing.actualAt !== null) begun += 1;
          if (thing.actualAt === null)
            for (const before of step.after)
              expect(thing.projectedAt).toBeGreaterThanOrEqual(byId.get(before)?.endsAt ?? Number.POSITIVE_INFINITY);
        }
      }
    }),
    60,
    () => expect(begun).toBeGreaterThan(0),
  );
});

test('what is done stays as it was: no time that passes makes it late', () => {
  const engine = scenarios.atFiftyPercent();
  const done = projection(engine.state, engine.now).things.filter(({ state }) => state === 'done');
  expect(done.length).toBeGreaterThan(10);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (minutes) => {
      const later = projection(engine.state, engine.now + minutes * MINUTE).things;
      for (const before of done)
        expect(later.find(({ kind, id }) => kind === before.kind && id === before.id)).toEqual(before);
    }),
  );
});
