import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { commands, isKeeperOrCommander } from './commanding.ts';
import { endRequests } from './end-requests.ts';
import { evolveRoster } from './evolve.ts';
import { notOnRoster } from './not-on-roster.ts';
import type { RosterEntry } from './state.ts';

/** A new key voids the old one from then on; after GO it takes two witnesses (authority.md, "People"). */
export function decideEnrol(state: LaunchState, command: CommandOf<'person.enrol'>, stamp: Stamp): Decision {
  const person = state.roster.people[command.person];
  if (person === undefined) return notOnRoster(command.person);
  const witness = state.roster.people[command.witness];
  if (witness === undefined || witness.publicKey === null)
    return refuse(
      'witness-not-enrolled',
      'The witness has no key yet.',
      'Ask someone who is already enrolled to be the witness.',
    );
  if (witness.id === person.id)
    return refuse(
      'own-witness',
      'Nobody is their own witness.',
      'Ask someone else who is enrolled to compare the six words.',
    );
  if (stamp.signed === null) return refuse('not-signed', 'The witness has not signed.');
  const { publicKey, words } = command;
  if (person.voidKeys.includes(publicKey))
    return refuse('key-void', `This key of ${person.name} was revoked or replaced.`, 'Make a new key on this console.');
  const event = { person: person.id, publicKey, words, witness: witness.id, signed: stamp.signed };
  const first = person.witnessed?.publicKey === publicKey ? person.witnessed : null;
  if (isAfterGo(state) && first === null) return decided([{ type: 'person.witnessed', ...event }]);
  if (first?.witness === witness.id)
    return refuse(
      'same-witness',
      `${witness.name} has signed for this key already: after GO it takes two witnesses.`,
      'Ask a second person who is enrolled.',
    );
  const witnesses = [witness, state.roster.people[first?.witness ?? '']];
  if (decidesAboutRollback(state, person) && !witnesses.some((one) => isKeeperOrCommander(state, one)))
    return refuse(
      'witness-too-low',
      `${person.name} decides about rollbacks: a witness has to be the roster keeper or the Launch Commander.`,
      'Call one of them to the console.',
    );
  const enrolled = { type: 'person.enrolled', ...event } as const;
  return decided([enrolled, ...endRequests(state, evolveRoster(state.roster, enrolled, stamp.at), witness.id)]);
}

/** A commander or a senior engineer: their witness has to be the roster keeper or a commander. */
export const decidesAboutRollback = (state: LaunchState, person: RosterEntry): boolean =>
  person.isSenior || commands(state, person);

/** Whether the last decision was GO; a withdrawal, which is anyone's, makes witnessing no easier. */
export const isAfterGo = (state: LaunchState): boolean =>
  (state.launch?.plan.gates ?? []).some((gate) => {
    const entry = state.gate.gates[gate.id];
    return gate.opens === 'launch' && entry?.decision?.verdict === 'go';
  });
