import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { readPrivateFile, writePrivateFile } from './private-file.ts';
import { newKeyPair, signBytes, verifySignature } from './signature.ts';

const consoleKeySchema = z.strictObject({
  format: z.literal('tminus-console-key/1'),
  publicKey: z.string(),
  privateKey: z.string(),
});

/** The key with which this machine signs the heads of its log; it confirms nothing and is no person. */
export type ConsoleKey = {
  /** Names the console in the log: `console-` and 8 hex digits of the SHA-256 of its public key. */
  readonly id: string;
  /** Raw Ed25519, base64url. */
  readonly publicKey: string;
  sign(bytes: Uint8Array): Uint8Array;
};

/** The id that goes with a console's public key. */
export const consoleIdOf = (publicKey: string): string =>
  `console-${createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 8)}`;

const consoleKey = (publicKey: string, privateKey: Uint8Array): ConsoleKey => ({
  id: consoleIdOf(publicKey),
  publicKey,
  sign: (bytes) => signBytes(privateKey, bytes),
});

/** Reads `home`/console-key.json (mode 600), or makes it the first time. A damaged one is never replaced silently. */
export function consoleKeyIn(home: string): Result<ConsoleKey, Fault> {
  const path = join(home, 'console-key.json');
  const text = readPrivateFile(path);
  if (!text.ok) return text;
  if (text.value === undefined) {
    const pair = newKeyPair();
    const file = {
      format: 'tminus-console-key/1',
      publicKey: pair.publicKey,
      privateKey: Buffer.from(pair.privateKey).toString('base64url'),
    };
    const written = writePrivateFile(path, `${JSON.stringify(file, null, 2)}\n`);
    return written.ok ? ok(consoleKey(pair.publicKey, pair.privateKey)) : written;
  }
  try {
    const file = consoleKeySchema.parse(JSON.parse(text.value));
    const key = consoleKey(file.publicKey, Buffer.from(file.privateKey, 'base64url'));
    // A private key that isn't the public one's would sign heads that nobody can check.
    const proof = Buffer.from(key.sign(new Uint8Array(0))).toString('base64url');
    if (!verifySignature(key.publicKey, new Uint8Array(0), proof)) throw new Error('the two keys are no pair');
    return ok(key);
  } catch {
    return err({
      kind: 'fault',
      cause: 'invalid',
      message: `The console's key ${path} is damaged. It was left as it is, and no log was opened.`,
      hint: 'Bring it back from a copy; or move it away, and this console gets a new key and a new name in the log.',
      retryable: false,
    });
  }
}
