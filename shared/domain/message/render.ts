import { labelled } from '../../lib/rehearsal-label.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { type Refusal, refusal } from '../../lib/trouble.ts';

/**
 * Fills `{{name}}` placeholders. A message with an empty variable is not made (reconciled 34); every text of a
 * rehearsal begins with REHEARSAL (authority.md).
 */
export function renderTemplate(
  text: string,
  variables: Readonly<Record<string, string>>,
  isRehearsal: boolean,
): Result<string, Refusal> {
  const names = [...text.matchAll(/\{\{\s*([\w-]+)\s*\}\}/g)].map((match) => match[1] ?? '');
  const missing = names.filter((name) => (variables[name] ?? '') === '');
  if (missing.length > 0)
    return err(refusal('variable-missing', `The message needs ${missing.join(', ')}.`, 'Fill them in, then send it.'));
  const filled = text.replaceAll(/\{\{\s*([\w-]+)\s*\}\}/g, (_, name: string) => variables[name] ?? '');
  return ok(labelled(isRehearsal ? 'rehearsal' : 'production', filled));
}
