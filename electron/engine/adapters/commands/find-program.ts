import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { causeCode, type Doing, networkFault } from '../network-fault.ts';
import { pathFolders } from '../path-folders.ts';
import type { FoundProgram } from './port.ts';

/** Where programs are looked for. */
export type ProgramPlaces = {
  /** The pack's own folder: where a path such as `./scripts/x.sh` begins, and where programs run. */
  readonly packFolder?: string | undefined;
  /** Folders for names without a path, in order, before PATH. */
  readonly folder?: string | undefined;
  readonly folders?: readonly string[] | undefined;
};

const invalid = (message: string, hint: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message,
  hint,
  retryable: false,
});

const isFile = async (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

/**
 * The file that a name stands for. A path (`./scripts/smoke-test.sh`) begins in the pack's folder; a name alone is looked
 * for in the folders of the settings, then in PATH.
 */
async function locate(program: string, places: ProgramPlaces, doing: Doing): Promise<Result<string, Fault>> {
  const { packFolder, folder, folders = [] } = places;
  if (isAbsolute(program)) return ok(program);
  const own = folder === undefined ? folders : [folder, ...folders];
  if (/[/\\]/.test(program)) {
    const bases = packFolder === undefined ? own : [packFolder, ...own];
    for (const base of bases) if (await isFile(resolve(base, program))) return ok(resolve(base, program));
    const [first] = bases;
    return first === undefined ? err(noFolder(program, doing)) : ok(resolve(first, program));
  }
  for (const base of [...own, ...pathFolders()]) if (await isFile(join(base, program))) return ok(join(base, program));
  const [first] = own;
  return first === undefined ? err(noFolder(program, doing)) : ok(join(first, program));
}

const noFolder = (program: string, doing: Doing): Fault =>
  invalid(
    `Did not ${doing.what}: no folder of commands is set, ${program} does not say where it lies, and PATH has none.`,
    'Set the folder in the connection settings.',
  );

/** SHA-256 (hex) of a file. */
async function sha256Of(file: string, doing: Doing, signal: AbortSignal): Promise<Result<string, Fault>> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash, { signal });
    return ok(hash.digest('hex'));
  } catch (error) {
    if (signal.aborted) return err(networkFault(error, doing, signal));
    const code = causeCode(error);
    const why = code === 'ENOENT' ? `there is no ${file}` : `${file} can't be read (${code})`;
    return err({ ...invalid(`Could not ${doing.what}: ${why}.`, 'Put it there, or correct the pack.'), cause: 'disk' });
  }
}

/** Where a program lies and what its file is now. It is read, never run. */
export async function findProgram(
  program: string,
  places: ProgramPlaces,
  doing: Doing,
  signal: AbortSignal,
): Promise<Result<FoundProgram, Fault>> {
  const file = await locate(program, places, doing);
  if (!file.ok) return file;
  const sha256 = await sha256Of(file.value, doing, signal);
  return sha256.ok ? ok({ file: file.value, sha256: sha256.value }) : sha256;
}

/** Whether this console may start it. */
export const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
