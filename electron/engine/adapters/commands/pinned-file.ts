import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { causeCode, type Doing, networkFault } from '../network-fault.ts';
import type { CommandAsk } from './port.ts';

const invalid = (message: string, hint: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message,
  hint,
  retryable: false,
});

/** Where the program lies, if its file is the one that was pinned; a name without a folder is looked for in `folder` only. */
export async function pinnedFile(
  asked: CommandAsk,
  folder: string | undefined,
  doing: Doing,
  signal: AbortSignal,
): Promise<Result<string, Fault>> {
  if (!isAbsolute(asked.program) && folder === undefined)
    return err(
      invalid(
        `Did not ${doing.what}: no folder of commands is set, and ${asked.program} does not say where it lies.`,
        'Set the folder in the connection settings.',
      ),
    );
  const file = resolve(folder ?? '/', asked.program);
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash, { signal });
  } catch (error) {
    if (signal.aborted) return err(networkFault(error, doing, signal));
    const code = causeCode(error);
    const why = code === 'ENOENT' ? `there is no ${file}` : `${file} can't be read (${code})`;
    return err({ ...invalid(`Could not ${doing.what}: ${why}.`, 'Put it there, or correct the pack.'), cause: 'disk' });
  }
  if (hash.digest('hex') === asked.sha256.toLowerCase()) return ok(file);
  return err(
    invalid(
      `Did not ${doing.what}: ${file} is not the file that the pack has pinned.`,
      'Look at what has changed in it; if it is right, pin its SHA-256 in the pack.',
    ),
  );
}
