import { createHash } from 'node:crypto';
import { fingerprintWords } from './fingerprint-words.ts';

/** Words that two people compare: six of 256 are 48 bits. */
const wordCount = 6;

/** The six words of a public key (base64url): the first bytes of its SHA-256, a word for each. authority.md, "People". */
export function fingerprintOf(publicKey: string): string {
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest();
  return [...digest.subarray(0, wordCount)].map((byte) => fingerprintWords[byte]).join(' ');
}
