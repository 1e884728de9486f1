import { createSecureContext, type SecureContext } from 'node:tls';

const made = new WeakMap<readonly string[], SecureContext>();

/**
 * What a TLS connection needs to trust these CAs (PEM), made once for a list. While a system's hundreds of
 * certificates are read the engine does nothing else; a connection that is only given the list reads them each time.
 */
export function trusting(ca: readonly string[]): SecureContext {
  const known = made.get(ca) ?? createSecureContext({ ca: [...ca] });
  made.set(ca, known);
  return known;
}
