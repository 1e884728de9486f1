import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';

export type LaunchFolder = 'paper' | 'evidence';

/** A launch's own id, a file's own name: no separator, no dot in front, nothing that shows nothing. */
const launchId = /^[A-Za-z0-9][\w.-]{0,119}$/;
const isPlainName = (name: string): boolean =>
  name.length <= 300 && !name.startsWith('.') && !/[\\/:*?"<>|\p{Cc}\p{Cf}]/u.test(name) && !/[. ]$/.test(name);
/** What may be handed to the system: pages are opened among papers alone, which we wrote ourselves. */
const opens: Readonly<Record<LaunchFolder, RegExp>> = {
  paper: /\.(html|pdf)$/,
  evidence: /\.(png|jpe?g|gif|webp|pdf|txt|log|csv|json|ya?ml|md)$/i,
};

const no = (message: string, hint?: string): Result<never, Refusal> => err(refusal('file-not-opened', message, hint));

/**
 * The file of a launch that a name means: a plain file that really lies in `launches/ID/paper` or `launches/ID/evidence`
 * of this profile, and of a kind that shows itself and runs nothing.
 */
export function launchFile(home: string, launch: string, folder: LaunchFolder, name: string): Result<string, Refusal> {
  if (!launchId.test(launch) || launch.includes('..') || !isPlainName(name))
    return no('This is not the name of a file of a launch.', 'Choose one of the list.');
  const path = join(home, 'launches', launch, folder, name);
  try {
    const found = lstatSync(path);
    const isInside = realpathSync(path) === join(realpathSync(home), 'launches', launch, folder, name);
    if (!found.isFile() || !isInside) return no(`${name} is not a file of this launch.`, 'Choose one of the list.');
    return opens[folder].test(name)
      ? ok(path)
      : no(
          `${name} is of a kind that is not opened from here. It lies at ${path}.`,
          `Open its folder, ${dirname(path)}, and look at it with a tool that you trust.`,
        );
  } catch {
    return no(`There is no file ${name} in this launch.`, 'It may have been taken away since; look at the list again.');
  }
}
