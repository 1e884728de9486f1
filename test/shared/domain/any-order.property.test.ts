import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action } from '#shared/domain/action/state.ts';
import { DomainEvent } from '#shared/domain/catalogue.ts';
import type { Command } from '#shared/domain/commands.ts';
import { isAskersOwn, requiredRoles } from '#shared/domain/confirmation/outstanding.ts';
import { decide } from '#shared/domain/decide.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { evolve } from '#shared/domain/evolve.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { authorityById, holds } from '#shared/domain/roster/roles.ts';
import { begunLaunches } from '#test/support/begun-launches.ts';
import { holdsAndReaches } from '#test/support/holds-and-reaches.ts';
import { lastAction } from '#test/support/launch-story.ts';
import { doOutsideMove, outsideMove } from '#test/support/moves/outside-moves.ts';
import { doMove, preparationMove } from '#test/support/moves/preparation-moves.ts';
import {
  aptly,
  enginesMoves,
  type RolloutMove,
  rolloutCommand,
  rolloutMove,
} from '#test/support/moves/rollout-moves.ts';
import {
  enginesSafetyMoves,
  passSafely,
  type SafetyMove,
  safePerson,
  safetyCommand,
  safetyMove,
} from '#test/support/moves/safety-moves.ts';
import { safeGo } from '#test/support/safe-launch.ts';
import { safePlan } from '#test/support/safe-plan.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const gone = safeGo();
/** Fast-check makes short arrays by itself; a day is long. */
const long = { maxLength: 80, size: 'max' } as const;

type DomainEventOne = Story['events'][number];
type Move = RolloutMove | SafetyMove;
const anyMove = fc.oneof(rolloutMove, safetyMove);

function play(moves: readonly Move[], from = gone): Story {
  const story = from.copy();
  for (const next of moves) playOne(story, next);
  return story;
}

function commandOf(story: Story, move: Move): { readonly person: string | null; readonly command: Command } | null {
  const next = 'safety' in move ? move : aptly(story, move);
  const command = 'safety' in next ? safetyCommand(story, next) : rolloutCommand(story, next);
  const isEngines = 'safety' in next ? enginesSafetyMoves.has(next.safety) : enginesMoves.has(next.kind);
  const person = 'safety' in next ? safePerson(next) : next.person;
  return command === null ? null : { person: isEngines ? null : person, command };
}

/** Does the move if the launch lets it; gives what happened. */
function playOne(story: Story, next: Move): readonly DomainEventOne[] {
  if ('safety' in next) passSafely(story, next);
  else if (next.kind === 'wait') story.after((1 + next.pick) * MINUTE);
  const sent = commandOf(story, next);
  const decision = sent === null ? null : story.ask(sent.person, sent.command);
  return decision?.ok === true ? story.accept(decision) : [];
}

/** People who stood behind an action when it started: each confirmation, by distinct people, in a role they hold. */
function wasConfirmedByEnough(story: Story, actionId: string): boolean {
  const action = story.state.actions.byId[actionId];
  const authority = action === undefined ? undefined : authorityById(safePlan, action.authority);
  if (action === undefined || authority === undefined) return false;
  // Asking for a rollback is confirming it: who asked for the database's counts beside those who confirm.
  const isOwn = (entry: Action['confirmations'][number]) =>
    isRollback(action) && entry.person === action.askedBy && !isAskersOwn(authority);
  const own = action.confirmations.filter(isOwn);
  const others = action.confirmations.filter((entry) => !isOwn(entry));
  const people = action.confirmations.map((entry) => entry.person);
  const isDistinct = new Set(people).size === people.length;
  const areHeld = action.confirmations.every((entry) => holds(story.state.roster.people[entry.person], entry.role));
  const areOthers = isAskersOwn(authority) || !others.some((entry) => entry.person === action.askedBy);
  const areAsked = own.every((entry) => authority.asks.includes(entry.role as never));
  const roles = others.map((entry) => entry.role).toSorted();
  const areAll = JSON.stringify(roles) === JSON.stringify([...requiredRoles(authority, action.askedAs)].toSorted());
  return isDistinct && areHeld && areOthers && areAsked && areAll && roles.length > 0;
}

describe('whatever is done, in whatever order', () => {
  test('no action starts that fewer people confirmed than its authority asks for', () => {
    fc.assert(
      fc.property(fc.nat(begunLaunches.length), fc.array(anyMove, long), (far, moves) => {
        const story = (begunLaunches[far] ?? gone).copy();
        for (const next of moves)
          for (const event of playOne(story, next))
            if (event.type === 'operation.started') expect(wasConfirmedByEnough(story, event.action)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('the moves do reach running actions and rollbacks: the property above is not empty', () => {
    const m = (
      kind: RolloutMove['kind'],
      person: string | null = null,
      role = 'launch-commander',
      pick = 0,
    ): RolloutMove => ({
      kind,
      person,
      role,
      isApt: false,
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
    expect(gone.events.length).toBeLessThan(played.events.length);
    expect(lastAction(played)).toMatchObject({ state: 'running', subject: { kind: 'rollback' } });
    expect(wasConfirmedByEnough(played, lastAction(played).id)).toBe(true);
  });

  test('the log folds to the same state again, without throwing, and every event has its line', () => {
    const seen = new Set<string>();
    // What the launches begin with is looked at once.
    const known = new Set<object>();
    const types = DomainEvent.options.map((schema) => schema.shape.type.value);
    holdsAndReaches(
      fc.property(
        fc.nat(begunLaunches.length),
        fc.array(fc.oneof(anyMove, preparationMove, outsideMove), long),
        (far, moves) => {
          const story = (begunLaunches[far] ?? gone).copy();
          for (const move of moves) {
            if ('outside' in move) doOutsideMove(story, move);
            else if ('other' in move) doMove(story, move);
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
            if (!known.has(event)) expect(DomainEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
            known.add(event);
            const { title, text } = describeEvent({ position: 1, at: 0, actor: '', console: '', event }, story.state);
            expect(`${event.type}: ${title}`).not.toBe(`${event.type}: `);
            expect(`${title} ${text}`).not.toMatch(/undefined|\[object/);
          }
        },
      ),
      600,
      () => expect(types.filter((type) => !seen.has(type))).toEqual([]),
    );
  }, 60_000);

  test('a refusal always says why and never changes anything', () => {
    fc.assert(
      fc.property(fc.array(anyMove, long), anyMove, (moves, last) => {
        const story = play(moves);
        const command = commandOf(story, last)?.command;
        if (command === undefined) return;
        const before = JSON.stringify(story.state);
        const decision = decide(story.state, command, story.stamp(last.person, command));
        expect(JSON.stringify(story.state)).toBe(before);
        if (!decision.ok) expect(decision.error.message.length).toBeGreaterThan(5);
      }),
      { numRuns: 100 },
    );
  });
});
