import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainEvent } from '#shared/domain/catalogue.ts';
import { isAskersOwn, requiredRoles } from '#shared/domain/confirmation/outstanding.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { decide, evolve } from '#shared/domain/launch.ts';
import { authorityById, holds } from '#shared/domain/roster/roles.ts';
import { fullRoom } from '#test/support/full-room.ts';
import {
  askedFor,
  commander,
  confirm,
  everyoneVotesGo,
  everythingTicked,
  go,
  goLaunch,
  goodCanary,
  lastAction,
  launchMade,
  plan,
  stepDone,
} from '#test/support/launch-story.ts';
import { doMove, preparationMove } from '#test/support/moves/preparation-moves.ts';
import { enginesMoves, type RolloutMove, rolloutCommand, rolloutMove } from '#test/support/moves/rollout-moves.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const gone = goLaunch();
/** Launches with GO whose next step runs, whose first steps are done, that is rolled back, or whose every step is done. */
const begun = [0, 1, 2, 3, 4].map((far) => {
  const story = everyoneVotesGo(everythingTicked(launchMade(fullRoom)));
  story.does(commander, go('we go'));
  const steps = plan.steps.map((step) => step.id).slice(0, far === 4 ? plan.steps.length : Math.min(far, 2));
  for (const step of steps) {
    story.after(far === 4 ? 40 * MINUTE : 1).does(null, goodCanary);
    stepDone(story, step);
  }
  if (far === 0) {
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
  }
  if (far === 3) story.does(commander, { type: 'rollback.ask', role: 'launch-commander' as never, reason: '' });
  return story;
});
/** Fast-check makes short arrays by itself; a day is long. */
const long = { maxLength: 80, size: 'max' } as const;

function play(moves: readonly RolloutMove[]): Story {
  const story = gone.copy();
  for (const next of moves) playOne(story, next);
  return story;
}

function playOne(story: Story, next: RolloutMove): void {
  if (next.kind === 'wait') story.after((1 + next.pick) * MINUTE);
  const command = rolloutCommand(story, next);
  const decision = command === null ? null : story.ask(enginesMoves.has(next.kind) ? null : next.person, command);
  if (decision?.ok === true) story.accept(decision);
}

/** People who stood behind an action when it started: each confirmation, by distinct people, in a role they hold. */
function wasConfirmedByEnough(story: Story, actionId: string): boolean {
  const action = story.state.actions.byId[actionId];
  const authority = action === undefined ? undefined : authorityById(plan, action.authority);
  if (action === undefined || authority === undefined) return false;
  const people = action.confirmations.map((entry) => entry.person);
  const isDistinct = new Set(people).size === people.length;
  const areHeld = action.confirmations.every((entry) => holds(story.state.roster.people[entry.person], entry.role));
  const areOthers = isAskersOwn(authority) || !people.some((person) => person === action.askedBy);
  const roles = action.confirmations.map((entry) => entry.role).toSorted();
  const areAll = JSON.stringify(roles) === JSON.stringify([...requiredRoles(authority, action.askedAs)].toSorted());
  return isDistinct && areHeld && areOthers && areAll && roles.length > 0;
}

describe('whatever is done, in whatever order', () => {
  test('no action starts that fewer people confirmed than its authority asks for', () => {
    fc.assert(
      fc.property(fc.array(rolloutMove, long), (moves) => {
        const story = gone.copy();
        for (const next of moves) {
          if (next.kind === 'wait') story.after((1 + next.pick) * MINUTE);
          const command = rolloutCommand(story, next);
          const decision =
            command === null ? null : story.ask(enginesMoves.has(next.kind) ? null : next.person, command);
          if (decision?.ok !== true) continue;
          for (const event of story.accept(decision))
            if (event.type === 'operation.started') expect(wasConfirmedByEnough(story, event.action)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the moves do reach running actions and rollbacks: the property above is not empty', () => {
    const story = goLaunch();
    const m = (
      kind: RolloutMove['kind'],
      person: string | null = null,
      role = 'launch-commander',
      pick = 0,
    ): RolloutMove => ({
      kind,
      person,
      role,
      pick,
    });
    const moves = [
      m('ask', 'm-okafor'),
      m('plan'),
      m('confirm', 'j-ito', 'launch-commander', 1),
      m('wait'),
      m('start'),
      m('roll back', 'j-ito'),
    ];
    const played = play(moves);
    expect(story.events.length).toBeLessThan(played.events.length);
    expect(lastAction(played)).toMatchObject({ state: 'running', subject: { kind: 'rollback' } });
    expect(wasConfirmedByEnough(played, lastAction(played).id)).toBe(true);
  });

  test('the log folds to the same state again, without throwing, and every event has its line', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.nat(4), fc.array(fc.oneof(rolloutMove, preparationMove), long), (far, moves) => {
        const story = (begun[far] ?? gone).copy();
        for (const move of moves) {
          if ('isApt' in move) doMove(story, move);
          else playOne(story, move);
        }
        const again = story.events.reduce(
          (state, event, position) =>
            evolve(state, { position, at: story.times[position] ?? 0, actor: '', console: 'console-1', event }),
          emptyLaunch,
        );
        expect(again).toEqual(story.state);
        for (const event of story.events) {
          seen.add(event.type);
          // The log keeps JSON: nothing of an event is lost in it, and its schema knows it again.
          expect(DomainEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
          const { title, text } = describeEvent({ position: 1, at: 0, actor: '', console: '', event }, story.state);
          expect(`${event.type}: ${title}`).not.toBe(`${event.type}: `);
          expect(`${title} ${text}`).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 120 },
    );
    const types = DomainEvent.options.map((schema) => schema.shape.type.value);
    expect(types.filter((type) => !seen.has(type)).length).toBeLessThan(12);
  });

  test('a refusal always says why and never changes anything', () => {
    fc.assert(
      fc.property(fc.array(rolloutMove, long), rolloutMove, (moves, last) => {
        const story = play(moves);
        const command = rolloutCommand(story, last);
        if (command === null) return;
        const before = JSON.stringify(story.state);
        const decision = decide(story.state, command, story.stamp(last.person, command));
        expect(JSON.stringify(story.state)).toBe(before);
        if (!decision.ok) expect(decision.error.message.length).toBeGreaterThan(5);
      }),
      { numRuns: 100 },
    );
  });
});
