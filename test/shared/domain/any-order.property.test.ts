import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '#shared/domain/commands.ts';
import { isAskersOwn, requiredRoles } from '#shared/domain/confirmation/outstanding.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { decide, evolve } from '#shared/domain/launch.ts';
import { authorityById, holds } from '#shared/domain/roster/roles.ts';
import {
  cast,
  gate,
  goLaunch,
  goodCanary,
  lastAction,
  MINUTE,
  plan,
  planned,
  type Story,
} from '#test/support/launch-story.ts';

/** A move of somebody or something; which command it becomes depends on the state it meets. */
const move = fc.record({
  kind: fc.constantFrom(
    'ask',
    'plan',
    'replan',
    'confirm',
    'deny',
    'start',
    'stop',
    'continue',
    'restart',
    'hold',
    'resume',
    'raise',
    'roll back',
    'keep going',
    'succeed',
    'fail',
    'refuse',
    'lose',
    'resolve',
    'verify',
    'vote',
    'go',
    'withdraw',
    'canary',
    'wait',
  ),
  person: fc.constantFrom(...cast.map((person) => person.id as string), null),
  role: fc.constantFrom(...plan.roles.map((role) => role.id as string), 'senior-engineer'),
  pick: fc.nat(20),
});
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

function commandOf(story: Story, { kind, role, pick }: Move): Command | null {
  const { order, byId } = story.state.actions;
  const action =
    order.length === 0 ? undefined : byId[order[order.length - 1 - (pick % Math.min(2, order.length))] ?? ''];
  const step = plan.steps[pick % plan.steps.length];
  const busy =
    action?.operations.filter((entry) => entry.state === 'running' || entry.state === 'outcome-unknown') ?? [];
  const operation = busy[pick % Math.max(1, busy.length)]?.planned.id;
  const decision = story.state.rollback.decisions.at(-1)?.id;
  const about = { action: action?.id as never, operation: operation as never };
  switch (kind) {
    case 'ask':
      return { type: 'step.ask', step: step?.id as never };
    case 'plan':
      return action === undefined ? null : planned(story, action.id, `hash-${pick % 3}`);
    case 'replan':
      return { type: 'action.replan', action: action?.id as never };
    case 'confirm':
      return {
        type: 'action.confirm',
        action: action?.id as never,
        role: role as never,
        shown: pick % 5 === 0 ? 'hash-9' : (action?.shown ?? ''),
      };
    case 'deny':
      return { type: 'action.deny', action: action?.id as never, role: role as never, reason: '' };
    case 'start':
      return { type: 'action.start', action: action?.id as never };
    case 'stop':
      return { type: 'action.stop', action: action?.id as never, reason: '' };
    case 'continue':
      return { type: 'action.continue', action: action?.id as never };
    case 'restart':
      return {
        type: 'launch.recover',
        lost: busy.slice(0, pick % 2).map((entry) => ({ action: action?.id ?? '', operation: entry.planned.id })),
      };
    case 'hold':
      return { type: 'clock.hold', reason: '' };
    case 'resume':
      return { type: 'clock.resume', reason: 'on' };
    case 'raise':
      return {
        type: 'criterion.raise',
        criterion: plan.criteria[pick % plan.criteria.length]?.id as never,
        evidence: '',
      };
    case 'roll back':
      return { type: 'rollback.ask', role: role as never, reason: '' };
    case 'keep going':
      return { type: 'decision.keep-going', decision: decision as never, reason: 'on' };
    case 'succeed':
      return { type: 'operation.succeed', ...about, seen: [] };
    case 'fail':
      return { type: 'operation.fail', ...about, message: 'no', hint: '', raw: '' };
    case 'refuse':
      return { type: 'operation.refuse', ...about, fields: ['x'] };
    case 'lose':
      return { type: 'operation.lose', ...about, message: 'lost' };
    case 'resolve':
      return { type: 'operation.resolve', ...about, applied: pick % 2 === 0 ? 'yes' : 'no', seen: [] };
    case 'verify':
      return {
        type: 'action.verify',
        action: action?.id as never,
        outcome: pick % 4 === 0 ? 'not-effective' : 'verified',
        seen: [],
      };
    case 'vote':
      return { type: 'gate.vote', gate, role: role as never, verdict: 'go', reason: '' };
    case 'go':
      return { type: 'gate.decide', gate, verdict: 'go', reason: 'we go' };
    case 'withdraw':
      return { type: 'gate.withdraw', gate, reason: '' };
    case 'canary':
      return goodCanary;
    default:
      return null;
  }
}

const engines = new Set([
  'plan',
  'start',
  'restart',
  'succeed',
  'fail',
  'refuse',
  'lose',
  'resolve',
  'verify',
  'canary',
]);

function play(moves: readonly Move[]): Story {
  const story = goLaunch();
  for (const next of moves) {
    if (next.kind === 'wait') story.after((1 + next.pick) * MINUTE);
    const command = commandOf(story, next);
    if (command === null) continue;
    const decision = story.ask(engines.has(next.kind) ? null : next.person, command);
    if (decision.ok) story.accept(decision);
  }
  return story;
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
      fc.property(fc.array(move, { maxLength: 80 }), (moves) => {
        const story = goLaunch();
        for (const next of moves) {
          if (next.kind === 'wait') story.after((1 + next.pick) * MINUTE);
          const command = commandOf(story, next);
          const decision = command === null ? null : story.ask(engines.has(next.kind) ? null : next.person, command);
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
    const m = (kind: Move['kind'], person: string | null = null, role = 'launch-commander', pick = 0): Move => ({
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
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        const story = play(moves);
        let at = 0;
        const again = story.events.reduce((state, event) => {
          at += 1;
          return evolve(state, { position: at, at: story.times[at - 1] ?? 0, actor: '', console: 'console-1', event });
        }, emptyLaunch);
        expect(again).toEqual(story.state);
        for (const event of story.events)
          expect(describeEvent({ position: 1, at: 0, actor: '', console: '', event }, story.state).title).not.toBe('');
      }),
      { numRuns: 60 },
    );
  });

  test('a refusal always says why and never changes anything', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), move, (moves, last) => {
        const story = play(moves);
        const command = commandOf(story, last);
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
