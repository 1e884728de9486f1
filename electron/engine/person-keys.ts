import { join } from 'node:path';
import type { WaitingKey } from '#shared/contract/facts.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { LaunchKind, LaunchState } from '#shared/domain/launch/state.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal, type Trouble } from '#shared/lib/trouble.ts';
import { fingerprintOf } from './identity/fingerprint.ts';
import { type KeyFiles, type KeyHere, keyFilesIn } from './identity/key-files.ts';
import type { ScryptCost, Signer } from './identity/sealed-key.ts';

export type Credentials = { readonly person: PersonId; readonly passphrase: string };
export type KeyFacts = { readonly publicKey: string; readonly words: string };

/**
 * Which of the keys on this machine is a person's in a launch: the one its roster names, until a witness has signed for
 * another (authority.md, "People"). A person may have several: a key that was replaced here may count in another launch.
 */
export class PersonKeys {
  readonly #home: string;
  readonly #throwAwayCost: ScryptCost | undefined;
  /** One for each kind, or tries of a passphrase would not wait for each other. */
  readonly #files = new Map<LaunchKind, KeyFiles>();

  constructor(home: string, throwAwayCost: ScryptCost | undefined) {
    this.#home = home;
    this.#throwAwayCost = throwAwayCost;
  }

  #keys(kind: LaunchKind): KeyFiles {
    const known = this.#files.get(kind);
    if (known !== undefined) return known;
    const cost = this.#throwAwayCost === undefined ? {} : { throwAwayCost: this.#throwAwayCost };
    // Locks after wrong passphrases go by real time, never by a rehearsal's faster clock.
    const made = keyFilesIn(join(this.#home, 'people', kind), { now: Date.now, ...cost });
    this.#files.set(kind, made);
    return made;
  }

  /** A person's key for a launch that isn't there yet: the one that the passphrase opens, made if they have none. */
  async keyFor(
    kind: LaunchKind,
    { person, passphrase }: Credentials,
  ): Promise<Result<KeyFacts & { readonly signer: Signer }, Trouble>> {
    const keys = this.#keys(kind);
    const here = keys.keys(person);
    if (!here.ok) return here;
    const made = here.value.length === 0 ? await keys.create(person, passphrase) : null;
    if (made?.ok === false) return made;
    const opened = await keys.unlock(person, passphrase);
    if (!opened.ok) return isRefused(opened.error, 'wrong-passphrase') ? err(opensNone(person, kind)) : opened;
    return ok({ ...keyFacts(opened.value.publicKey), signer: opened.value });
  }

  /**
   * A key for the open launch: one more with `replaces`, otherwise the one that waits or counts, made if there is none.
   * The key that counts stays the person's until a witness has signed for the new one.
   */
  async makeKey(
    state: LaunchState,
    { person, passphrase }: Credentials,
    replaces: boolean,
  ): Promise<Result<WaitingKey, Trouble>> {
    const known = entryOf(state, person);
    if (!known.ok) return known;
    const { kind, launch, entry } = known.value;
    const keys = this.#keys(kind);
    const here = keys.keys(person);
    if (!here.ok && !replaces) return here;
    const isHere = here.ok && here.value.some(({ publicKey }) => publicKey === entry.publicKey);
    const kept = this.#waitingOf(keys, launch, entry)?.publicKey ?? (isHere ? entry.publicKey : null);
    if (replaces || kept === null) return waitingKey(person, await keys.create(person, passphrase, launch));
    const opened = await keys.unlock(person, passphrase, kept);
    if (!opened.ok) return opened;
    opened.value.wipe();
    return waitingKey(person, ok(kept));
  }

  /**
   * A key for somebody of a rehearsal's cast who has none in it: the one that waits if the passphrase opens it, otherwise a
   * new one. Whose passphrase it is nobody can know, so a wrong one doesn't count as a try.
   */
  async castKey(state: LaunchState, { person, passphrase }: Credentials): Promise<Result<WaitingKey, Trouble>> {
    const known = entryOf(state, person);
    if (!known.ok) return known;
    const { kind, launch, entry } = known.value;
    const keys = this.#keys(kind);
    const kept = this.#waitingOf(keys, launch, entry)?.publicKey;
    const opens = kept !== undefined && (await keys.opens(person, passphrase, kept));
    return waitingKey(person, opens ? ok(kept) : await keys.create(person, passphrase, launch));
  }

  /** Keys on this machine of people of the roster that no witness has signed for yet; never one that is void. */
  waiting(state: LaunchState): readonly WaitingKey[] {
    const { launch } = state;
    if (launch === null) return [];
    const keys = this.#keys(launch.kind);
    return Object.values(state.roster.people).flatMap((entry) => {
      const key = this.#waitingOf(keys, launch.id, entry);
      return key === undefined ? [] : [{ person: entry.id, ...keyFacts(key.publicKey) }];
    });
  }

  /** The one made last; where the key that counts is here, only what was made for this launch takes its place. */
  #waitingOf(keys: KeyFiles, launch: string, { id, publicKey, voidKeys }: RosterEntry): KeyHere | undefined {
    const found = keys.keys(id);
    const here = found.ok ? found.value : [];
    const isHere = here.some((key) => key.publicKey === publicKey);
    return here.find(
      (key) => key.publicKey !== publicKey && !voidKeys.includes(key.publicKey) && (!isHere || key.launch === launch),
    );
  }

  /** The same key under another passphrase: the one that counts, or that waits where none does. */
  async changePassphrase(
    state: LaunchState,
    { person, passphrase }: Credentials,
    next: string,
  ): Promise<Result<void, Trouble>> {
    const known = entryOf(state, person);
    if (!known.ok) return known;
    const { kind, launch, entry } = known.value;
    const keys = this.#keys(kind);
    const publicKey = entry.publicKey ?? this.#waitingOf(keys, launch, entry)?.publicKey;
    if (publicKey === undefined) return err(notEnrolled(entry));
    const changed = await keys.changePassphrase(person, publicKey, passphrase, next);
    return !changed.ok && isRefused(changed.error, 'no-key') ? err(notHere(entry)) : changed;
  }

  /** Opens the key that the launch's roster names, whatever other keys the person has here. */
  async unlock(state: LaunchState, { person, passphrase }: Credentials): Promise<Result<Signer, Trouble>> {
    const known = entryOf(state, person);
    if (!known.ok) return known;
    const { kind, entry } = known.value;
    if (entry.publicKey === null) return err(notEnrolled(entry));
    const opened = await this.#keys(kind).unlock(person, passphrase, entry.publicKey);
    return !opened.ok && isRefused(opened.error, 'no-key') ? err(notHere(entry)) : opened;
  }
}

type InLaunch = { readonly kind: LaunchKind; readonly launch: string; readonly entry: RosterEntry };

function entryOf({ launch, roster }: LaunchState, person: PersonId): Result<InLaunch, Refusal> {
  if (launch === null) return err(refusal('no-launch', 'No launch is open.', 'Make or open a launch.'));
  const entry = roster.people[person];
  return entry === undefined
    ? err(
        refusal(
          'not-on-roster',
          `${person} is not on the roster of this launch.`,
          'The roster keeper adds people to it.',
        ),
      )
    : ok({ kind: launch.kind, launch: launch.id, entry });
}

const waitingKey = (person: PersonId, publicKey: Result<string, Trouble>): Result<WaitingKey, Trouble> =>
  publicKey.ok ? ok({ person, ...keyFacts(publicKey.value) }) : publicKey;

const keyFacts = (publicKey: string): KeyFacts => ({ publicKey, words: fingerprintOf(publicKey) });

const isRefused = (trouble: Trouble, code: string): boolean => trouble.kind === 'refusal' && trouble.code === code;

const notEnrolled = ({ name }: RosterEntry): Refusal =>
  refusal('not-enrolled', `${name} has no key yet.`, 'Enrol before a witness first.');

const notHere = ({ name }: RosterEntry): Refusal =>
  refusal(
    'key-not-here',
    `The key of ${name} that this launch knows is not on this console.`,
    'Use the console where it was made, or make a new key here and enrol again before a witness.',
  );

const opensNone = (person: PersonId, kind: LaunchKind): Refusal =>
  refusal(
    'wrong-passphrase',
    `This passphrase opens no key that ${person} has on this console for a ${kind}.`,
    `Try again; mind Caps Lock. If it is lost, let somebody else keep the roster, or open a ${kind} with ${person} on its roster, make them a new key under People and use its passphrase here.`,
  );
