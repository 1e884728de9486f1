import type { WaitingKey } from '#shared/contract/facts.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isAfterGo } from '#shared/domain/roster/enrol.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import type { Tone } from './tone.ts';

/** A key that was made and doesn't count yet. */
export type PendingKey = {
  /** The six words to compare. */
  readonly words: readonly string[];
  /** Null where it was made on another console. */
  readonly publicKey: string | null;
  /** Who has signed for it already; null before the first witness. */
  readonly firstWitness: string | null;
  /** Witnesses that still have to sign. */
  readonly missing: 1 | 2;
};
export type KeyState = {
  readonly kind: 'has' | 'revoked' | 'none';
  /** Words of the key that counts. */
  readonly words: readonly string[];
  /** Who signed for the key that counts; null where nobody did: the roster keeper's own. */
  readonly witness: string | null;
  /** Epoch ms; null when it wasn't. */
  readonly revokedAt: number | null;
  readonly pending: PendingKey | null;
};

const wordsOf = (text: string | null): readonly string[] => (text ?? '').split(/\s+/).filter((word) => word !== '');

/** Where a person stands with their key: one that counts, one that waits for witnesses, or none (authority.md "People"). */
export function keyState(state: LaunchState, person: RosterEntry, waiting: readonly WaitingKey[]): KeyState {
  const { publicKey, revokedAt } = person;
  return {
    kind: publicKey !== null ? 'has' : revokedAt !== null ? 'revoked' : 'none',
    words: wordsOf(person.words),
    witness: person.witness === person.id ? null : nameOf(state, person.witness),
    revokedAt,
    pending: pendingKey(state, person, waiting),
  };
}

const nameOf = (state: LaunchState, id: string | null): string | null =>
  id === null ? null : (state.roster.people[id]?.name ?? id);

function pendingKey(state: LaunchState, person: RosterEntry, waiting: readonly WaitingKey[]): PendingKey | null {
  const made = waiting.find((key) => key.person === person.id && key.publicKey !== person.publicKey);
  const { witnessed } = person;
  // A key made after the witness signed is another one: it begins anew.
  if (witnessed !== null && (made === undefined || made.publicKey === witnessed.publicKey))
    return {
      words: wordsOf(witnessed.words),
      publicKey: witnessed.publicKey,
      firstWitness: nameOf(state, witnessed.witness),
      missing: 1,
    };
  if (made === undefined) return null;
  return {
    words: wordsOf(made.words),
    publicKey: made.publicKey,
    firstWitness: null,
    missing: isAfterGo(state) ? 2 : 1,
  };
}

/** The key's state in a few words, for a list of people. */
export function keyMark(key: KeyState): { readonly tone: Tone; readonly text: string } {
  if (key.pending?.firstWitness != null) return { tone: 'watch', text: 'waits for a second witness' };
  if (key.pending !== null) return { tone: 'watch', text: 'waits for a witness' };
  if (key.kind === 'has') return { tone: 'good', text: 'has a key' };
  return key.kind === 'revoked' ? { tone: 'watch', text: 'key revoked' } : { tone: 'unknown', text: 'no key yet' };
}
