import { describe, expect, test } from 'vitest';
import { makeKey, personCost, throwAwayCost, unseal } from '#engine/identity/sealed-key.ts';
import { verifySignature } from '#engine/identity/signature.ts';
import { passphrase } from './scratch-home.ts';

const bytes = new TextEncoder().encode('GO for 5 %');
const cheap = { cost: throwAwayCost };

async function made(words: string) {
  const key = await makeKey(words, cheap);
  if (!key.ok) throw new Error(key.error.message);
  return key.value;
}

describe("a person's key", () => {
  test('is sealed with scrypt N=2^17, r=8, p=1, opens with its passphrase and signs', async () => {
    const key = await makeKey(passphrase);
    if (!key.ok) throw new Error(key.error.message);
    expect(key.value.scrypt).toEqual({ N: 131_072, r: 8, p: 1 });
    expect(personCost).toEqual(key.value.scrypt);
    const signer = await unseal(key.value, passphrase);
    if (!signer.ok) throw new Error(signer.error.message);
    expect(verifySignature(key.value.publicKey, bytes, signer.value.sign(bytes))).toBe(true);
  });

  test.each(['', 'short', 'eleven char', '🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀'])(
    'is refused for the passphrase "%s" of fewer than 12 characters',
    async (words) => {
      expect(await makeKey(words, cheap)).toMatchObject({
        ok: false,
        error: { kind: 'refusal', code: 'passphrase-too-short' },
      });
    },
  );

  test('stays shut for another passphrase, also one that differs in a space or in case', async () => {
    const key = await made(passphrase);
    for (const wrong of ['', 'Correct horse battery', `${passphrase} `, 'something else entirely']) {
      expect(await unseal(key, wrong, { allowsThrowAway: true })).toMatchObject({
        ok: false,
        error: { code: 'wrong-passphrase' },
      });
    }
  });

  test('opens for the same passphrase typed on a keyboard that composes its accents otherwise', async () => {
    const key = await made('caf\u00e9 au lait a minuit');
    expect((await unseal(key, 'cafe\u0301 au lait a minuit', { allowsThrowAway: true })).ok).toBe(true);
  });

  test('does not open when anything in its file was changed', async () => {
    const key = await made(passphrase);
    const other = await made(passphrase);
    const changed = [
      { ...key, publicKey: other.publicKey },
      { ...key, scrypt: { ...key.scrypt, r: 4 } },
      { ...key, salt: other.salt },
      { ...key, nonce: other.nonce },
      { ...key, sealed: other.sealed },
      { ...key, tag: other.tag },
    ];
    for (const one of changed) expect((await unseal(one, passphrase, { allowsThrowAway: true })).ok).toBe(false);
  });

  test('of a throw-away person opens only where throw-away people are asked for', async () => {
    const key = await made(passphrase);
    expect(await unseal(key, passphrase)).toMatchObject({ ok: false, error: { code: 'throw-away-key' } });
    expect((await unseal(key, passphrase, { allowsThrowAway: true })).ok).toBe(true);
  });

  test('signs nothing any more after it was wiped', async () => {
    const signer = await unseal(await made(passphrase), passphrase, { allowsThrowAway: true });
    if (!signer.ok) throw new Error(signer.error.message);
    signer.value.sign(bytes);
    signer.value.wipe();
    expect(() => signer.value.sign(bytes)).toThrow(/wiped/);
  });

  test('holds nothing readable of the passphrase or the private key', async () => {
    const key = await made(passphrase);
    const text = JSON.stringify(key);
    expect(text).not.toContain('horse');
    expect(text).not.toContain('MC4CAQAwBQYDK2Vw');
  });
});
