import { never } from '../../lib/invariant.ts';
import type { OperationEvent } from '../operation/events.ts';
import { evolveOperation, waitAgain } from '../operation/evolve.ts';
import type { Noted } from '../operation/plan.ts';
import type { ActionEvent } from './events.ts';
import type { Action, ActionsState } from './state.ts';

export function evolveActions(state: ActionsState, event: ActionEvent | OperationEvent, at: number): ActionsState {
  if (event.type === 'action.requested') {
    const action = requested(event, at);
    return { ...state, byId: { ...state.byId, [action.id]: action }, order: [...state.order, action.id] };
  }
  const before = state.byId[event.action];
  if (before === undefined) return state;
  const noted = event.type === 'operation.succeeded' ? notedBy(state, event.noted ?? {}) : state.noted;
  return { ...state, noted, byId: { ...state.byId, [event.action]: changed(before, event, at) } };
}

/** A Deployment seen at zero keeps the count it was noted with before: that is the one to bring back (reconciled 23). */
const notedBy = (state: ActionsState, noted: Readonly<Record<string, Noted>>): ActionsState['noted'] => {
  const fresh = Object.entries(noted).map(([name, entry]) => [
    name,
    { ...entry, replicas: entry.replicas > 0 ? entry.replicas : (state.noted[name]?.replicas ?? 0) },
  ]);
  return { ...state.noted, ...Object.fromEntries(fresh) };
};

const requested = (event: Extract<ActionEvent, { type: 'action.requested' }>, at: number): Action => ({
  id: event.action,
  subject: event.subject,
  title: event.title,
  attempt: event.attempt,
  state: event.goal === null ? 'planning' : 'waiting',
  authority: event.authority,
  askedBy: event.askedBy,
  askedAs: event.askedAs,
  askedAt: at,
  decision: event.decision,
  shown: event.goal,
  plannedAt: null,
  confirmations: [],
  graceUntil: null,
  startedAt: null,
  completedAt: null,
  endedAt: null,
  operations: event.operations.map((planned) => ({
    planned,
    plan: null,
    state: 'waiting',
    runs: 0,
    startedAt: null,
    endedAt: null,
    seen: [],
    output: null,
    wasChanged: false,
    needsKey: false,
    trouble: null,
  })),
  isPaused: false,
  answers: {},
  forced: event.forced ?? null,
  seen: [],
  reason: '',
});

function changed(
  action: Action,
  event: Exclude<ActionEvent | OperationEvent, { type: 'action.requested' }>,
  at: number,
): Action {
  switch (event.type) {
    case 'action.planned': {
      const operations = action.operations.map((entry) => ({
        ...entry,
        plan: event.plans[entry.planned.id] ?? entry.plan,
      }));
      // A rollback is confirmed as its goal: a plan only tells how it will be reached.
      if (action.subject.kind === 'rollback') return { ...action, operations, plannedAt: at };
      return { ...action, operations, state: 'waiting', shown: shownOf(action, event.hash), plannedAt: at, reason: '' };
    }
    case 'action.plan-failed':
      return { ...action, state: 'plan-failed', reason: `${event.message} ${event.hint}`.trim() };
    case 'action.replanned':
      return {
        ...action,
        state: 'planning',
        shown: null,
        confirmations: [],
        graceUntil: null,
        reason: event.reason,
        operations: action.operations.map(waitAgain),
      };
    case 'action.confirmed': {
      const { by: person, role, shown, expiresAt, signed, inSteadOf = null } = event;
      const confirmation = { person, role, inSteadOf, at, expiresAt, shown, signed };
      return { ...action, confirmations: [...action.confirmations, confirmation] };
    }
    case 'action.authorised':
      return { ...action, state: 'grace', graceUntil: event.startsAt };
    case 'action.started':
      return { ...action, state: 'running', startedAt: action.startedAt ?? at, reason: '' };
    case 'action.continued':
      return {
        ...action,
        state: action.startedAt === null ? 'grace' : 'running',
        graceUntil: at,
        isPaused: false,
        completedAt: null,
        endedAt: null,
        reason: '',
        operations: action.operations.map(waitAgain),
      };
    case 'action.completed':
      return { ...action, state: 'verifying', completedAt: at };
    case 'action.verified':
      return { ...action, state: 'verified', seen: event.seen, endedAt: at };
    case 'action.not-effective':
      return { ...action, state: 'not-effective', seen: event.seen, endedAt: at };
    case 'action.paused':
      return { ...action, isPaused: true };
    case 'action.resumed':
      return { ...action, isPaused: false };
    case 'action.answered':
      return { ...action, answers: { ...action.answers, ...event.answers } };
    case 'action.interrupted':
      return { ...action, state: 'not-started', reason: event.reason };
    case 'action.denied':
      return { ...action, state: 'denied', endedAt: at, reason: event.reason };
    case 'action.expired':
      return { ...action, state: 'expired', endedAt: at, reason: 'nobody confirmed in time' };
    case 'action.stopped':
      return { ...action, state: 'stopped', endedAt: at, reason: event.reason };
    case 'action.failed':
      return { ...action, state: 'failed', endedAt: at, reason: event.reason };
    case 'operation.started':
    case 'operation.succeeded':
    case 'operation.failed':
    case 'operation.outcome-unknown':
    case 'operation.resolved':
    case 'operation.cancelled':
      return {
        ...action,
        operations: action.operations.map((entry) =>
          entry.planned.id === event.operation ? evolveOperation(entry, event, at) : entry,
        ),
      };
    default:
      return never(event, 'evolveActions');
  }
}

/** Who confirms a forced move signs its reason too. */
const shownOf = ({ forced }: Action, hash: string): string => (forced === null ? hash : `${hash} forced: ${forced}`);

export const actionsInOrder = (state: ActionsState): readonly Action[] =>
  state.order.map((id) => state.byId[id]).filter((action) => action !== undefined);
