import { commandLine } from '../command-line.ts';
import type { Connection } from './connection.ts';

/** The equivalent command line, for people to read and to copy when this console can't act. We never run it. */
export function kubectl(connection: Connection, args: readonly string[]): string {
  const { context, namespace } = connection.place;
  return commandLine('kubectl', ['--context', context, '--namespace', namespace, ...args]);
}
