import { dirname, resolve } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { ExecCredentials } from './exec-credentials.ts';
import { type Allowed, allowedPath, type ExecCall } from './exec-plugin.ts';
import { readKubeconfig } from './kubeconfig-file.ts';
import { objectionsTo } from './kubeconfig-objections.ts';

export type KubernetesSettings = {
  /** Path of the kubeconfig. Never the environment's, never a default one. */
  readonly kubeconfig: string;
  /** Named outright: the file's current-context can be changed by another terminal. */
  readonly context: string;
  readonly namespace: string;
  /** Programs a kubeconfig may run to get credentials. None unless listed. */
  readonly allowedExecPlugins?: readonly Allowed[] | undefined;
};

export type Vetted = {
  readonly kubeconfig: KubeConfig;
  /** Null: its credentials stand in the file. */
  readonly plugin: ExecCredentials | null;
};

/** Reads a kubeconfig and pins it to one context, or says which of its entries can't be trusted and what to do. */
export function vetKubeconfig(settings: KubernetesSettings, empty: KubeConfig): Result<Vetted, Fault> {
  const file = readKubeconfig(settings.kubeconfig);
  if (!file.ok) return refuse(settings, file.error.why, file.error.hint, file.error.cause);
  const context = file.value.contexts.find(({ name }) => name === settings.context);
  if (context === undefined) {
    const known = file.value.contexts.map(({ name }) => name).join(', ') || 'none';
    const why = `it has no context ${settings.context} (it has: ${known})`;
    return refuse(settings, why, 'Choose one of these in the connection settings.');
  }
  const { cluster, user } = context;
  if (cluster === null)
    return refuse(settings, `context ${settings.context} names a cluster it doesn't have`, 'Repair the file.');
  if (user === null)
    return refuse(settings, `context ${settings.context} names a user it doesn't have`, 'Repair the file.');
  const allowed = settings.allowedExecPlugins ?? [];
  const [objection] = objectionsTo(cluster, user, settings.kubeconfig, allowed);
  if (objection !== undefined) return refuse(settings, objection.why, objection.hint);
  try {
    empty.loadFromString(file.value.text);
    const folder = dirname(resolve(settings.kubeconfig));
    empty.makePathsAbsolute(folder);
    empty.setCurrentContext(settings.context);
    const found = user.exec ? allowedPath(user.exec, folder, allowed) : null;
    if (!user.exec || found === null || !('path' in found)) return ok({ kubeconfig: empty, plugin: null });
    return ok({ kubeconfig: empty, plugin: runByUs(empty, { ...user.exec, command: found.path }) });
  } catch {
    const hint = 'Try kubectl with the same file: it shows what is wrong.';
    return refuse(settings, 'the Kubernetes client refuses it', hint);
  }
}

/** The file that was looked at, whatever PATH says later; started and ended by this console, not by the library. */
function runByUs(config: KubeConfig, call: ExecCall): ExecCredentials {
  const user = config.getCurrentUser();
  const plugin = new ExecCredentials(user?.name ?? '', call);
  // The library asks its own ways first: an auth-provider beside it would run another program, which nobody looked at.
  if (user !== null) Object.assign(user, { exec: undefined, authProvider: undefined });
  config.addAuthenticator(plugin);
  return plugin;
}

function refuse(
  settings: KubernetesSettings,
  why: string,
  hint: string,
  cause: Fault['cause'] = 'invalid',
): Result<never, Fault> {
  return err({
    kind: 'fault',
    cause,
    message: `The kubeconfig ${settings.kubeconfig} was refused: ${why}.`,
    hint,
    retryable: false,
  });
}
