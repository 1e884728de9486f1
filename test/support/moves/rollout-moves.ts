import fc from 'fast-check';
import type { Action } from '#shared/domain/action/state.ts';
import type { Command } from '#shared/domain/commands.ts';
import { outstanding } from '#shared/domain/confirmation/outstanding.ts';
import { cast, gate, goodCanary, plan, planned } from '#test/support/launch-story.ts';
import type { Story } from '#test/support/story.ts';

/** A move of somebody or something; which command it becomes depends on the state it meets. */
export const rolloutMove = fc.record({
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
  /** True: an answer to an action is given by somebody who may give it. */
  isApt: fc.boolean(),
  pick: fc.nat(20),
});
export type RolloutMove = typeof rolloutMove extends fc.Arbitrary<infer T> ? T : never;

/** One of the last two actions. */
function actionOf(story: Story, pick: number): Action | undefined {
  const { order, byId } = story.state.actions;
  return byId[order[order.length - 1 - (pick % Math.max(1, Math.min(2, order.length)))] ?? ''];
}

/** The move as somebody makes it whose answer the action waits for, where the move is to be apt and there is one. */
export function aptly(story: Story, move: RolloutMove): RolloutMove {
  const action = actionOf(story, move.pick);
  if (!move.isApt || action === undefined || (move.kind !== 'confirm' && move.kind !== 'deny')) return move;
  const [role] = outstanding(story.state, action);
  const answered = [action.askedBy, ...action.confirmations.map(({ person }) => person)];
  const people = Object.values(story.state.roster.people);
  const person = people.find(({ id, roles }) => role !== undefined && roles.includes(role) && !answered.includes(id));
  return person === undefined || role === undefined ? move : { ...move, person: person.id, role };
}

export function rolloutCommand(story: Story, { kind, role, pick }: RolloutMove): Command | null {
  const action = actionOf(story, pick);
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
      if (action !== undefined && pick % 5 === 0)
        return { type: 'action.plan-fail', action: action.id, message: 'no answer', hint: '' };
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
        outcome: pick % 2 === 0 ? 'not-effective' : 'verified',
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

/** Moves that are the engine's reports. */
export const enginesMoves: ReadonlySet<string> = new Set([
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
