import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { ConnectionsFile } from '#shared/settings/connections-file.ts';
import { readPrivateFile, writePrivateFile } from '../identity/private-file.ts';

export const settingsPath = (home: string): string => join(home, 'connections.json');

export type SettingsFile = {
  readonly file: ConnectionsFile;
  /** Hash of the text: what was read before something is saved over it. */
  readonly shown: string;
  readonly isThere: boolean;
};

/** Reads HOME/connections.json; nothing is set up when there is none. A Fault says which entry is wrong, or that others may read it. */
export function readSettings(home: string): Result<SettingsFile, Fault> {
  const path = settingsPath(home);
  const text = readPrivateFile(path);
  if (!text.ok) return err({ ...text.error, message: text.error.message.replace('The key file', 'The file') });
  const shown = hashOf(text.value ?? '');
  if (text.value === undefined) return ok({ file: {}, shown, isThere: false });
  const parsed = ConnectionsFile.safeParse(parsedJson(text.value));
  if (parsed.success) return ok({ file: parsed.data, shown, isThere: true });
  const [first] = parsed.error.issues;
  return err({
    kind: 'fault',
    cause: 'invalid',
    message: `The connections in ${path} can't be used: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}`.trim(),
    hint: 'Correct the file, or put connections.json.bak in its place; nothing outside is reached until then.',
    retryable: false,
  });
}

/**
 * Writes the settings whole or not at all, mode 600, and keeps what was there as connections.json.bak.
 * @param before what the copy holds: the former settings, without the secrets that have moved
 */
export function writeSettings(
  home: string,
  next: ConnectionsFile,
  before: ConnectionsFile | null,
): Result<void, Fault> {
  const path = settingsPath(home);
  const kept = before === null ? ok(undefined) : writePrivateFile(`${path}.bak`, textOf(before));
  return kept.ok ? writePrivateFile(path, textOf(next)) : kept;
}

const textOf = (file: ConnectionsFile): string => `${JSON.stringify(file, null, 2)}\n`;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
