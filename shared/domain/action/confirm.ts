import type { DomainEvent } from '../catalogue.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { isAskersOwn, outstanding } from '../confirmation/outstanding.ts';
import { parseStatement } from '../confirmation/statement.ts';
import { typedNameOf, untyped } from '../confirmation/typed-name.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { PersonId, RoleId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { tellEveryone } from '../rollback/break-glass.ts';
import { isRollback } from '../rollout/attempt.ts';
import { standsInTheWay, stepById } from '../rollout/step-status.ts';
import { type Acting, actsAs } from '../roster/deputies.ts';
import { authorityById, holds, namesWithRole, personById, roleTitle } from '../roster/roles.ts';
import { evolveActions } from './evolve.ts';
import { begin } from './start.ts';
import type { Action } from './state.ts';

/** Nobody confirms twice, nobody confirms what they asked for, and only what is shown now can be confirmed. */
export function decideConfirm(state: LaunchState, command: CommandOf<'action.confirm'>, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  const acting = mayAnswer(state, action, command.role, stamp);
  if (!('inSteadOf' in acting)) return acting;
  if (action === undefined) return refuse('no-such-action', 'There is no such action.');
  if (action.shown === null || command.shown !== action.shown)
    return refuse(
      'shown-changed',
      'What you were shown is no longer the plan.',
      'Read the plan as it is now, then confirm.',
    );
  const notTyped = untyped(typedNameOf(state, action), command.typedName);
  if (notTyped !== null) return notTyped;
  if (action.subject.kind === 'step' && state.launch !== null) {
    const step = stepById(state.launch.plan, action.subject.step);
    const free = step === undefined ? null : standsInTheWay(state, step, stamp.at);
    if (free !== null && !free.ok) return free;
  }
  return confirmed(state, action, command.role, stamp, acting.inSteadOf);
}

/** The confirmation as an event, and what follows when nobody is missing any more. */
export function confirmed(
  state: LaunchState,
  action: Action,
  role: RoleId,
  stamp: Stamp,
  inSteadOf: PersonId | null,
): Decision {
  const { person, signed } = stamp;
  const statement = signed === null ? null : parseStatement(signed.text);
  if (person === null || signed === null || statement === null || !statement.ok || action.shown === null)
    return refuse('not-signed', 'A confirmation is signed.', 'Sign in first.');
  const { expiresAt } = statement.value;
  const event = {
    type: 'action.confirmed',
    action: action.id,
    by: person,
    role,
    shown: action.shown,
    expiresAt,
    signed,
    ...(inSteadOf === null ? {} : { inSteadOf }),
  } as const;
  const after = evolveActions(state.actions, event, stamp.at).byId[action.id] ?? action;
  if (outstanding(state, after).length > 0) return decided([event]);
  const graceMs = action.subject.kind === 'rollback' ? 0 : (state.launch?.plan.rules.graceMs ?? 0);
  const authorised: DomainEvent = { type: 'action.authorised', action: action.id, startsAt: stamp.at + graceMs };
  // Nothing waits in a rollback: it begins with its last confirmation.
  if (graceMs > 0) return decided([event, authorised]);
  const begun = begin(state, after);
  const told =
    after.subject.kind === 'rollback' && after.subject.isBreakGlass === true ? tellEveryone(state, after) : null;
  return decided(
    [event, authorised, ...(told?.events ?? []), ...begun.events],
    [...(told?.effects ?? []), ...begun.effects],
  );
}

export function decideDeny(state: LaunchState, command: CommandOf<'action.deny'>, stamp: Stamp): Decision {
  const action = state.actions.byId[command.action];
  const acting = mayAnswer(state, action, command.role, stamp);
  if (!('inSteadOf' in acting)) return acting;
  if (action === undefined) return refuse('no-such-action', 'There is no such action.');
  if (stamp.person === null || stamp.signed === null)
    return refuse('not-signed', 'A denial is signed.', 'Sign in first.');
  const { role, reason } = command;
  const stead = acting.inSteadOf === null ? {} : { inSteadOf: acting.inSteadOf };
  const { person: by, signed } = stamp;
  return decided([{ type: 'action.denied', action: action.id, by, ...stead, role, reason, signed }]);
}

/** In whose stead, if anybody's, the person answers; a refusal when they may not. A deputy only answers a rollback. */
function mayAnswer(state: LaunchState, action: Action | undefined, role: RoleId, stamp: Stamp): Acting | Decision {
  const plan = state.launch?.plan;
  if (action === undefined || plan === undefined) return refuse('no-such-action', 'There is no such action.');
  if (action.state !== 'waiting')
    return refuse('not-waiting', `${action.title} does not wait for a confirmation (${action.state}).`);
  const authority = authorityById(plan, action.authority);
  const missing = outstanding(state, action);
  const person = personById(state.roster, stamp.person);
  if (authority === undefined || !missing.includes(role)) {
    const who = missing.map((entry) => `${roleTitle(plan, entry)} (${namesWithRole(state.roster, entry)})`).join(', ');
    return refuse('role-not-asked', `${action.title} waits for ${who || 'nobody'}.`, 'Ask them to confirm.');
  }
  const acting = isRollback(action)
    ? actsAs(state, person, role, stamp.at)
    : holds(person, role)
      ? { inSteadOf: null }
      : null;
  if (acting === null)
    return refuse(
      'role-not-held',
      `${person?.name ?? 'Nobody'} does not hold the role ${roleTitle(plan, role)}.`,
      `Ask ${namesWithRole(state.roster, role)}.`,
    );
  if (person !== undefined && person.id === action.askedBy && !isAskersOwn(authority))
    return refuse(
      'second-person-needed',
      `${person.name} asked for this: another person has to confirm it.`,
      `Ask ${namesWithRole(state.roster, role)}.`,
    );
  if (action.confirmations.some((entry) => entry.person === stamp.person))
    return refuse(
      'already-confirmed',
      `${person?.name ?? 'You'} confirmed this already: another person has to confirm it too.`,
    );
  return acting;
}
