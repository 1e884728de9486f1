import { dirname, resolve } from 'node:path';
import type { ContextSeen, KubeconfigSeen } from '#shared/contract/settings-facts.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { type Allowed, callText, programOf } from '../adapters/kubernetes/exec-plugin.ts';
import {
  type KubeconfigContext,
  type KubeconfigRead,
  type KubeconfigUser,
  readKubeconfig,
} from '../adapters/kubernetes/kubeconfig-file.ts';
import { objectionsTo } from '../adapters/kubernetes/kubeconfig-objections.ts';

/**
 * The contexts of a kubeconfig and what stands in the way of each, besides the program that it runs, which is shown by
 * itself. Nothing in it is run, no cluster is asked.
 */
export function seenContexts(path: string, allowed: readonly Allowed[]): Result<KubeconfigSeen, Trouble> {
  const file = readKubeconfig(path);
  if (!file.ok)
    return err({
      kind: 'fault',
      cause: file.error.cause,
      message: `The kubeconfig ${path} can't be used: ${file.error.why}.`,
      hint: file.error.hint,
      retryable: false,
    });
  const contexts = file.value.contexts.map((context) => seen(context, path, allowed));
  return ok({ path, contexts, warning: warningOf(path, file.value.others) });
}

function seen(context: KubeconfigContext, path: string, allowed: readonly Allowed[]): ContextSeen {
  const { name, clusterName, userName, namespace, cluster, user } = context;
  const exec = user?.exec ?? null;
  return {
    ...{ name, namespace, cluster: clusterName, user: userName },
    server: cluster?.server ?? null,
    signsIn: user === null ? 'nothing' : signsIn(user),
    program:
      exec === null
        ? null
        : {
            line: callText(exec),
            environment: (exec.env ?? []).map((one) => one.name),
            pin: programOf(exec, dirname(resolve(path))),
          },
    problems:
      cluster === null || user === null
        ? [
            {
              why: `it names a ${cluster === null ? 'cluster' : 'user'} the file doesn't have`,
              hint: 'Repair the file.',
            },
          ]
        : objectionsTo(cluster, user, path, exec === null ? allowed : [exec.command]),
  };
}

function signsIn(user: KubeconfigUser): string {
  if (user.exec) return 'a program';
  if (user['auth-provider']) return `the auth-provider ${user['auth-provider'].name}`;
  if (user.token) return 'a token';
  if (user.tokenFile) return `a token in ${user.tokenFile}`;
  if (user['client-certificate'] || user['client-certificate-data']) return 'a client certificate';
  return user.username ? 'a name and a password' : 'nothing';
}

/** Its credentials are as open as its file (trust C6). */
function warningOf(path: string, others: KubeconfigRead['others']): string | null {
  if (others === 'nothing') return null;
  return `Others on this machine may ${others} this file, and with it act as you in the cluster. Type: chmod 600 '${path}'`;
}
