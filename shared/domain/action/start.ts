import type { DomainEvent } from '../catalogue.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { outstanding, requiredRoles } from '../confirmation/outstanding.ts';
import { whyVoid } from '../confirmation/void.ts';
import { type Decision, decided, type Effect, refuse } from '../decision.ts';
import { incidentOf } from '../incident/of-rollback.ts';
import type { LaunchState } from '../launch/state.ts';
import { waitAgain } from '../operation/evolve.ts';
import { isBusy, openQuestions, startReady } from '../operation/next.ts';
import type { Step } from '../plan/launch-plan.ts';
import { stopPublicity } from '../publicity/stop.ts';
import { wasPassed } from '../rollback/to-finish.ts';
import { isOnItsWay, isRollback } from '../rollout/attempt.ts';
import { canaryIsGood, standsInTheWay, stepById } from '../rollout/step-status.ts';
import { askingRole, authorityById, holds, personById } from '../roster/roles.ts';
import type { RosterEntry } from '../roster/state.ts';
import { actionsInOrder } from './evolve.ts';
import type { Action } from './state.ts';

/** The events and effects with which an authorised action begins. A rollback stops whatever else is on its way. */
export function begin(
  state: LaunchState,
  action: Action,
): { events: readonly DomainEvent[]; effects: readonly Effect[] } {
  const first = startReady(action);
  return {
    events: [
      ...superseded(state, action),
      { type: 'action.started', action: action.id },
      ...first.events,
      ...(isRollback(action) ? [...incidentOf(state, action), ...stopPublicity(state, 'Rollback', action.title)] : []),
    ],
    effects: first.effects,
  };
}

const superseded = (state: LaunchState, action: Action): readonly DomainEvent[] =>
  !isRollback(action)
    ? []
    : actionsInOrder(state.actions)
        .filter((other) => other.id !== action.id && isOnItsWay(other))
        .map((other) => ({ type: 'action.stopped', action: other.id, by: action.askedBy, reason: 'rolled back' }));

/** The grace time is over. Everything that was checked when it was confirmed is checked again. */
export function decideStart(state: LaunchState, command: CommandOf<'action.start'>, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  if (action?.state !== 'grace') return refuse('not-in-grace', 'There is nothing to start.');
  if (stamp.at < (action.graceUntil ?? 0)) return refuse('grace-runs', 'The grace time is not over.');
  const wrong = whyNotStart(state, action, stamp.at) ?? whyNotPromote(state, action);
  if (wrong !== null) return decided([{ type: 'action.stopped', action: action.id, by: null, reason: wrong }]);
  const begun = begin(state, action);
  return decided(begun.events, begun.effects);
}

function whyNotStart(state: LaunchState, action: Action, at: number): string | null {
  if (outstanding(state, action).length > 0) return 'a confirmation is missing';
  if (action.startedAt === null && action.confirmations.some((entry) => entry.expiresAt < at))
    return 'a confirmation has expired';
  if (action.confirmations.some((entry) => entry.shown !== action.shown))
    return 'the plan is not the one that was confirmed';
  const invalid = action.confirmations.map((entry) => whyVoid(state, entry)).find((why) => why !== null);
  if (invalid != null) return invalid;
  const step = stepOf(state, action);
  const free = step === undefined ? null : standsInTheWay(state, step, at);
  return free === null || free.ok ? null : free.error.message;
}

const stepOf = ({ launch }: LaunchState, { subject }: Action): Step | undefined =>
  subject.kind === 'step' && launch !== null ? stepById(launch.plan, subject.step) : undefined;

/** The canary may have gone bad, or out of sight, since it was asked for. What goes on half way is not promoted anew. */
function whyNotPromote(state: LaunchState, action: Action): string | null {
  if (action.startedAt !== null || stepOf(state, action)?.needsCanaryMetrics !== true) return null;
  const good = canaryIsGood(state);
  return good.ok ? null : good.error.message;
}

/**
 * Goes on after a restart, or with a rollback that failed: what was done stays, what was not is started, by a person's
 * key (authority.md).
 */
export function decideContinue(state: LaunchState, command: CommandOf<'action.continue'>, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  const isFailedRollback = action?.state === 'failed' && isRollback(action);
  if (action === undefined || (action.state !== 'not-started' && !isFailedRollback))
    return refuse('not-stopped', 'There is nothing to go on with.');
  if (isFailedRollback && wasPassed(state, action))
    return refuse('not-the-last', `The launch has gone on since ${action.title} failed.`, 'Ask for a new rollback.');
  const entitled = entitledTo(state, action, stamp);
  if (entitled !== null) return entitled;
  if (action.operations.some((entry) => entry.state === 'outcome-unknown'))
    return refuse(
      'outcome-unknown',
      'The cluster is still being looked at.',
      'Wait until it is known what took effect.',
    );
  const wrong = whyNotStart(state, action, stamp.at);
  if (wrong !== null)
    return refuse('not-valid', `${action.title} can not go on: ${wrong}.`, 'Stop it and ask for it again.');
  const again: Action = { ...action, state: 'running', isPaused: false, operations: action.operations.map(waitAgain) };
  const next = startReady(again);
  const begun: readonly DomainEvent[] = [
    ...superseded(state, action),
    { type: 'action.continued', action: action.id, by: stamp.person },
    { type: 'action.started', action: action.id },
  ];
  const isFinished = again.operations.every((entry) => entry.state === 'succeeded');
  if (isFinished)
    return decided(
      [...begun, { type: 'action.completed', action: action.id }],
      [{ kind: 'verify-action', action: action.id }],
    );
  return decided([...begun, ...next.events], next.effects);
}

/** Who asked, or whoever may confirm it. */
export function entitledTo(state: LaunchState, action: Action, stamp: Stamp): Decision | null {
  const person = personById(state.roster, stamp.person);
  if (person === undefined) return refuse('not-signed', 'This is for who asked or may confirm.', 'Sign in first.');
  if (isEntitled(state, action, person)) return null;
  return refuse('not-entitled', `${person.name} neither asked for this nor may confirm it.`, 'Ask someone who may.');
}

/** Whether somebody asked for an action, may ask for or confirm it, or has confirmed it. */
export function isEntitled(state: LaunchState, action: Action, person: RosterEntry): boolean {
  const authority = state.launch === null ? undefined : authorityById(state.launch.plan, action.authority);
  if (authority === undefined) return false;
  const mayConfirm = requiredRoles(authority, action.askedAs).some((role) => holds(person, role));
  // Also who confirmed it as a deputy, whose right ended when the decision was taken.
  const hasConfirmed = action.confirmations.some(
    (entry) => entry.person === person.id && whyVoid(state, entry) === null,
  );
  return person.id === action.askedBy || mayConfirm || hasConfirmed || askingRole(authority, person) !== null;
}

/** Anyone stops anything at once, save a running rollback: that is for who may confirm it (authority.md). */
export function decideStop(state: LaunchState, command: CommandOf<'action.stop'>, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  if (action === undefined || !isOnItsWay(action)) return refuse('nothing-to-stop', 'There is nothing to stop.');
  if (isRollback(action)) {
    const denied = entitledTo(state, action, stamp);
    if (denied !== null) return denied;
  }
  const isEnding =
    action.state === 'running' && !isBusy(action) && !action.isPaused && openQuestions(action).length === 0;
  if (isEnding) return refuse('nothing-to-stop', `${action.title} is ending.`);
  return decided([
    { type: 'action.stopped', action: action.id, by: stamp.person, reason: command.reason || 'stopped by hand' },
  ]);
}
