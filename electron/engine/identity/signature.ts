import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { invariant } from '#shared/lib/invariant.ts';

/** Raw length of an Ed25519 public key and of a signature. */
const publicKeyBytes = 32;
const signatureBytes = 64;

/** An Ed25519 pair as it is kept: the public key raw in base64url, the private one as PKCS#8 bytes. */
export type KeyPair = { readonly publicKey: string; readonly privateKey: Uint8Array };

export function newKeyPair(): KeyPair {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ format: 'jwk' }).x;
  invariant(publicKey !== undefined, 'an Ed25519 key always has an x');
  return { publicKey, privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }) };
}

/** Signs with a PKCS#8 private key. The key object lives only for this call, so wiping the bytes wipes the key. */
export const signBytes = (privateKey: Uint8Array, bytes: Uint8Array): Uint8Array =>
  sign(null, bytes, createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }));

const decode = (text: string, length: number): Buffer | undefined => {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === length && bytes.toString('base64url') === text ? bytes : undefined;
};

const publicKeyFrom = (publicKey: string): KeyObject | undefined => {
  if (decode(publicKey, publicKeyBytes) === undefined) return undefined;
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  } catch {
    return undefined;
  }
};

/** True only when `signature` (base64url) over exactly `bytes` was made by the owner of `publicKey`. Never throws. */
export function verifySignature(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const key = publicKeyFrom(publicKey);
  const raw = decode(signature, signatureBytes);
  return key !== undefined && raw !== undefined && verify(null, bytes, key, raw);
}
