import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import type { MainLog } from '../main-log.ts';
import { safeKeychain } from './safe-storage.ts';
import { SecretStore } from './secret-store.ts';
import { secretsFileAt } from './secrets-file.ts';

/** Opens the secrets of this console when they are first asked for, once. */
export function openSecrets(parts: {
  readonly storage: SafeStorage;
  readonly home: string;
  readonly log: Pick<MainLog, 'note'>;
}): () => Promise<SecretStore> {
  let opened: Promise<SecretStore> | undefined;
  const open = async (): Promise<SecretStore> => {
    const keychain = safeKeychain(parts.storage, process.platform);
    const store = await SecretStore.open(keychain, secretsFileAt(join(parts.home, 'secrets.json')), Date.now);
    const { backend, trouble } = store.facts();
    parts.log.note(`secrets: ${backend ?? 'no keychain'}${trouble === null ? '' : `; ${trouble}`}`);
    return store;
  };
  return () => {
    opened ??= open();
    return opened;
  };
}
