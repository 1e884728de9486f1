import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Addresses where clouds hand out a machine's credentials: what a pack names is never asked there, directly or by a
 * name that leads there.
 */
const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addSubnet('fe80::', 10, 'ipv6');
forbidden.addAddress('fd00:ec2::254', 'ipv6');

const isForbidden = (address: string): boolean =>
  isIP(address) !== 0 && forbidden.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Why a host, as it is written, isn't asked; null when it may be. Names are looked at again when they are resolved. */
export function refusedHost(host: string): string | null {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  return isForbidden(address) ? `${address} is a link-local address, and those are never asked` : null;
}

/** Why an address of the web isn't asked; null when it may be. */
export function refusedUrl(url: string): string | null {
  if (!URL.canParse(url)) return 'it is not an address';
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return `only http and https are asked, not ${protocol}`;
  return refusedHost(hostname);
}

/** Resolves as the system does, and fails with `ELINKLOCAL` for a name that leads to a forbidden address. */
export const allowedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 4);
    const bad = addresses.find(({ address }) => isForbidden(address));
    const first = addresses[0];
    if (bad !== undefined || first === undefined) {
      const refusal = new Error(`${hostname} leads to a link-local address`);
      return callback(Object.assign(refusal, { code: 'ELINKLOCAL' }), '', 4);
    }
    if (options.all === true) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
