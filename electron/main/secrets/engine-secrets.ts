import type { FromEngine, KeepSecretsMessage, ToEngine } from '#shared/contract/envelope.ts';
import type { EngineHost } from '../engine-host.ts';
import type { MainLog } from '../main-log.ts';
import type { SecretStore } from './secret-store.ts';

/**
 * Hands the secrets to each run of the engine, over its own channel, as soon as the keychain gave them: it reaches nothing
 * outside before. Keeps what the engine says belongs to a source that was saved.
 */
export function withSecrets(host: EngineHost, opening: Promise<SecretStore>, log: Pick<MainLog, 'note'>) {
  let tellCurrent: (message: ToEngine) => boolean = () => false;
  const told = (send: (message: ToEngine) => boolean): Promise<unknown> =>
    opening.then(
      (store) => send(store.message()),
      (error: unknown) => log.note(`secrets: could not be opened: ${error instanceof Error ? error.message : error}`),
    );
  const keep = async (message: KeepSecretsMessage, send: (message: ToEngine) => boolean): Promise<void> => {
    const store = await opening;
    const trouble = await store.keep(message);
    const names = [...message.entered, ...Object.keys(message.found)];
    if (names.length > 0) log.note(`secrets ${trouble === null ? 'saved' : 'not saved'}: ${names.join(', ')}`);
    if (message.forget.length > 0 && trouble === null) log.note(`secrets removed: ${message.forget.join(', ')}`);
    send(store.message());
    send({ kind: 'secrets-kept', id: message.id, trouble });
  };
  const hosted: EngineHost = () => {
    const run = host();
    tellCurrent = (message) => run.send(message);
    run.onMessage((message: FromEngine) => {
      if (message.kind === 'keep-secrets') void keep(message, (answer) => run.send(answer));
    });
    void told((message) => run.send(message));
    return run;
  };
  return { host: hosted, tell: () => void told(tellCurrent) };
}
