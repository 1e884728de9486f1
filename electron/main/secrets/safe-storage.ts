import type { SafeStorage } from 'electron';
import { type Keychain, noKeychain } from './keychain.ts';

/** Backends of Linux that keep their key in a keyring; the others use one that is in Chromium's source. */
const keyrings: ReadonlySet<string> = new Set(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6']);

const NO_KEYRING =
  'There is no keyring on this machine (GNOME Keyring or KWallet), so secrets are kept for this session only: they have ' +
  'to be entered again when Tminus starts anew. Nothing secret is written to disk.';

/**
 * Electron's safeStorage, trusted only where it keeps its key somewhere safe: on Linux it says that it can encrypt while
 * it uses a constant (trust, "The ten that change the design", 8). Only when the app is ready.
 */
export function safeKeychain(storage: SafeStorage, platform: NodeJS.Platform): Keychain {
  const backend = backendOf(storage, platform);
  if (backend === null || !storage.isEncryptionAvailable()) return noKeychain(whyNone(backend, platform));
  return {
    backend,
    trouble: null,
    // An older Electron has only the calls that make everything wait.
    encrypt: async (text) =>
      'encryptStringAsync' in storage ? storage.encryptStringAsync(text) : (storage as SafeStorage).encryptString(text),
    decrypt: async (sealed) =>
      'decryptStringAsync' in storage
        ? (await storage.decryptStringAsync(sealed)).result
        : (storage as SafeStorage).decryptString(sealed),
  };
}

function backendOf(storage: SafeStorage, platform: NodeJS.Platform): string | null {
  if (platform === 'darwin') return 'keychain';
  if (platform === 'win32') return 'dpapi';
  const backend = storage.getSelectedStorageBackend();
  return keyrings.has(backend) ? backend : null;
}

const whyNone = (backend: string | null, platform: NodeJS.Platform): string =>
  backend === null && platform === 'linux'
    ? NO_KEYRING
    : 'This machine’s keychain can’t be used now: secrets are kept for this session only. Unlock it, then start Tminus again.';
