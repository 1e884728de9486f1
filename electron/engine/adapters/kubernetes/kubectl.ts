import type { Connection } from './connection.ts';

/** The equivalent command line, for people to read and to copy when this console can't act. We never run it. */
export function kubectl(connection: Connection, args: readonly string[]): string {
  const { context, namespace } = connection.place;
  return ['kubectl', '--context', context, '--namespace', namespace, ...args].map(quoted).join(' ');
}

/** Quoted for a POSIX shell where it must be. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
