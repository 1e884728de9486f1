/** The nonce of a signed text that is in the log, where only texts are that were read whole; null where there is none. */
export function nonceOf(text: string): string | null {
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return null;
  }
  const found: unknown = Array.isArray(fields)
    ? fields.find((field) => Array.isArray(field) && field[0] === 'nonce')
    : null;
  return Array.isArray(found) && typeof found[1] === 'string' ? found[1] : null;
}
