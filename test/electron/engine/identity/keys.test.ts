import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { consoleIdOf, consoleKeyIn } from '#engine/identity/console-key.ts';
import { fingerprintOf } from '#engine/identity/fingerprint.ts';
import { fingerprintWords } from '#engine/identity/fingerprint-words.ts';
import type { Signer } from '#engine/identity/sealed-key.ts';
import { createSessions } from '#engine/identity/sessions.ts';
import { newKeyPair, signBytes, verifySignature } from '#engine/identity/signature.ts';
import { scratchHome } from './scratch-home.ts';

const bytes = new TextEncoder().encode('GO');

describe('a signature', () => {
  const pair = newKeyPair();
  const signature = Buffer.from(signBytes(pair.privateKey, bytes)).toString('base64url');

  test('holds for its key and its bytes alone', () => {
    expect(verifySignature(pair.publicKey, bytes, signature)).toBe(true);
    expect(verifySignature(newKeyPair().publicKey, bytes, signature)).toBe(false);
    expect(verifySignature(pair.publicKey, new TextEncoder().encode('GO '), signature)).toBe(false);
  });

  test.each([
    '',
    'x',
    signature.slice(1),
    `${signature}A`,
    `${signature}=`,
    signature.replace(/^./, '+'),
    'A'.repeat(86),
  ])('"%s" is none, and nothing is thrown', (wrong) => {
    expect(verifySignature(pair.publicKey, bytes, wrong)).toBe(false);
  });

  test.each(['', 'x', 'A'.repeat(42), '%%%'])('"%s" is no key, and nothing is thrown', (wrong) => {
    expect(verifySignature(wrong, bytes, signature)).toBe(false);
  });
});

describe('the six words of a key', () => {
  test('are six of 256 different short words, always the same for a key', () => {
    expect(new Set(fingerprintWords).size).toBe(256);
    for (const word of fingerprintWords) expect(word).toMatch(/^[a-z]{3,9}$/);
    const { publicKey } = newKeyPair();
    expect(fingerprintOf(publicKey)).toBe(fingerprintOf(publicKey));
    expect(fingerprintOf(publicKey).split(' ')).toHaveLength(6);
  });

  test('never change for a key: people compare them with what they noted', () => {
    expect(fingerprintOf('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')).toMatchInlineSnapshot(
      `"bronze zebra carrot spider morning elbow"`,
    );
  });

  test('differ for different keys', () => {
    const words = Array.from({ length: 500 }, () => fingerprintOf(newKeyPair().publicKey));
    expect(new Set(words).size).toBe(500);
  });
});

describe("the console's key", () => {
  test('is made once, kept for its owner alone, and names the console', () => {
    const home = scratchHome();
    const first = consoleKeyIn(home);
    const again = consoleKeyIn(home);
    if (!first.ok || !again.ok) throw new Error('no console key');
    expect(again.value.publicKey).toBe(first.value.publicKey);
    expect(first.value.id).toBe(consoleIdOf(first.value.publicKey));
    expect(first.value.id).toMatch(/^console-[0-9a-f]{8}$/);
    expect(statSync(join(home, 'console-key.json')).mode & 0o777).toBe(0o600);
    const signature = Buffer.from(again.value.sign(bytes)).toString('base64url');
    expect(verifySignature(first.value.publicKey, bytes, signature)).toBe(true);
  });

  test('that is damaged, or open to others, is refused and never replaced', () => {
    const home = scratchHome();
    consoleKeyIn(home);
    const path = join(home, 'console-key.json');
    const text = readFileSync(path, 'utf8');
    chmodSync(path, 0o640);
    expect(consoleKeyIn(home)).toMatchObject({ ok: false, error: { cause: 'disk' } });
    chmodSync(path, 0o600);
    writeFileSync(path, text.replace('privateKey": "', 'privateKey": "AAAA'));
    expect(consoleKeyIn(home)).toMatchObject({ ok: false, error: { cause: 'invalid' } });
    expect(readFileSync(path, 'utf8')).toContain('AAAA');
    writeFileSync(path, text.replace(/"publicKey": "[^"]*"/, `"publicKey": "${newKeyPair().publicKey}"`));
    expect(consoleKeyIn(home)).toMatchObject({ ok: false, error: { cause: 'invalid' } });
  });
});

describe('sessions', () => {
  const signerOf = (): Signer & { isWiped: boolean } => {
    const pair = newKeyPair();
    const signer = {
      publicKey: pair.publicKey,
      isWiped: false,
      sign: (what: Uint8Array) => Buffer.from(signBytes(pair.privateKey, what)).toString('base64url'),
      wipe: () => {
        signer.isWiped = true;
      },
    };
    return signer;
  };

  test('a person signs at the window where they signed in, and nowhere else', () => {
    const sessions = createSessions(Date.now);
    const maria = signerOf();
    sessions.signIn('window-1', 'maria', maria);
    expect(sessions.who('window-1')).toEqual({ person: 'maria', publicKey: maria.publicKey });
    const signed = sessions.sign('window-1', bytes);
    expect(signed.ok && verifySignature(maria.publicKey, bytes, signed.value)).toBe(true);
    expect(sessions.sign('window-2', bytes)).toMatchObject({ ok: false, error: { code: 'not-signed-in' } });
  });

  test('locking wipes the key, signing in anew wipes the one before, and all can be locked at once', () => {
    const sessions = createSessions(Date.now);
    const [maria, jun, ana] = [signerOf(), signerOf(), signerOf()];
    sessions.signIn('window-1', 'maria', maria);
    sessions.signIn('window-1', 'jun', jun);
    expect([maria.isWiped, jun.isWiped]).toEqual([true, false]);
    sessions.lock('window-1');
    expect(jun.isWiped).toBe(true);
    expect(sessions.who('window-1')).toBeUndefined();
    sessions.signIn('window-2', 'ana', ana);
    sessions.lockAll();
    expect(ana.isWiped).toBe(true);
  });
});
