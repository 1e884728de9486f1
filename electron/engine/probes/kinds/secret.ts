import { bad, good, noAnswer } from '../finding.ts';
import { connected } from '../parts.ts';

/** The Secrets are there. Their values are never asked for. */
export const lookAtSecrets = connected<'secret'>(async (check, { outside }, signal) => {
  const seen = await outside.cluster.secrets(check.secrets, signal);
  if (!seen.ok) return noAnswer(seen.error);
  const missing = check.secrets.filter((name) => !seen.value.includes(name));
  if (missing.length > 0) return bad(`There is no Secret ${missing.join(', ')}.`);
  return good(`There: ${check.secrets.join(', ')}.`);
});
