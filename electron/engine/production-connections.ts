import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connections } from './adapters/connections.ts';
import { resolveConnections } from './settings/resolve-connections.ts';
import type { SecretBox } from './settings/secret-box.ts';
import { readSettings, settingsPath } from './settings/settings-file.ts';

/**
 * How production launches of this console reach outside: HOME/connections.json, mode 600, with the secrets that it names.
 * Null when there is none: then a production launch has its log, lists, votes and paper, and nothing can be run.
 */
export function productionConnections(home: string, secrets: SecretBox): Result<Connections | null, Fault> {
  const settings = readSettings(home);
  if (!settings.ok) return settings;
  if (!settings.value.isThere) return ok(null);
  try {
    return ok(resolveConnections(settings.value.file, (name, receiver) => secrets.kept(name, receiver)));
  } catch {
    // A secret of the wrong form, e.g. a webhook's address that is none. What it is, is not said.
    return err({
      kind: 'fault',
      cause: 'invalid',
      message: `The connections in ${settingsPath(home)} can't be used: a secret they name has the wrong form.`,
      hint: 'Enter the addresses of the webhooks again in Settings, Sources.',
      retryable: false,
    });
  }
}
