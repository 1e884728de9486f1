import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import type { Engine } from '../engine.ts';
import { whyNotChange } from '../settings/may-change.ts';
import { readForWindow } from '../settings/read.ts';
import { readSettings } from '../settings/settings-file.ts';

/** Tests that go on, by what they are stopped by. */
const going = new Map<string, AbortController>();
const keyOf = (connection: string, test: string): string => `${connection} ${test}`;

export const settingsRead = (engine: Engine): Result<CallOutput<'settings.read'>, Trouble> => ok(readForWindow(engine));

export async function settingsTest(
  engine: Engine,
  { test, change }: CallInput<'settings.test'>,
  connection: string,
): Promise<Result<CallOutput<'settings.test'>, Trouble>> {
  const refused = whyNotChange(engine, connection);
  if (refused !== null) return err(refused);
  const key = keyOf(connection, test);
  const stopper = new AbortController();
  going.set(key, stopper);
  try {
    const { testSource } = await import('../settings/test-source.ts');
    return await testSource(engine, change, stopper.signal);
  } finally {
    going.delete(key);
  }
}

export function stopTest(
  _engine: Engine,
  { test }: CallInput<'settings.stop-test'>,
  connection: string,
): Result<CallOutput<'settings.stop-test'>, Trouble> {
  const stopper = going.get(keyOf(connection, test));
  stopper?.abort();
  return ok({ stopped: stopper !== undefined });
}

export async function settingsContexts(
  engine: Engine,
  { path }: CallInput<'settings.contexts'>,
): Promise<Result<CallOutput<'settings.contexts'>, Trouble>> {
  const { seenContexts } = await import('../settings/contexts.ts');
  const settings = readSettings(engine.home);
  return seenContexts(path, settings.ok ? (settings.value.file.allowedExecPlugins ?? []) : []);
}
