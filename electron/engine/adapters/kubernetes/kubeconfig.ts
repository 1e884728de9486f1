import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

export type KubernetesSettings = {
  /** Path of the kubeconfig. Never the environment's, never a default one. */
  readonly kubeconfig: string;
  /** Named outright: the file's current-context can be changed by another terminal. */
  readonly context: string;
  readonly namespace: string;
  /** Programs a kubeconfig may run to get credentials, by command name or path. None unless listed. */
  readonly allowedExecPlugins?: readonly string[] | undefined;
};

const Named = <T extends z.ZodType>(key: string, inner: T) =>
  z.array(z.looseObject({ name: z.string(), [key]: inner })).nullish();
const File = z.looseObject({
  clusters: Named('cluster', z.looseObject({ server: z.string(), 'insecure-skip-tls-verify': z.boolean().optional() })),
  users: Named('user', z.looseObject({})),
  contexts: Named('context', z.looseObject({ cluster: z.string(), user: z.string().optional() })),
});
const User = z.looseObject({
  exec: z.looseObject({ command: z.string() }).nullish(),
  'auth-provider': z.looseObject({ name: z.string() }).nullish(),
  tokenFile: z.string().nullish(),
  'client-key': z.string().nullish(),
  as: z.string().nullish(),
});
const Cluster = z.looseObject({ server: z.string(), 'insecure-skip-tls-verify': z.boolean().nullish() });
const Context = z.looseObject({ cluster: z.string(), user: z.string().nullish() });

/** Reads a kubeconfig and pins it to one context, or says which of its entries can't be trusted and what to do. */
export function vetKubeconfig(settings: KubernetesSettings, empty: KubeConfig): Result<KubeConfig, Fault> {
  let text: string;
  try {
    text = readFileSync(settings.kubeconfig, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return refuse(settings, `it can't be read (${code})`, 'Check the path in the connection settings.', 'disk');
  }
  const file = File.safeParse(parseYaml(text));
  if (!file.success) return refuse(settings, "it isn't a kubeconfig", 'Choose the file that kubectl uses.');
  const context = entry(Context, file.data.contexts, settings.context, 'context');
  if (context === null) {
    const known = (file.data.contexts ?? []).map((one) => one.name).join(', ') || 'none';
    return refuse(
      settings,
      `it has no context ${settings.context} (it has: ${known})`,
      'Choose one of these in the connection settings.',
    );
  }
  const cluster = entry(Cluster, file.data.clusters, context.cluster, 'cluster');
  if (cluster === null)
    return refuse(settings, `context ${settings.context} names a cluster it doesn't have`, 'Repair the file.');
  const user = entry(User, file.data.users, context.user ?? '', 'user');
  if (user === null)
    return refuse(settings, `context ${settings.context} names a user it doesn't have`, 'Repair the file.');
  const objection = objectionTo(cluster, user, settings);
  if (objection !== null) return refuse(settings, objection[0], objection[1]);
  try {
    empty.loadFromString(text);
    empty.makePathsAbsolute(dirname(resolve(settings.kubeconfig)));
    empty.setCurrentContext(settings.context);
    return ok(empty);
  } catch {
    return refuse(
      settings,
      'the Kubernetes client refuses it',
      'Try kubectl with the same file: it shows what is wrong.',
    );
  }
}

/** What can't be trusted about a context: why, and what to do. */
function objectionTo(
  cluster: z.infer<typeof Cluster>,
  user: z.infer<typeof User>,
  settings: KubernetesSettings,
): readonly [why: string, hint: string] | null {
  if (!cluster.server.startsWith('https://'))
    return [`its server ${cluster.server} isn't https`, 'Use a kubeconfig whose server is reached over TLS.'];
  if (cluster['insecure-skip-tls-verify'] === true) {
    return [
      'it says insecure-skip-tls-verify: anyone in between could pose as the cluster',
      "Put the cluster's CA into certificate-authority-data instead.",
    ];
  }
  const plugin = user.exec?.command ?? (user['auth-provider'] ? `auth-provider ${user['auth-provider'].name}` : null);
  if (plugin !== null && !(settings.allowedExecPlugins ?? []).includes(plugin)) {
    return [
      `it runs the program ${plugin} to get credentials, which isn't on the list`,
      `If you trust it, add ${plugin} to the allowed plugins in the connection settings.`,
    ];
  }
  if (user.as) return [`it acts as another user (${user.as})`, "Use a kubeconfig with that user's own credentials."];
  const folder = dirname(resolve(settings.kubeconfig));
  for (const [key, path] of [
    ['tokenFile', user.tokenFile],
    ['client-key', user['client-key']],
  ] as const) {
    if (path && relative(folder, resolve(folder, path)).startsWith('..')) {
      return [
        `its ${key} ${path} lies outside its own folder`,
        'Copy the file beside the kubeconfig, or embed it as data.',
      ];
    }
  }
  return null;
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function entry<T extends z.ZodType>(
  schema: T,
  entries: readonly Record<string, unknown>[] | null | undefined,
  name: string,
  key: string,
): z.infer<T> | null {
  const found = (entries ?? []).find((one) => one.name === name);
  const parsed = schema.safeParse(found?.[key]);
  return parsed.success ? parsed.data : null;
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
