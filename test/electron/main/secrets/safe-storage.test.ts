import type { SafeStorage } from 'electron';
import { describe, expect, test } from 'vitest';
import { safeKeychain } from '#main/secrets/safe-storage.ts';

/** Electron's part, as far as it is asked. */
const storage = (backend: string, isAvailable = true) =>
  ({
    getSelectedStorageBackend: () => backend,
    isEncryptionAvailable: () => isAvailable,
    encryptString: (text: string) => Buffer.from(text, 'utf8'),
    decryptString: (sealed: Buffer) => sealed.toString('utf8'),
  }) as unknown as SafeStorage;

describe('which keychain is trusted', () => {
  test.each(['basic_text', 'unknown'])('on Linux %s is none, although it says that it can encrypt', async (backend) => {
    const keychain = safeKeychain(storage(backend), 'linux');
    expect(keychain.backend).toBeNull();
    expect(keychain.trouble).toContain('kept for this session only');
    await expect(keychain.encrypt('x')).rejects.toThrow();
  });

  test.each(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'])('on Linux %s is one', async (backend) => {
    const keychain = safeKeychain(storage(backend), 'linux');
    expect(keychain).toMatchObject({ backend, trouble: null });
    expect(await keychain.decrypt(await keychain.encrypt('token'))).toBe('token');
  });

  test('a keyring that is locked is none now, and that is said', () => {
    const keychain = safeKeychain(storage('gnome_libsecret', false), 'linux');
    expect(keychain.backend).toBeNull();
    expect(keychain.trouble).toContain('Unlock it');
  });

  test('macOS and Windows have their own', () => {
    expect(safeKeychain(storage(''), 'darwin').backend).toBe('keychain');
    expect(safeKeychain(storage(''), 'win32').backend).toBe('dpapi');
  });
});
