import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';

/**
 * May this address be handed to the browser? Only https, on a host that is on the list by its full name, without user,
 * password or port. Everything else is refused by name of its scheme or host, since an operating system runs programs
 * for many schemes.
 */
export const allowedLink = (address: string, hosts: readonly string[]): Result<string, Refusal> => {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return err(
      refusal('link-not-allowed', 'This is not an address that a browser can open.', 'Copy it and look at it first.'),
    );
  }
  if (url.protocol !== 'https:') {
    return err(
      refusal(
        'link-not-allowed',
        `Addresses that begin with "${url.protocol}" are not opened.`,
        'Only https addresses are.',
      ),
    );
  }
  if (url.username !== '' || url.password !== '') {
    return err(
      refusal(
        'link-not-allowed',
        `The address for ${url.hostname} carries a user name.`,
        'Such addresses often lead elsewhere.',
      ),
    );
  }
  if (url.port !== '' || !hosts.includes(url.hostname)) {
    return err(
      refusal(
        'link-not-allowed',
        `${url.host} is not among the hosts that links may lead to.`,
        'Copy the address by hand if you trust it.',
      ),
    );
  }
  return ok(url.href);
};

/** The hosts that the engine named; anything else than a list of names is none. */
export const hostsIn = (data: unknown): readonly string[] => {
  const hosts = typeof data === 'object' && data !== null && 'hosts' in data ? data.hosts : null;
  return Array.isArray(hosts) ? hosts.filter((host): host is string => typeof host === 'string').slice(0, 1000) : [];
};
