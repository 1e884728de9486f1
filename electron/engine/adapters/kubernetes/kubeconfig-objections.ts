import { dirname, relative, resolve } from 'node:path';
import { type Allowed, allowedPath } from './exec-plugin.ts';
import type { KubeconfigCluster, KubeconfigUser } from './kubeconfig-file.ts';

/** What can't be trusted: the end of a sentence that begins with the file, and what to do. */
export type Objection = { readonly why: string; readonly hint: string };

/** Everything about a context that can't be trusted, the gravest first (trust K3); empty when it may be used. */
export function objectionsTo(
  cluster: KubeconfigCluster,
  user: KubeconfigUser,
  path: string,
  allowed: readonly Allowed[],
): readonly Objection[] {
  return [...server(cluster), ...plugins(user, path, allowed), ...acting(user), ...filesOutside(user, path)];
}

function server(cluster: KubeconfigCluster): readonly Objection[] {
  const found: Objection[] = [];
  if (!cluster.server.startsWith('https://'))
    found.push({
      why: `its server ${cluster.server} isn't https`,
      hint: 'Use a kubeconfig whose server is reached over TLS.',
    });
  if (cluster['insecure-skip-tls-verify'] === true)
    found.push({
      why: 'it says insecure-skip-tls-verify: anyone in between could pose as the cluster',
      hint: "Put the cluster's CA into certificate-authority-data instead.",
    });
  return found;
}

function plugins(user: KubeconfigUser, path: string, allowed: readonly Allowed[]): readonly Objection[] {
  if (user.exec) {
    const found = allowedPath(user.exec, dirname(resolve(path)), allowed);
    return 'why' in found ? [found] : [];
  }
  const provider = user['auth-provider'];
  if (!provider || allowed.includes(`auth-provider ${provider.name}`)) return [];
  return [
    {
      why: `it gets credentials by the auth-provider ${provider.name}, which isn't on the list`,
      hint: 'Kubernetes dropped these: make the kubeconfig anew, with an exec plugin.',
    },
  ];
}

const acting = (user: KubeconfigUser): readonly Objection[] =>
  user.as
    ? [{ why: `it acts as another user (${user.as})`, hint: "Use a kubeconfig with that user's own credentials." }]
    : [];

function filesOutside(user: KubeconfigUser, path: string): readonly Objection[] {
  const folder = dirname(resolve(path));
  const named = [
    ['tokenFile', user.tokenFile],
    ['client-key', user['client-key']],
  ] as const;
  return named.flatMap(([key, file]) =>
    file && relative(folder, resolve(folder, file)).startsWith('..')
      ? [
          {
            why: `its ${key} ${file} lies outside its own folder`,
            hint: 'Copy the file beside the kubeconfig, or embed it as data.',
          },
        ]
      : [],
  );
}
