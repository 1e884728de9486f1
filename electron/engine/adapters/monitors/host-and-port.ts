import { isIPv6 } from 'node:net';

/** `name`, `name:123`, `[2001:db8::1]:123`; null when it is none of them. */
export function hostAndPort(
  text: string,
  defaultPort: number,
): { readonly host: string; readonly port: number } | null {
  if (isIPv6(text)) return { host: text, port: defaultPort };
  const found = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]+))(?::(\d{1,5}))?$/i.exec(text.trim());
  const host = found?.[1] ?? found?.[2];
  if (host === undefined) return null;
  const port = found?.[3] === undefined ? defaultPort : Number(found[3]);
  return port > 0 && port < 65_536 ? { host, port } : null;
}
