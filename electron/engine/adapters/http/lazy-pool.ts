import type { Agent } from 'undici';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/** Connections that are opened when something is first asked, by a source whose CA file may not be there yet. */
export type LazyPool = {
  /** A Fault says which CA file can't be read: it is tried again when something is asked next. */
  agent(): Result<Agent, Fault>;
  close(): Promise<void>;
};

/** `open` throws when a CA file can't be read. */
export function createLazyPool(open: () => Agent): LazyPool {
  let pool: Agent | null = null;
  return {
    agent: () =>
      readingCas(() => {
        pool ??= open();
        return pool;
      }),
    close: async () => pool?.destroy(),
  };
}

/** What `read` makes of CA files; a Fault when it throws, as one of them can't be read. */
export function readingCas<T>(read: () => T): Result<T, Fault> {
  try {
    return ok(read());
  } catch (error) {
    return err(caFault(error));
  }
}

/** Nothing is asked without the CA file that the settings name. */
function caFault(error: unknown): Fault {
  const path = error instanceof Error && 'path' in error ? ` ${String(error.path)}` : '';
  return {
    kind: 'fault',
    cause: 'disk',
    message: `A CA file of the connection settings can't be read:${path}.`,
    hint: 'Put it back, or check its path in the connection settings.',
    retryable: false,
  };
}
