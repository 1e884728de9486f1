import { confirmed } from '../action/confirm.ts';
import { actionsInOrder, evolveActions } from '../action/evolve.ts';
import { asId } from '../as-id.ts';
import type { DomainEvent } from '../catalogue.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { typedNameFor, untyped } from '../confirmation/typed-name.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { ActionId, ServiceId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Authority } from '../plan/authority.ts';
import { breakGlassAuthority } from '../plan/break-glass-authority.ts';
import type { LaunchPlan } from '../plan/launch-plan.ts';
import { isRollback, rollbackInHand } from '../rollout/attempt.ts';
import { type Acting, actsAs } from '../roster/deputies.ts';
import { authorityById, namesWithRole, personById, roleTitle } from '../roster/roles.ts';
import { aloneTrouble } from './alone.ts';
import { procedureOf, rollbackAuthority } from './authority.ts';
import { breakGlassRefusal } from './break-glass.ts';
import { goalOf } from './goal.ts';
import { rollbackOperations } from './operations.ts';
import { mayBeOvertaken } from './overtake.ts';
import type { DecisionEntry } from './state.ts';

type Ask = CommandOf<'rollback.ask'>;

/**
 * Asking is the confirmation of who asks; whoever else has to confirms it. Neither the gate's state nor a hold stands
 * in the way (authority.md).
 */
export function decideRollbackAsk(state: LaunchState, command: Ask, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const procedure = plan === undefined ? undefined : procedureOf(plan, command.procedure ?? 'quick-rollback');
  if (plan === undefined || procedure === undefined)
    return refuse('no-such-procedure', 'The runbook has no database rollback.', 'Ask for the quick rollback.');
  const wrong = whyNotWhat(state, command, stamp.at);
  if (wrong !== null) return wrong;
  const found = rollbackAuthority(state, command.procedure);
  const authority = command.isBreakGlass === true ? breakGlassAuthority : authorityById(plan, found?.authority ?? '');
  if (found === null || authority === undefined)
    return refuse('no-authority', 'The pack names nobody who may roll back.', 'Name them in the pack and adopt it.');
  const inHand = rollbackInHand(state);
  if (inHand !== null && !(isWholeQuick(command) && mayBeOvertaken(inHand, authority)))
    return refuse('rolling-back', `A rollback is in hand (${inHand.state}).`, 'Confirm that one.');
  const acting = whoAsks(state, plan, authority, command, stamp);
  if (!('inSteadOf' in acting)) return acting;
  const notTyped = untyped(typedNameFor(state, authority.id, procedure.title), command.typedName);
  if (notTyped !== null) return notTyped;
  const operations = rollbackOperations(state, procedure, command.services);
  const request = requested(state, command, stamp, { authority, decision: found.decision, operations });
  const overtaken: readonly DomainEvent[] =
    inHand === null
      ? []
      : [{ type: 'action.stopped', action: inHand.id, by: stamp.person, reason: `${request.title} was asked for` }];
  const events = [...overtaken, request];
  const actions = events.reduce(
    (before, event) =>
      event.type === 'action.stopped' || event.type === 'action.requested'
        ? evolveActions(before, event, stamp.at)
        : before,
    state.actions,
  );
  const entry = actions.byId[request.action];
  if (entry === undefined) return refuse('no-such-action', 'The rollback could not be made.');
  const answer = confirmed({ ...state, actions }, entry, command.role, stamp, acting.inSteadOf);
  return answer.ok ? decided([...events, ...answer.value.events], answer.value.effects) : answer;
}

/** What is asked for is one thing, and can be: everything, some services that may go alone, the database, or break-glass. */
function whyNotWhat(state: LaunchState, command: Ask, now: number): Decision | null {
  const { services, procedure, isBreakGlass } = command;
  if (isBreakGlass === true) return breakGlassRefusal(state, command, now);
  if (services === undefined) return null;
  if (procedure === 'database-rollback')
    return refuse('not-alone', 'The database is rolled back for all services.', 'Leave the services out.');
  const trouble = aloneTrouble(state, services);
  return trouble === null ? null : refuse('not-alone', trouble, 'Take those along, or roll everything back.');
}

const isWholeQuick = ({ procedure, services }: Ask): boolean =>
  (procedure ?? 'quick-rollback') === 'quick-rollback' && services === undefined;

/** The one who asks acts in a role that may; where the criterion asks, in one that confirms. */
function whoAsks(
  state: LaunchState,
  plan: LaunchPlan,
  authority: Authority,
  { role }: Ask,
  stamp: Stamp,
): Acting | Decision {
  const isCriterions = authority.asks === 'criterion';
  const roles = isCriterions ? authority.confirms : Array.isArray(authority.asks) ? authority.asks : [];
  const person = personById(state.roster, stamp.person);
  const acting = roles.includes(role) ? actsAs(state, person, role, stamp.at) : null;
  if (acting !== null) return acting;
  const who = [...new Set(roles)]
    .map((one) => `${roleTitle(plan, one)} (${namesWithRole(state.roster, one)})`)
    .join(isCriterions ? ' and ' : ' or ');
  return refuse('not-entitled', `Rolling back now is for ${who}.`, 'Ask them, or raise a criterion if one is met.');
}

type Made = {
  readonly authority: Authority;
  readonly decision: DecisionEntry | null;
  readonly operations: ReturnType<typeof rollbackOperations>;
};

function requested(state: LaunchState, command: Ask, stamp: Stamp, { authority, decision, operations }: Made) {
  const plan = state.launch?.plan;
  const procedure = plan === undefined ? undefined : procedureOf(plan, command.procedure ?? 'quick-rollback');
  const services = inOrder(plan, command.services);
  const attempt = actionsInOrder(state.actions).filter(isRollback).length + 1;
  const isCriterions = authority.asks === 'criterion';
  const names = services?.map((id) => plan?.services.find((service) => service.id === id)?.title ?? id);
  return {
    type: 'action.requested',
    action: asId<ActionId>(`rollback.${attempt}.${stamp.commandId.slice(-6)}`),
    subject: {
      kind: 'rollback',
      procedure: procedure?.id ?? '',
      reason: command.reason || decision?.title || 'no reason given',
      ...(services === undefined ? {} : { services }),
      ...(command.isBreakGlass === true ? { isBreakGlass: true } : {}),
    },
    title: names === undefined ? (procedure?.title ?? '') : `${procedure?.title}: ${names.join(', ')} alone`,
    attempt,
    authority: authority.id,
    askedBy: isCriterions ? null : stamp.person,
    askedAs: isCriterions ? null : command.role,
    decision: decision?.id ?? null,
    operations,
    goal: goalOf(state, command),
  } as const;
}

const inOrder = (plan: LaunchPlan | undefined, services: readonly ServiceId[] | undefined): ServiceId[] | undefined =>
  services === undefined ? undefined : (plan?.services ?? []).map(({ id }) => id).filter((id) => services.includes(id));
