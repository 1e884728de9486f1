import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';

/** A new key voids the old one from then on (authority.md, "People"). */
export function decideRoster(state: LaunchState, command: CommandOf<'person.enrol'>, stamp: Stamp): Decision {
  const person = state.roster.people[command.person];
  if (person === undefined)
    return refuse(
      'not-on-roster',
      `${command.person} is not on the roster.`,
      'The roster keeper adds people to the roster.',
    );
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
  const needsKeeper = person.isSenior || person.roles.some((role) => commanding(state).has(role));
  const mayWitness = witness.id === state.roster.keeper || witness.roles.some((role) => commanding(state).has(role));
  if (needsKeeper && !mayWitness)
    return refuse(
      'witness-too-low',
      `${person.name} decides about rollbacks: the witness has to be the roster keeper or the Launch Commander.`,
      'Call one of them to the console.',
    );
  if (stamp.signed === null) return refuse('not-signed', 'The witness has not signed.');
  const { publicKey, words } = command;
  return decided([
    { type: 'person.enrolled', person: person.id, publicKey, words, witness: witness.id, signed: stamp.signed },
  ]);
}

const commanding = (state: LaunchState): ReadonlySet<string> => {
  const plan = state.launch?.plan;
  const asks = plan?.authorities.find((authority) => authority.id === plan.rollbackAuthority)?.asks;
  return new Set(Array.isArray(asks) ? asks : []);
};
