import type { AlertObserved } from '../../contract/observed/outside.ts';
import type { LaunchState } from '../../domain/launch/state.ts';
import type { SilenceMatcher } from '../../domain/silence/matcher.ts';
import { maySilence } from '../../domain/silence/who-may.ts';
import { byName, type Candidate, candidateOf } from '../who-confirms.ts';

/** Who may silence an alert, and lift a silence again. */
export const silencers = (state: LaunchState): readonly Candidate[] =>
  Object.values(state.roster.people)
    .filter((person) => maySilence(state, person))
    .toSorted(byName)
    .map(candidateOf);

/** A silence of this alert and of no other: every label it has. */
export const matchersOf = ({ name, labels }: AlertObserved): SilenceMatcher[] =>
  Object.entries({ ...labels, alertname: name }).map(([label, value]) => ({ name: label, value }));
