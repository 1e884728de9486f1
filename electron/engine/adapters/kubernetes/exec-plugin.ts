import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { AllowedProgram } from '#shared/settings/connections-shape.ts';
import { pathFolders } from '../path-folders.ts';
import { redact } from '../redact.ts';

/** A program that a kubeconfig runs for credentials, as it is written there. */
export const ExecCall = z.looseObject({
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
});
export type ExecCall = z.infer<typeof ExecCall>;

/** A bare name (any call of it may run), or one file called in one way. */
export type Allowed = string | AllowedProgram;

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** Where a kubeconfig's command lies: a path begins in the kubeconfig's folder, a bare name is looked for in PATH. */
function locate(command: string, folder: string): string | null {
  if (/[/\\]/.test(command)) return resolve(folder, command);
  for (const path of pathFolders())
    if (statSync(join(path, command), { throwIfNoEntry: false })?.isFile() === true) return join(path, command);
  return null;
}

/**
 * What would have to be allowed for this call: the file as it is now, and the call with arguments and environment, since
 * `sh` with other arguments is another program. Null when there is no such file.
 */
export function programOf(call: ExecCall, folder: string): AllowedProgram | null {
  try {
    const path = locate(call.command, folder);
    // A pipe or a device may never end.
    if (path === null || !statSync(path).isFile()) return null;
    const env = (call.env ?? []).map(({ name, value }) => [name, value]);
    const callSha256 = sha256(JSON.stringify([call.command, call.args ?? [], env]));
    return { command: call.command, path, sha256: sha256(readFileSync(path)), callSha256 };
  } catch {
    return null;
  }
}

const secretOption = /^--?[\w.-]*(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)$/i;

/**
 * The call in one line, as a person has to read it before allowing it: it goes to windows. Values of its environment are
 * left out, and so is what looks like a secret; `callSha256` is of all of it.
 */
export function callText(call: ExecCall): string {
  const words = (call.args ?? []).map((word, index, all) => {
    const isValue = secretOption.test(all[index - 1] ?? '') && !word.startsWith('-');
    return isValue ? '•••' : redact([], word);
  });
  return [call.command, ...words.map((word) => (/^[\w@%+=:,./•-]+$/.test(word) ? word : JSON.stringify(word)))].join(
    ' ',
  );
}

/**
 * The path it may be run from, or why it may not run at all. Nothing is allowed unless a person did, and then this file in
 * this way alone (trust K3).
 */
export function allowedPath(
  call: ExecCall,
  folder: string,
  allowed: readonly Allowed[],
): { readonly path: string } | { readonly why: string; readonly hint: string } {
  if (allowed.includes(call.command)) return { path: call.command };
  const known = allowed.filter((one) => typeof one === 'object').filter((one) => one.command === call.command);
  if (known.length === 0)
    return {
      why: `it runs the program ${call.command} to get credentials, which isn't on the list`,
      hint: 'If you trust it, look at its call and allow it in Settings, Cluster.',
    };
  const now = programOf(call, folder);
  if (now === null)
    return {
      why: `the program ${call.command}, which it runs for credentials, isn't there`,
      hint: 'Install it again.',
    };
  const same = known.find((one) => one.callSha256 === now.callSha256);
  if (same === undefined)
    return {
      why: `it now calls ${call.command} in another way than the one that was allowed`,
      hint: 'Look at its call in Settings, Cluster. If it is right, allow it there.',
    };
  if (same.path !== now.path || same.sha256 !== now.sha256)
    return {
      why: `the program ${now.path}, which it runs for credentials, is another file than the one that was allowed`,
      hint: 'It may have been updated. If you trust it, allow it again in Settings, Cluster.',
    };
  return { path: now.path };
}
