import { join } from 'node:path';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { Connections } from './adapters/connections.ts';
import { readPrivateFile } from './identity/private-file.ts';

/**
 * How production launches of this console reach outside: HOME/connections.json, mode 600. Null when there is none: then
 * a production launch has its log, lists, votes and paper, and nothing can be run.
 */
export function productionConnections(home: string): Result<Connections | null, Fault> {
  const path = join(home, 'connections.json');
  const text = readPrivateFile(path);
  if (!text.ok) return text;
  if (text.value === undefined) return ok(null);
  const parsed = Connections.safeParse(parsedJson(text.value));
  if (parsed.success) return ok(parsed.data);
  const [first] = parsed.error.issues;
  return err({
    kind: 'fault',
    cause: 'invalid',
    message: `The connections in ${path} can't be used: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}`.trim(),
    hint: 'Correct the file; nothing outside is reached until then.',
    retryable: false,
  });
}

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
