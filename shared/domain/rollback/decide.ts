import { confirmed } from '../action/confirm.ts';
import { actionsInOrder, evolveActions } from '../action/evolve.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import { ActionId, DecisionId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { hasBegun, isRollback, rollbackInHand } from '../rollout/attempt.ts';
import { actsAs } from '../roster/deputies.ts';
import { authorityById, namesWithRole, personById, roleTitle } from '../roster/roles.ts';
import { rollbackAuthority } from './authority.ts';

type RollbackCommand = CommandOf<
  'criterion.raise' | 'criterion.trip' | 'rollback.ask' | 'decision.keep-going' | 'decision.time-out'
>;

export function decideRollback(state: LaunchState, command: RollbackCommand, stamp: Stamp): Decision {
  switch (command.type) {
    case 'criterion.raise':
    case 'criterion.trip':
      return open(state, command, stamp);
    case 'rollback.ask':
      return ask(state, command, stamp);
    case 'decision.keep-going':
      return keepGoing(state, command, stamp);
    case 'decision.time-out': {
      const entry = state.rollback.decisions.find((decision) => decision.id === command.decision);
      if (entry?.state !== 'open' || entry.hasTimedOut) return decided([]);
      return decided([{ type: 'decision.timed-out', decision: entry.id }]);
    }
  }
}

/** A criterion is met: a decision opens with its authority and its clock (runbook §3.1). */
function open(state: LaunchState, command: CommandOf<'criterion.raise' | 'criterion.trip'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const criterion = plan?.criteria.find((entry) => entry.id === command.criterion);
  const rule = plan?.severities.find((entry) => entry.severity === criterion?.severity);
  if (criterion === undefined || rule === undefined)
    return refuse('no-such-criterion', `The runbook has no criterion "${command.criterion}".`);
  const isWatched = command.type === 'criterion.trip';
  const isOpen = state.rollback.decisions.some((entry) => entry.criterion === criterion.id && entry.state === 'open');
  if (isOpen)
    return isWatched
      ? decided([])
      : refuse('already-open', `"${criterion.title}" is raised already.`, 'Decide about it on the Rollback page.');
  if (isWatched && (rollbackInHand(state) !== null || !hasBegun(state))) return decided([]);
  const number = state.rollback.decisions.length + 1;
  return decided([
    {
      type: 'decision.opened',
      decision: DecisionId.parse(`${criterion.id}.${number}.${stamp.commandId.slice(-6)}`),
      criterion: criterion.id,
      title: criterion.title,
      severity: rule.severity,
      authority: rule.authority,
      raisedBy: stamp.person,
      isWatched,
      evidence: command.evidence,
      dueAt: rule.decisionMs === null ? null : stamp.at + rule.decisionMs,
    },
  ]);
}

export const ROLLBACK_GOAL = 'roll back: all traffic on stable, canary at zero, launch flags off';

/** Asking is the confirmation of who asks; where the criterion asks, each who has to confirms (authority.md). */
function ask(state: LaunchState, command: CommandOf<'rollback.ask'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const found = rollbackAuthority(state);
  const authority = plan === undefined || found === null ? undefined : authorityById(plan, found.authority);
  if (plan === undefined || found === null || authority === undefined)
    return refuse('no-authority', 'The pack names nobody who may roll back.');
  const inHand = rollbackInHand(state);
  if (inHand !== null) return refuse('rolling-back', `A rollback is in hand (${inHand.state}).`, 'Confirm that one.');
  const person = personById(state.roster, stamp.person);
  const isCriterions = authority.asks === 'criterion';
  const roles = isCriterions ? authority.confirms : Array.isArray(authority.asks) ? authority.asks : [];
  const acting = roles.includes(command.role) ? actsAs(state, person, command.role, stamp.at) : null;
  if (acting === null) {
    const who = roles
      .map((role) => `${roleTitle(plan, role)} (${namesWithRole(state.roster, role)})`)
      .join(isCriterions ? ' and ' : ' or ');
    return refuse('not-entitled', `Rolling back now is for ${who}.`, 'Ask them, or raise a criterion if one is met.');
  }
  const attempt = actionsInOrder(state.actions).filter(isRollback).length + 1;
  const action = ActionId.parse(`rollback.${attempt}.${stamp.commandId.slice(-6)}`);
  const reason = command.reason || found.decision?.title || 'no reason given';
  const requested = {
    type: 'action.requested',
    action,
    subject: { kind: 'rollback', procedure: plan.quickRollback.id, reason },
    title: plan.quickRollback.title,
    attempt,
    authority: authority.id,
    askedBy: isCriterions ? null : stamp.person,
    askedAs: isCriterions ? null : command.role,
    decision: found.decision?.id ?? null,
    operations: plan.quickRollback.operations,
    goal: ROLLBACK_GOAL,
  } as const;
  const actions = evolveActions(state.actions, requested, stamp.at);
  const entry = actions.byId[action];
  if (entry === undefined) return refuse('no-such-action', 'The rollback could not be made.');
  const answer = confirmed({ ...state, actions }, entry, command.role, stamp, acting.inSteadOf);
  return answer.ok ? decided([requested, ...answer.value.events], answer.value.effects) : answer;
}

/** The one who may roll back alone when nothing has tripped, the commander, may also decide to keep going (runbook §5.2). */
function keepGoing(state: LaunchState, command: CommandOf<'decision.keep-going'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const entry = state.rollback.decisions.find((decision) => decision.id === command.decision);
  if (plan === undefined || entry?.state !== 'open') return refuse('not-open', 'That decision is not open.');
  const authority = authorityById(plan, plan.rollbackAuthority);
  const roles = authority !== undefined && Array.isArray(authority.asks) ? authority.asks : [];
  const person = personById(state.roster, stamp.person);
  const acting = roles.map((role) => actsAs(state, person, role, stamp.at)).find((one) => one !== null);
  if (acting == null)
    return refuse('not-entitled', 'Keeping going is decided by the Launch Commander.', 'Ask the Launch Commander.');
  if (stamp.person === null || stamp.signed === null)
    return refuse('not-signed', 'This decision is signed.', 'Sign in first.');
  const stead = acting.inSteadOf === null ? {} : { inSteadOf: acting.inSteadOf };
  const { person: by, signed } = stamp;
  return decided([{ type: 'decision.kept-going', decision: entry.id, by, ...stead, reason: command.reason, signed }]);
}
