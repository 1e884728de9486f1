import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { isRollback } from '../rollout/attempt.ts';
import { launchingSteps } from '../rollout/launched.ts';
import { isDone, stepStatus } from '../rollout/step-status.ts';
import { decideAnswer } from './answer.ts';
import { decideStepAsk } from './ask.ts';
import { decideConfirm, decideDeny } from './confirm.ts';
import { decidePause } from './pause.ts';
import { decideContinue, decideStart, decideStop, entitledTo } from './start.ts';
import type { Action } from './state.ts';

export type ActionCommand = CommandOf<
  | 'step.ask'
  | 'action.confirm'
  | 'action.deny'
  | 'action.stop'
  | 'action.continue'
  | 'action.replan'
  | 'action.plan'
  | 'action.plan-fail'
  | 'action.start'
  | 'action.expire'
  | 'action.verify'
  | 'action.pause'
  | 'action.resume'
  | 'action.answer'
>;

export function decideAction(state: LaunchState, command: ActionCommand, stamp: Stamp): Decision {
  switch (command.type) {
    case 'step.ask':
      return decideStepAsk(state, command, stamp);
    case 'action.confirm':
      return decideConfirm(state, command, stamp);
    case 'action.deny':
      return decideDeny(state, command, stamp);
    case 'action.stop':
      return decideStop(state, command, stamp);
    case 'action.continue':
      return decideContinue(state, command, stamp);
    case 'action.start':
      return decideStart(state, command, stamp);
    case 'action.pause':
    case 'action.resume':
      return decidePause(state, command, stamp);
    case 'action.answer':
      return decideAnswer(state, command, stamp);
    case 'action.replan':
      return decideReplan(state, command, stamp);
    default:
      return reported(state, command, state.actions.byId[command.action]);
  }
}

/** Makes the plan again. It voids what was confirmed so far, so it is for who asked or may confirm. */
function decideReplan(state: LaunchState, command: CommandOf<'action.replan'>, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  if (action === undefined) return refuse('no-such-action', 'There is no such action.');
  const denied = entitledTo(state, action, stamp);
  if (denied !== null) return denied;
  if (isRollback(action))
    return refuse('a-goal', 'A rollback is confirmed as its goal: its plan is made anew by itself.');
  if (action.state !== 'plan-failed' && action.state !== 'waiting')
    return refuse('not-planned', `${action.title} is ${action.state}.`);
  // One that could not be planned is not on its way: it is as if it were asked for anew.
  const { subject } = action;
  if (action.state === 'plan-failed' && subject.kind === 'step') {
    const status = stepStatus(state, subject.step, stamp.at);
    if (status.refusal !== null) return { ok: false, error: status.refusal };
    if (status.action?.id !== action.id)
      return refuse('not-the-last', `${action.title} was asked for again since.`, 'Go on with that one.');
  }
  return decided(
    [{ type: 'action.replanned', action: action.id, reason: 'asked for' }],
    [{ kind: 'plan-action', action: action.id }],
  );
}

function reported(
  state: LaunchState,
  command: Exclude<
    ActionCommand,
    CommandOf<
      | 'step.ask'
      | 'action.confirm'
      | 'action.deny'
      | 'action.stop'
      | 'action.continue'
      | 'action.start'
      | 'action.replan'
      | 'action.pause'
      | 'action.resume'
      | 'action.answer'
    >
  >,
  action: Action | undefined,
): Decision {
  if (action === undefined) return refuse('no-such-action', 'There is no such action.');
  switch (command.type) {
    case 'action.plan':
      return planned(action, command);
    case 'action.plan-fail':
      if (action.state !== 'planning') return decided([]);
      return decided([{ type: 'action.plan-failed', action: action.id, message: command.message, hint: command.hint }]);
    case 'action.expire': {
      if (action.state !== 'waiting' && action.state !== 'plan-failed') return decided([]);
      return decided([{ type: 'action.expired', action: action.id }]);
    }
    case 'action.verify':
      return verified(state, action, command);
  }
}

/**
 * A check that stands in the way blocks a step, but for one of capacity where the move is forced; a rollback is only
 * warned (reconciled 21).
 */
function planned(action: Action, command: CommandOf<'action.plan'>): Decision {
  const event = { type: 'action.planned', action: action.id, plans: command.plans, hash: command.hash } as const;
  if (isRollback(action)) return decided([event]);
  if (action.state !== 'planning') return decided([]);
  const blocking = Object.values(command.plans)
    .flatMap(({ checks }) => checks)
    .filter((check) => check.state === 'act' && !(action.forced !== null && check.isCapacity === true));
  if (blocking.length === 0) return decided([event]);
  // The same thing may stand in the way of many: it is said once.
  const message = [...new Set(blocking.map((check) => `${check.what}: ${check.text}`))].join('; ');
  return decided([
    event,
    { type: 'action.plan-failed', action: action.id, message, hint: 'Mend it, then plan again.' },
  ]);
}

function verified(state: LaunchState, action: Action, command: CommandOf<'action.verify'>): Decision {
  if (action.state !== 'verifying') return decided([]);
  if (command.outcome === 'not-effective')
    return decided([{ type: 'action.not-effective', action: action.id, seen: command.seen }]);
  const event = { type: 'action.verified', action: action.id, seen: command.seen } as const;
  const plan = state.launch?.plan;
  if (isRollback(action) || plan === undefined) return decided([event]);
  const isLast = launchingSteps(plan).every(
    (step) => (action.subject.kind === 'step' && step.id === action.subject.step) || isDone(state, step.id),
  );
  return decided(isLast && state.launch?.launchedAt == null ? [event, { type: 'launch.launched' }] : [event]);
}
