import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Fault, type Refusal, refusal } from '#shared/lib/trouble.ts';
import { type KeptKey, keyFolderAt, noKey, parseJson, writeKey } from './key-folder.ts';
import { afterWrong, lockedForMs, noTries, type Tries, triesBeforeLock } from './lockout.ts';
import { readPrivateFile, writePrivateFile } from './private-file.ts';
import { makeKey, reseal, type ScryptCost, type Signer, unseal } from './sealed-key.ts';

const triesSchema = z.object({ wrong: z.int().min(0), lastWrongAt: z.number() });

/** A key on this machine; `launch` is the one it was made for, where that is known. */
export type KeyHere = { readonly publicKey: string; readonly launch: string | null };

export type KeyFiles = {
  /** A person's keys on this machine, the one made last first. */
  keys(person: string): Result<readonly KeyHere[], Refusal | Fault>;
  /** Makes and seals one more key and gives its public key; those that the person has stay. */
  create(person: string, passphrase: string, launch?: string): Promise<Result<string, Refusal | Fault>>;
  /**
   * Opens one key of a person, or without `publicKey` the one that the passphrase opens. Wrong passphrases are counted on
   * disk, one for each call; every fifth in a row locks, ever longer.
   */
  unlock(person: string, passphrase: string, publicKey?: string): Promise<Result<Signer, Refusal | Fault>>;
  /** Whether a passphrase opens a key, never while it is locked; a wrong one is not counted. */
  opens(person: string, passphrase: string, publicKey: string): Promise<boolean>;
  /** Seals a person's key under another passphrase; wrong tries are counted as by `unlock`. */
  changePassphrase(
    person: string,
    publicKey: string,
    passphrase: string,
    next: string,
  ): Promise<Result<void, Refusal | Fault>>;
};

export type KeyFilesOptions = {
  /** Epoch ms of the real clock, never a rehearsal's faster one. */
  readonly now: () => number;
  /** Only headless rehearsals and tests set this: their keys are cheap to open and are refused elsewhere. */
  readonly throwAwayCost?: ScryptCost;
};

/** Keys of people under `home`/keys, as `KeyFolder` keeps them, and PERSON.tries.json, all of mode 600. */
export function keyFilesIn(home: string, options: KeyFilesOptions): KeyFiles {
  const files = keyFolderAt(join(home, 'keys'));
  const allowsThrowAway = options.throwAwayCost !== undefined;
  const triesPath = (person: string): string => join(home, 'keys', `${person}.tries.json`);
  /** One try at a time for each person, or tries sent at once would all be counted as one. */
  const turns = new Map<string, Promise<unknown>>();

  const readTries = (person: string): Result<Tries, Fault> => {
    const text = readPrivateFile(triesPath(person));
    if (!text.ok) return text;
    if (text.value === undefined) return ok(noTries);
    const parsed = triesSchema.safeParse(parseJson(text.value));
    // A tries file made unreadable must not be a way around the lock: it counts as one wrong try short of locking.
    return ok(parsed.success ? parsed.data : { wrong: triesBeforeLock - 1, lastWrongAt: options.now() });
  };

  const keysToTry = (person: string, publicKey?: string): Result<readonly KeptKey[], Refusal | Fault> => {
    if (publicKey !== undefined) {
      const found = files.find(person, publicKey);
      return found.ok ? ok([found.value.key]) : found;
    }
    const all = files.list(person);
    if (!all.ok) return all;
    return all.value.length === 0 ? err(noKey(person)) : ok(all.value.map(({ key }) => key));
  };

  const unsealOne = async (keys: readonly KeptKey[], passphrase: string): Promise<Result<Signer, Refusal>> => {
    let refused: Refusal | null = null;
    for (const key of keys) {
      const opened = await unseal(key, passphrase, { allowsThrowAway });
      if (opened.ok) return opened;
      if (refused?.code !== 'wrong-passphrase') refused = opened.error;
    }
    return err(refused ?? noKey(''));
  };

  const tryOnce = async (
    person: string,
    passphrase: string,
    publicKey?: string,
  ): Promise<Result<Signer, Refusal | Fault>> => {
    const keys = keysToTry(person, publicKey);
    if (!keys.ok) return keys;
    const tries = readTries(person);
    if (!tries.ok) return tries;
    const waitMs = lockedForMs(tries.value, options.now());
    if (waitMs > 0) return err(lockedOut(person, waitMs));
    // Counted before it is tried, so that ending the process in between doesn't save a try.
    const counted = afterWrong(tries.value, options.now());
    const noted = writePrivateFile(triesPath(person), JSON.stringify(counted));
    if (!noted.ok) return noted;
    const opened = await unsealOne(keys.value, passphrase);
    if (opened.ok || opened.error.code !== 'wrong-passphrase') {
      const forgiven = writePrivateFile(triesPath(person), JSON.stringify(opened.ok ? noTries : tries.value));
      return forgiven.ok ? opened : forgiven;
    }
    const lockMs = lockedForMs(counted, options.now());
    return lockMs > 0 ? err(lockedOut(person, lockMs)) : opened;
  };

  const unlock: KeyFiles['unlock'] = (person, passphrase, publicKey) => {
    const next = (): ReturnType<typeof tryOnce> => tryOnce(person, passphrase, publicKey);
    const turn = (turns.get(person) ?? Promise.resolve()).then(next, next);
    turns.set(person, turn);
    return turn;
  };

  return {
    keys: (person) => {
      const found = files.list(person);
      if (!found.ok) return found;
      return ok(found.value.map(({ key }) => ({ publicKey: key.publicKey, launch: key.launch ?? null })));
    },
    create: async (person, passphrase, launch) => {
      const made = await makeKey(
        passphrase,
        options.throwAwayCost === undefined ? {} : { cost: options.throwAwayCost },
      );
      if (!made.ok) return made;
      const about = { madeAt: options.now(), ...(launch === undefined ? {} : { launch }) };
      const written = files.add(person, { ...made.value, ...about });
      return written.ok ? ok(made.value.publicKey) : written;
    },
    unlock,
    opens: async (person, passphrase, publicKey) => {
      const keys = keysToTry(person, publicKey);
      const tries = readTries(person);
      if (!keys.ok || !tries.ok || lockedForMs(tries.value, options.now()) > 0) return false;
      const opened = await unsealOne(keys.value, passphrase);
      if (opened.ok) opened.value.wipe();
      return opened.ok;
    },
    changePassphrase: async (person, publicKey, passphrase, next) => {
      const opened = await unlock(person, passphrase, publicKey);
      if (!opened.ok) return opened;
      opened.value.wipe();
      const found = files.find(person, publicKey);
      if (!found.ok) return found;
      const { path, key } = found.value;
      const sealed = await reseal(key, passphrase, next, { allowsThrowAway });
      return sealed.ok ? writeKey({ path, key: { ...key, ...sealed.value } }) : sealed;
    },
  };
}

const lockedOut = (person: string, waitMs: number): Refusal =>
  refusal(
    'locked-out',
    `The key of ${person} is locked for ${Math.ceil(waitMs / 1000)} seconds after ${triesBeforeLock} wrong passphrases in a row.`,
    'Wait, then try again; hold and stop need no sign-in, and a deputy can act.',
  );
