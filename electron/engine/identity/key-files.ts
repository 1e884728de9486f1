import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Fault, type Refusal, refusal } from '#shared/lib/trouble.ts';
import { afterWrong, lockedForMs, noTries, type Tries, triesBeforeLock } from './lockout.ts';
import { readPrivateFile, writePrivateFile } from './private-file.ts';
import { makeKey, type ScryptCost, type SealedKey, type Signer, unseal } from './sealed-key.ts';

const sealedKeySchema = z.strictObject({
  format: z.literal('tminus-person-key/1'),
  publicKey: z.string(),
  scrypt: z.strictObject({
    N: z
      .int()
      .min(2)
      .max(2 ** 20),
    r: z.int().min(1).max(32),
    p: z.int().min(1).max(16),
  }),
  salt: z.string(),
  nonce: z.string(),
  sealed: z.string(),
  tag: z.string(),
});

const triesSchema = z.object({ wrong: z.int().min(0), lastWrongAt: z.number() });

/** A person's id as a file name. */
const personPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export type KeyFiles = {
  /** Ids of the people with a key on this machine. */
  people(): readonly string[];
  /** Makes and seals a key; refused when the person has one, unless `replaces` (a new key voids the old one). */
  create(
    person: string,
    passphrase: string,
    options?: { readonly replaces?: boolean },
  ): Promise<Result<string, Refusal | Fault>>;
  publicKey(person: string): Result<string, Refusal | Fault>;
  /** Opens a person's key. Wrong passphrases are counted on disk; every fifth in a row locks, ever longer. */
  unlock(person: string, passphrase: string): Promise<Result<Signer, Refusal | Fault>>;
};

export type KeyFilesOptions = {
  /** Epoch ms of the real clock, never a rehearsal's faster one. */
  readonly now: () => number;
  /** Only headless rehearsals and tests set this: their keys are cheap to open and are refused elsewhere. */
  readonly throwAwayCost?: ScryptCost;
};

/** Keys of people under `home`/keys: PERSON.json (the sealed key) and PERSON.tries.json, both mode 600. */
export function keyFilesIn(home: string, options: KeyFilesOptions): KeyFiles {
  const folder = join(home, 'keys');
  const keyPath = (person: string): string => join(folder, `${person}.json`);
  const triesPath = (person: string): string => join(folder, `${person}.tries.json`);
  /** One try at a time for each person, or tries sent at once would all be counted as one. */
  const turns = new Map<string, Promise<unknown>>();

  const readKey = (person: string): Result<SealedKey, Refusal | Fault> => {
    if (!personPattern.test(person)) return err(unfitName(person));
    const text = readPrivateFile(keyPath(person));
    if (!text.ok) return text;
    if (text.value === undefined) return err(noKey(person));
    const parsed = sealedKeySchema.safeParse(parseJson(text.value));
    return parsed.success ? ok(parsed.data) : err(damagedKey(keyPath(person)));
  };

  const readTries = (person: string): Result<Tries, Fault> => {
    const text = readPrivateFile(triesPath(person));
    if (!text.ok) return text;
    if (text.value === undefined) return ok(noTries);
    const parsed = triesSchema.safeParse(parseJson(text.value));
    // A tries file made unreadable must not be a way around the lock: it counts as one wrong try short of locking.
    return ok(parsed.success ? parsed.data : { wrong: triesBeforeLock - 1, lastWrongAt: options.now() });
  };

  const tryOnce = async (person: string, passphrase: string): Promise<Result<Signer, Refusal | Fault>> => {
    const key = readKey(person);
    if (!key.ok) return key;
    const tries = readTries(person);
    if (!tries.ok) return tries;
    const waitMs = lockedForMs(tries.value, options.now());
    if (waitMs > 0) return err(lockedOut(person, waitMs));
    // Counted before it is tried, so that ending the process in between doesn't save a try.
    const counted = afterWrong(tries.value, options.now());
    const noted = writePrivateFile(triesPath(person), JSON.stringify(counted));
    if (!noted.ok) return noted;
    const opened = await unseal(key.value, passphrase, { allowsThrowAway: options.throwAwayCost !== undefined });
    if (opened.ok || opened.error.code !== 'wrong-passphrase') {
      const forgiven = writePrivateFile(triesPath(person), JSON.stringify(opened.ok ? noTries : tries.value));
      return forgiven.ok ? opened : forgiven;
    }
    const lockMs = lockedForMs(counted, options.now());
    return lockMs > 0 ? err(lockedOut(person, lockMs)) : opened;
  };

  return {
    people: () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return readdirSync(folder)
        .filter((name) => name.endsWith('.json') && !name.endsWith('.tries.json'))
        .map((name) => name.slice(0, -'.json'.length))
        .sort();
    },
    create: async (person, passphrase, { replaces = false } = {}) => {
      const existing = readKey(person);
      if (existing.ok ? !replaces : existing.error.kind !== 'refusal' || existing.error.code !== 'no-key') {
        return existing.ok ? err(hasKey(person)) : existing;
      }
      const made = await makeKey(
        passphrase,
        options.throwAwayCost === undefined ? {} : { cost: options.throwAwayCost },
      );
      if (!made.ok) return made;
      const written = writePrivateFile(keyPath(person), `${JSON.stringify(made.value, null, 2)}\n`);
      return written.ok ? ok(made.value.publicKey) : written;
    },
    publicKey: (person) => {
      const key = readKey(person);
      return key.ok ? ok(key.value.publicKey) : key;
    },
    unlock: (person, passphrase) => {
      const before = turns.get(person) ?? Promise.resolve();
      const turn = before.then(
        () => tryOnce(person, passphrase),
        () => tryOnce(person, passphrase),
      );
      turns.set(person, turn);
      return turn;
    },
  };
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const unfitName = (person: string): Refusal =>
  refusal(
    'unfit-person',
    `"${person}" can't name a key file.`,
    'Use lower-case letters, digits, dot, dash and underscore.',
  );
const noKey = (person: string): Refusal =>
  refusal(
    'no-key',
    `There is no key of ${person} on this machine.`,
    'Make one and enrol with a witness, or bring the key file.',
  );
const hasKey = (person: string): Refusal =>
  refusal(
    'has-key',
    `${person} already has a key on this machine.`,
    'Sign in with it, or replace it: a new key voids the old one.',
  );

const lockedOut = (person: string, waitMs: number): Refusal =>
  refusal(
    'locked-out',
    `The key of ${person} is locked for ${Math.ceil(waitMs / 1000)} seconds after ${triesBeforeLock} wrong passphrases in a row.`,
    'Wait, then try again; hold and stop need no sign-in, and a deputy can act.',
  );

const damagedKey = (path: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `The key file ${path} is damaged, so it can't be opened. It was left as it is.`,
  hint: 'Bring it back from a copy, or make a new key and enrol again with a witness.',
  retryable: false,
});
