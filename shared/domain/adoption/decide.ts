import { actionsInOrder } from '../action/evolve.ts';
import type { DomainEvent } from '../catalogue.ts';
import { clockTroubles } from '../clock/troubles.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Authority } from '../plan/authority.ts';
import { isOnItsWay } from '../rollout/attempt.ts';
import { unmetAuthorities } from '../roster/can-be-met.ts';
import { askingRole, authorityById, holds, namesWithRole, personById, roleTitle } from '../roster/roles.ts';
import { rosterTrouble } from '../roster/roster-trouble.ts';
import type { Adoption } from './state.ts';
import { whatBreaks } from './what-breaks.ts';

type AdoptionCommand = CommandOf<'adoption.ask' | 'adoption.confirm' | 'adoption.deny'>;

/** A changed pack or roster comes into a running launch when its authority has looked and signed (authority.md). */
export function decideAdoption(state: LaunchState, command: AdoptionCommand, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, 'adopt');
  if (authority === undefined)
    return refuse('no-authority', 'The pack names nobody who may adopt a change ("adopt").', 'Make a new launch.');
  if (state.clock.scrub !== null) return refuse('scrubbed', 'This launch was scrubbed.');
  switch (command.type) {
    case 'adoption.ask':
      return ask(state, authority, command, stamp);
    case 'adoption.confirm':
      return confirm(state, authority, command, stamp);
    case 'adoption.deny':
      return deny(state, authority, command, stamp);
  }
}

function ask(state: LaunchState, authority: Authority, command: CommandOf<'adoption.ask'>, stamp: Stamp): Decision {
  const role = askingRole(authority, personById(state.roster, stamp.person));
  const { person: by, signed } = stamp;
  if (by === null || signed === null || role === null)
    return refuse('not-entitled', `${authority.title} is asked for by ${askers(state, authority)}.`, 'Ask them.');
  if (state.adoption.waiting !== null)
    return refuse('waiting', 'Another change waits to be adopted.', 'Confirm or deny that one first.');
  const wrong = whyNotNow(state, command);
  if (wrong !== null) return wrong;
  const adoption = `adoption.${stamp.commandId.slice(-6)}`;
  const { plan, people, shown } = command;
  const requested: DomainEvent = { type: 'adoption.requested', adoption, plan, people, shown, by, role, signed };
  return authority.confirms.length > 0
    ? decided([requested])
    : decided([requested, { type: 'adoption.adopted', adoption }]);
}

/** What stands in the way of a change as far as the launch has got: looked at when it is asked for and when it comes in. */
function whyNotNow(state: LaunchState, change: Pick<Adoption, 'plan' | 'people'>): Decision | null {
  const { plan, people } = change;
  const busy = actionsInOrder(state.actions).find(isOnItsWay);
  if (busy !== undefined) return refuse('busy', `${busy.title} is in hand.`, 'Wait until it has ended, or stop it.');
  const [broken] = whatBreaks(state, change);
  if (broken !== undefined) return refuse('adoption-breaks', broken, 'Mend the pack, or make a new launch from it.');
  const unmet = unmetAuthorities(plan, people);
  if (unmet !== null)
    return refuse('authority-unmet', `The roster can not meet: ${unmet}.`, 'Give the roles to distinct people.');
  const strange = rosterTrouble(plan, people);
  if (strange !== null) return refuse('roster-wrong', strange, 'Correct the roster.');
  const [trouble] = clockTroubles(plan, state.clock, state.clock.tZeroAt);
  return trouble === undefined ? null : refuse('clock-time-impossible', trouble, 'Choose another time in the pack.');
}

const askers = (state: LaunchState, { asks }: Authority): string =>
  Array.isArray(asks) ? asks.map((role) => namesWithRole(state.roster, role) || role).join(' or ') : String(asks);

/** Roles whose confirmation is still missing. */
export function missingFor(authority: Authority, adoption: Adoption): Authority['confirms'] {
  const missing = [...authority.confirms];
  for (const { role } of adoption.confirmations) {
    const index = missing.indexOf(role);
    if (index >= 0) missing.splice(index, 1);
  }
  return missing;
}

function confirm(
  state: LaunchState,
  authority: Authority,
  command: CommandOf<'adoption.confirm'>,
  stamp: Stamp,
): Decision {
  const { waiting } = state.adoption;
  if (waiting === null || waiting.id !== command.adoption || state.launch === null)
    return refuse('nothing-waits', 'There is no such change that waits to be adopted.');
  if (command.shown !== waiting.shown)
    return refuse('shown-changed', 'What you were shown is not what waits.', 'Look at the difference again.');
  const missing = missingFor(authority, waiting);
  const { role } = command;
  if (!missing.includes(role)) {
    const who = missing.map((one) => roleTitle(waiting.plan, one)).join(', ');
    return refuse('role-not-asked', `The change waits for ${who || 'nobody'}.`, 'Ask them to confirm.');
  }
  const person = personById(state.roster, stamp.person);
  if (!holds(person, role) || stamp.person === null || stamp.signed === null)
    return refuse('role-not-held', `${person?.name ?? 'Nobody'} does not hold that role.`, 'Ask who holds it.');
  if (stamp.person === waiting.askedBy || waiting.confirmations.some((entry) => entry.person === stamp.person))
    return refuse('second-person-needed', 'Another person has to confirm it.', 'Ask them.');
  const wrong = whyNotNow(state, waiting);
  if (wrong !== null) return wrong;
  const confirmed: DomainEvent = {
    type: 'adoption.confirmed',
    adoption: waiting.id,
    by: stamp.person,
    role,
    signed: stamp.signed,
  };
  return missing.length > 1
    ? decided([confirmed])
    : decided([confirmed, { type: 'adoption.adopted', adoption: waiting.id }]);
}

function deny(state: LaunchState, authority: Authority, command: CommandOf<'adoption.deny'>, stamp: Stamp): Decision {
  const { waiting } = state.adoption;
  const person = personById(state.roster, stamp.person);
  if (waiting === null || waiting.id !== command.adoption)
    return refuse('nothing-waits', 'There is no such change that waits to be adopted.');
  const may = person?.id === waiting.askedBy || authority.confirms.some((role) => holds(person, role));
  if (person === undefined || !may)
    return refuse('not-entitled', 'This is for who asked or may confirm.', 'Ask one of them.');
  return decided([{ type: 'adoption.denied', adoption: waiting.id, by: person.id, reason: command.reason }]);
}
