import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isKeeperOrCommander } from '#shared/domain/roster/commanding.ts';
import { decidesAboutRollback, isAfterGo } from '#shared/domain/roster/enrol.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import { byName, type Candidate, candidateOf } from './who-confirms.ts';

export type Witnesses = {
  /** Who may sign for the key now. */
  readonly candidates: readonly Candidate[];
  /** How many have to, and who, in a sentence. */
  readonly rule: string;
};

/**
 * Who may be the witness of a person's key: anyone enrolled, for commanders and senior engineers the roster keeper or a
 * commander; after GO two people, one of them such a one (authority.md "People").
 *
 * @param publicKey the key that waits; null before it was made
 */
export function whoMayWitness(state: LaunchState, person: RosterEntry, publicKey: string | null): Witnesses {
  const everyone = Object.values(state.roster.people);
  const isSecond = person.witnessed !== null && person.witnessed.publicKey === publicKey;
  const first = isSecond ? everyone.find((one) => one.id === person.witnessed?.witness) : undefined;
  const isFirstOfTwo = isAfterGo(state) && !isSecond;
  const needsHigh = decidesAboutRollback(state, person) && !isFirstOfTwo && !isKeeperOrCommander(state, first);
  const candidates = everyone
    .filter((one) => one.publicKey !== null && one.id !== person.id && one.id !== first?.id)
    .filter((one) => !needsHigh || isKeeperOrCommander(state, one))
    .toSorted(byName)
    .map(candidateOf);
  return { candidates, rule: ruleText(person, needsHigh, isFirstOfTwo, isSecond) };
}

const HIGH = 'the roster keeper or the Launch Commander';
function ruleText(person: RosterEntry, needsHigh: boolean, isFirstOfTwo: boolean, isSecond: boolean): string {
  if (isFirstOfTwo) return 'After GO it takes two witnesses; this is the first.';
  const high = `${person.name} decides about rollbacks: the witness is ${HIGH}.`;
  if (isSecond) return needsHigh ? `The second witness. ${high}` : 'The second witness: anyone else who is enrolled.';
  return needsHigh ? high : 'The witness is anyone who is enrolled.';
}
