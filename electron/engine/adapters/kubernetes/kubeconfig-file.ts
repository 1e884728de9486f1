import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { ExecCall } from './exec-plugin.ts';

const Entries = z.array(z.looseObject({ name: z.string() })).nullish();
const File = z.looseObject({ clusters: Entries, users: Entries, contexts: Entries });

const Cluster = z.looseObject({ server: z.string(), 'insecure-skip-tls-verify': z.boolean().nullish() });
const Context = z.looseObject({ cluster: z.string(), user: z.string().nullish(), namespace: z.string().nullish() });
const User = z.looseObject({
  exec: ExecCall.nullish(),
  'auth-provider': z.looseObject({ name: z.string() }).nullish(),
  token: z.string().nullish(),
  tokenFile: z.string().nullish(),
  'client-key': z.string().nullish(),
  'client-certificate-data': z.string().nullish(),
  'client-certificate': z.string().nullish(),
  username: z.string().nullish(),
  as: z.string().nullish(),
});
export type KubeconfigCluster = z.infer<typeof Cluster>;
export type KubeconfigUser = z.infer<typeof User>;

/** One context with what it names; null where the file doesn't have it or it can't be read. */
export type KubeconfigContext = {
  readonly name: string;
  readonly clusterName: string;
  readonly userName: string;
  readonly namespace: string | null;
  readonly cluster: KubeconfigCluster | null;
  readonly user: KubeconfigUser | null;
};
export type KubeconfigRead = {
  readonly text: string;
  readonly contexts: readonly KubeconfigContext[];
  /** Whether others on this machine may read it, or even write it (trust C6). */
  readonly others: 'nothing' | 'read' | 'write';
};

/** What can't be read, as the end of a sentence, and what to do. */
export type KubeconfigTrouble = { readonly why: string; readonly hint: string; readonly cause: 'disk' | 'invalid' };

/** Larger than any kubeconfig: a wrong file is not swallowed whole. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Reads a kubeconfig with all its contexts. Nothing in it is followed or run. */
export function readKubeconfig(path: string): Result<KubeconfigRead, KubeconfigTrouble> {
  try {
    const found = readBounded(path);
    if (found === null) return err(noKubeconfig);
    const { text, mode } = found;
    const file = File.safeParse(parseYaml(text));
    if (!file.success) return err(noKubeconfig);
    return ok({ text, others: othersMay(mode), contexts: contextsOf(file.data) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return err({
      why: `it can't be read (${code})`,
      hint: 'Check the path in the connection settings.',
      cause: 'disk',
    });
  }
}

/** Null for what is no file (a pipe or a device may never end) or too large. */
function readBounded(path: string): { readonly text: string; readonly mode: number } | null {
  // Opening a pipe would wait for its writer.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(file);
    if (!found.isFile() || found.size > MOST_BYTES) return null;
    const bytes = Buffer.alloc(MOST_BYTES + 1);
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read)
      read = readSync(file, bytes, length, bytes.length - length, null);
    return length > MOST_BYTES ? null : { text: bytes.toString('utf8', 0, length), mode: found.mode };
  } finally {
    closeSync(file);
  }
}

const noKubeconfig: KubeconfigTrouble = {
  why: "it isn't a kubeconfig",
  hint: 'Choose the file that kubectl uses.',
  cause: 'invalid',
};

function othersMay(mode: number): KubeconfigRead['others'] {
  if (process.platform === 'win32' || (mode & 0o066) === 0) return 'nothing';
  return (mode & 0o022) === 0 ? 'read' : 'write';
}

function contextsOf(file: z.infer<typeof File>): readonly KubeconfigContext[] {
  return (file.contexts ?? []).map(({ name, context }) => {
    const named = Context.safeParse(context);
    const clusterName = named.success ? named.data.cluster : '';
    const userName = named.success ? (named.data.user ?? '') : '';
    return {
      ...{ name, clusterName, userName },
      namespace: named.success ? (named.data.namespace ?? null) : null,
      cluster: entry(Cluster, file.clusters, clusterName, 'cluster'),
      user: entry(User, file.users, userName, 'user'),
    };
  });
}

function entry<Shape extends z.ZodType>(
  shape: Shape,
  entries: readonly Record<string, unknown>[] | null | undefined,
  name: string,
  key: string,
): z.infer<Shape> | null {
  const found = (entries ?? []).find((one) => one.name === name);
  const parsed = shape.safeParse(found?.[key]);
  return parsed.success ? parsed.data : null;
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 20 });
  } catch {
    return null;
  }
}
