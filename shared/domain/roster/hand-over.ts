import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { unmetAuthorities } from './can-be-met.ts';
import { isKeeperOrCommander } from './commanding.ts';
import { endRequests } from './end-requests.ts';
import { evolveRoster } from './evolve.ts';
import { notOnRoster } from './not-on-roster.ts';
import { holds, roleTitle } from './roles.ts';

/** For who holds the role, the roster keeper and the commander; refused when an authority couldn't be met after it. */
export function decideHandOver(state: LaunchState, command: CommandOf<'role.hand-over'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const [from, to] = [state.roster.people[command.from], state.roster.people[command.to]];
  if (plan === undefined || from === undefined) return notOnRoster(command.from);
  if (to === undefined) return notOnRoster(command.to);
  const title = roleTitle(plan, command.role);
  if (!from.roles.includes(command.role))
    return refuse('role-not-held', `${from.name} does not hold the role ${title}.`, 'Choose who holds it.');
  if (holds(to, command.role)) return refuse('already-so', `${to.name} holds the role ${title} already.`);
  if (to.publicKey === null)
    return refuse('not-enrolled', `${to.name} has no key yet.`, 'They enrol before a witness first.');
  const { person: by, signed } = stamp;
  if (by === null || signed === null) return refuse('not-signed', 'A handover is signed.', 'Sign in first.');
  if (by !== from.id && !isKeeperOrCommander(state, state.roster.people[by]))
    return refuse(
      'not-entitled',
      `${title} is handed over by ${from.name}, the roster keeper or the Launch Commander.`,
      'Ask one of them.',
    );
  const { role, reason } = command;
  const event = { type: 'role.handed-over', role, from: from.id, to: to.id, by, reason, signed } as const;
  const after = evolveRoster(state.roster, event, stamp.at);
  const unmet = unmetAuthorities(plan, Object.values(after.people));
  return unmet === null
    ? decided([event, ...endRequests(state, after, by)])
    : refuse('authority-unmet', `After that nobody could do this: ${unmet}.`, 'Hand it to somebody else.');
}
