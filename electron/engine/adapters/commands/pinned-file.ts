import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Doing } from '../network-fault.ts';
import { findProgram, type ProgramPlaces } from './find-program.ts';
import type { CommandAsk } from './port.ts';

/** Where the program lies, if its file is the one that was pinned. */
export async function pinnedFile(
  asked: CommandAsk,
  places: ProgramPlaces,
  doing: Doing,
  signal: AbortSignal,
): Promise<Result<string, Fault>> {
  const found = await findProgram(asked.program, places, doing, signal);
  if (!found.ok) return found;
  const { file, sha256 } = found.value;
  return sha256 === asked.sha256.toLowerCase() ? ok(file) : err(notThePinned(file, doing));
}

/** The file is there, and it is another one than the pack means. */
export const notThePinned = (file: string, doing: Doing): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `Did not ${doing.what}: ${file} is not the file that the pack has pinned.`,
  hint: 'Look at what has changed in it; if it is right, pin its SHA-256 in the pack.',
  retryable: false,
});
