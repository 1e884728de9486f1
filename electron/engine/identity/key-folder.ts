import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Fault, type Refusal, refusal } from '#shared/lib/trouble.ts';
import { readPrivateFile, writePrivateFile } from './private-file.ts';

const keptKeySchema = z.strictObject({
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
  /** Epoch ms; later than that of every key the person had then. */
  madeAt: z.number().optional(),
  /** The launch it was made for. */
  launch: z.string().optional(),
});

/** A sealed key and what is kept with it. */
export type KeptKey = z.infer<typeof keptKeySchema>;
export type KeyAt = { readonly path: string; readonly key: KeptKey };

/** A person's id as a name of files; none that another person's file could have. */
const personPattern = /^(?!.*\.(?:json|tries)$)[a-z0-9][a-z0-9._-]{0,63}$/;
const keyFile = /^([\w-]{43})\.json$/;

/**
 * The keys of people in `folder`, each a file of its own that no other key ever takes the place of:
 * PERSON/PUBLICKEY.json, and PERSON.json of an earlier layout.
 */
export type KeyFolder = {
  /** A person's keys, the one made last first; one that can't be read is left out unless it is all there is. */
  list(person: string): Result<readonly KeyAt[], Refusal | Fault>;
  find(person: string, publicKey: string): Result<KeyAt, Refusal | Fault>;
  add(person: string, key: KeptKey): Result<void, Refusal | Fault>;
};

export function keyFolderAt(folder: string): KeyFolder {
  const read = (person: string): Result<{ readonly keys: KeyAt[]; readonly trouble: Fault | null }, Refusal> => {
    if (!personPattern.test(person)) return err(unfitName(person));
    const own = join(folder, person);
    const files = existsSync(own) ? readdirSync(own).flatMap((name) => keyFile.exec(name)?.[1] ?? []) : [];
    const found = [
      ...files.map((publicKey) => readKey(join(own, `${publicKey}.json`), publicKey)),
      readKey(join(folder, `${person}.json`), null),
    ];
    const keys = found.flatMap((one) => (one.ok && one.value !== null ? [one.value] : []));
    keys.sort((a, b) => (b.key.madeAt ?? 0) - (a.key.madeAt ?? 0));
    return ok({ keys, trouble: found.find((one) => !one.ok)?.error ?? null });
  };

  return {
    list: (person) => {
      const found = read(person);
      if (!found.ok) return found;
      const { keys, trouble } = found.value;
      return keys.length === 0 && trouble !== null ? err(trouble) : ok(keys);
    },
    find: (person, publicKey) => {
      const found = read(person);
      if (!found.ok) return found;
      const at = found.value.keys.find(({ key }) => key.publicKey === publicKey);
      return at === undefined ? err(found.value.trouble ?? noKey(person)) : ok(at);
    },
    add: (person, key) => {
      const found = read(person);
      if (!found.ok) return found;
      // Two made at the same moment, or a clock set back: the order is still the one they were made in.
      const last = found.value.keys[0]?.key.madeAt ?? 0;
      const kept = { ...key, madeAt: Math.max(key.madeAt ?? 0, last + 1) };
      return writeKey({ path: join(folder, person, `${key.publicKey}.json`), key: kept });
    },
  };
}

export const writeKey = ({ path, key }: KeyAt): Result<void, Fault> =>
  writePrivateFile(path, `${JSON.stringify(key, null, 2)}\n`);

/** The key at a path, null when there is none; it has to be the one that the file is named for. */
function readKey(path: string, publicKey: string | null): Result<KeyAt | null, Fault> {
  const text = readPrivateFile(path);
  if (!text.ok) return text;
  if (text.value === undefined) return ok(null);
  const parsed = keptKeySchema.safeParse(parseJson(text.value));
  const isIt = parsed.success && (publicKey === null || parsed.data.publicKey === publicKey);
  return isIt ? ok({ path, key: parsed.data }) : err(damagedKey(path));
}

export const parseJson = (text: string): unknown => {
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

export const noKey = (person: string): Refusal =>
  refusal(
    'no-key',
    `There is no such key of ${person} on this machine.`,
    'Make one and enrol with a witness, or bring the key file.',
  );

const damagedKey = (path: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `The key file ${path} is damaged, so it can't be opened. It was left as it is.`,
  hint: 'Bring it back from a copy, or make a new key and enrol again with a witness.',
  retryable: false,
});
