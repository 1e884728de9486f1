import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { isKeeperOrCommander } from './commanding.ts';
import { endRequests } from './end-requests.ts';
import { evolveRoster } from './evolve.ts';
import { notOnRoster } from './not-on-roster.ts';

/** For the person, the roster keeper and the commander. Requests that it had confirmed end with it. */
export function decideRevoke(state: LaunchState, command: CommandOf<'person.revoke'>, stamp: Stamp): Decision {
  const person = state.roster.people[command.person];
  if (person === undefined) return notOnRoster(command.person);
  if (person.publicKey === null)
    return refuse('no-key', `${person.name} has no key: there is nothing to revoke.`, 'They enrol before a witness.');
  const { person: by, signed } = stamp;
  if (by === null || signed === null) return refuse('not-signed', 'Revoking is signed.', 'Sign in first.');
  if (by !== person.id && !isKeeperOrCommander(state, state.roster.people[by]))
    return refuse(
      'not-entitled',
      `The key of ${person.name} is revoked by themselves, the roster keeper or the Launch Commander.`,
      'Ask one of them.',
    );
  const others = Object.values(state.roster.people).filter((one) => one.id !== person.id && one.publicKey !== null);
  if (!others.some((one) => isKeeperOrCommander(state, one)))
    return refuse(
      'last-keeper',
      `Without the key of ${person.name} nobody could be a witness for a commander any more.`,
      'Let the roster keeper or another commander enrol first.',
    );
  const event = { type: 'person.revoked', person: person.id, by, reason: command.reason, signed } as const;
  return decided([event, ...endRequests(state, evolveRoster(state.roster, event, stamp.at), by)]);
}
