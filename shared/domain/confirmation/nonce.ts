/** The nonce of a signed text that is in the log, where only texts are that were read whole; null where there is none. */
export function nonceOf(text: string): string | null {
  try {
    const nonce: unknown = new Map(JSON.parse(text)).get('nonce');
    return typeof nonce === 'string' ? nonce : null;
  } catch {
    return null;
  }
}
