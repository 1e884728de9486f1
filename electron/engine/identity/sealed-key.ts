import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { type KeyPair, newKeyPair, signBytes } from './signature.ts';

/** How much work it is to try a passphrase. */
export type ScryptCost = { readonly N: number; readonly r: number; readonly p: number };

/** What protects a real person's key (authority.md, "People"): about 128 MB and a third of a second for each try. */
export const personCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

/** For the throw-away people of headless rehearsals and of tests, who protect nothing. Has to be asked for by name. */
export const throwAwayCost: ScryptCost = { N: 2 ** 10, r: 8, p: 1 };

/** Characters of a passphrase, at least. */
const leastPassphraseLength = 12;

/** A private key as it lies on disk: sealed with the passphrase; the cost it was sealed with is part of it. */
export type SealedKey = {
  readonly format: 'tminus-person-key/1';
  readonly publicKey: string;
  readonly scrypt: ScryptCost;
  /** base64url, as are nonce, sealed and tag. */
  readonly salt: string;
  readonly nonce: string;
  readonly sealed: string;
  readonly tag: string;
};

/** A signed-in person's key. `sign` gives base64url; after `wipe` it throws. */
export type Signer = {
  readonly publicKey: string;
  sign(bytes: Uint8Array): string;
  wipe(): void;
};

/** The same passphrase typed on another keyboard may come as other code points: compare what is seen. */
const normal = (passphrase: string): string => passphrase.normalize('NFKC');

const derive = (passphrase: string, salt: Uint8Array, { N, r, p }: ScryptCost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(normal(passphrase), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

/** Binds what isn't secret in the file, so that a changed public key or cost doesn't open. */
const boundTo = (publicKey: string, { N, r, p }: ScryptCost): Buffer =>
  Buffer.from(JSON.stringify(['tminus-person-key/1', publicKey, N, r, p]));

/** Makes a person's key and seals it. Refused for a passphrase of fewer than 12 characters. */
export async function makeKey(
  passphrase: string,
  options: { readonly cost?: ScryptCost } = {},
): Promise<Result<SealedKey, Refusal>> {
  const pair = newKeyPair();
  const sealed = await seal(pair, passphrase, options.cost ?? personCost);
  pair.privateKey.fill(0);
  return sealed;
}

/** Seals the same key under another passphrase; the old one has to open it. */
export async function reseal(
  key: SealedKey,
  passphrase: string,
  next: string,
  options: { readonly allowsThrowAway?: boolean } = {},
): Promise<Result<SealedKey, Refusal>> {
  const opened = await openPrivateKey(key, passphrase, options);
  if (!opened.ok) return opened;
  const sealed = await seal({ publicKey: key.publicKey, privateKey: opened.value }, next, key.scrypt);
  opened.value.fill(0);
  return sealed;
}

async function seal(pair: KeyPair, passphrase: string, cost: ScryptCost): Promise<Result<SealedKey, Refusal>> {
  const length = [...normal(passphrase)].length;
  if (length < leastPassphraseLength) {
    return err(
      refusal(
        'passphrase-too-short',
        `The passphrase has ${length} characters; it takes ${leastPassphraseLength} or more.`,
        'Four or five unrelated words make a good one.',
      ),
    );
  }
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, cost), nonce);
  cipher.setAAD(boundTo(pair.publicKey, cost));
  const sealed = Buffer.concat([cipher.update(pair.privateKey), cipher.final()]);
  return ok({
    format: 'tminus-person-key/1',
    publicKey: pair.publicKey,
    scrypt: cost,
    salt: salt.toString('base64url'),
    nonce: nonce.toString('base64url'),
    sealed: sealed.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
  });
}

const signerOf = (publicKey: string, privateKey: Buffer): Signer => {
  let isWiped = false;
  return {
    publicKey,
    sign: (bytes) => {
      if (isWiped) throw new Error('This key was wiped when its person signed out.');
      return Buffer.from(signBytes(privateKey, bytes)).toString('base64url');
    },
    wipe: () => {
      privateKey.fill(0);
      isWiped = true;
    },
  };
};

/**
 * Opens a sealed key. A cheaper cost than {@link personCost} is refused unless `allowsThrowAway`, so that the key of a
 * rehearsal's throw-away person never signs in a production launch.
 */
export async function unseal(
  key: SealedKey,
  passphrase: string,
  options: { readonly allowsThrowAway?: boolean } = {},
): Promise<Result<Signer, Refusal>> {
  const opened = await openPrivateKey(key, passphrase, options);
  return opened.ok ? ok(signerOf(key.publicKey, opened.value)) : opened;
}

async function openPrivateKey(
  key: SealedKey,
  passphrase: string,
  options: { readonly allowsThrowAway?: boolean },
): Promise<Result<Buffer, Refusal>> {
  if (key.scrypt.N * key.scrypt.r * key.scrypt.p < personCost.N * personCost.r && options.allowsThrowAway !== true) {
    return err(
      refusal(
        'throw-away-key',
        'This key belongs to a throw-away person of a rehearsal.',
        'Enrol with a key of your own.',
      ),
    );
  }
  const derived = await derive(passphrase, Buffer.from(key.salt, 'base64url'), key.scrypt);
  const decipher = createDecipheriv('aes-256-gcm', derived, Buffer.from(key.nonce, 'base64url'), { authTagLength: 16 });
  decipher.setAAD(boundTo(key.publicKey, key.scrypt));
  decipher.setAuthTag(Buffer.from(key.tag, 'base64url'));
  try {
    return ok(Buffer.concat([decipher.update(Buffer.from(key.sealed, 'base64url')), decipher.final()]));
  } catch {
    return err(
      refusal(
        'wrong-passphrase',
        'The passphrase is not the right one.',
        'Try again; mind Caps Lock and the keyboard layout.',
      ),
    );
  } finally {
    derived.fill(0);
  }
}
