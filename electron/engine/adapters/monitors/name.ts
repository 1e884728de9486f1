import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { performance } from 'node:perf_hooks';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { causeCode, type Doing, lost, networkFault } from '../network-fault.ts';
import { hostAndPort } from './host-and-port.ts';
import type { NameAsk, NamePort } from './port.ts';

const DNS_PORT = 53;
/** The server answered, and its answer is that there is nothing. */
const nothing = new Set(['ENOTFOUND', 'ENODATA']);
const noAnswer: Readonly<Record<string, string>> = {
  ETIMEOUT: 'did not answer in time',
  ECONNREFUSED: 'can not be reached: nothing listens there',
  ESERVFAIL: 'failed to find out (SERVFAIL)',
  EREFUSED: 'refused to answer (REFUSED)',
  EBADRESP: 'answered with something that is no DNS answer',
  EFORMERR: 'did not understand the question (FORMERR)',
  ENOTIMP: 'does not know such questions (NOTIMP)',
};

async function ask(resolver: Resolver, { name, record }: NameAsk): Promise<string[]> {
  switch (record) {
    case 'A':
      return resolver.resolve4(name);
    case 'AAAA':
      return resolver.resolve6(name);
    case 'CNAME':
      return resolver.resolveCname(name);
    case 'TXT':
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
  }
}

/** Points the resolver at another server than the system's. It may be named, and is then looked up as the system does. */
async function pointAt(resolver: Resolver, server: string): Promise<void> {
  const place = hostAndPort(server, DNS_PORT);
  if (place === null) throw Object.assign(new Error('not a server'), { code: 'EBADSERVER' });
  const address = isIP(place.host) === 0 ? (await lookup(place.host)).address : place.host;
  resolver.setServers([`${isIP(address) === 6 ? `[${address}]` : address}:${place.port}`]);
}

/** Asks DNS itself, past the machine's hosts file and caches. `server`: empty or `system` is the system's. */
export const createNameLook = (): NamePort => ({
  async resolve(asked, signal): Promise<Result<{ answers: string[]; server: string; latencyMs: number }, Fault>> {
    const resolver = new Resolver({ timeout: 1500, tries: 3 });
    const isSystem = asked.server === undefined || asked.server === '' || asked.server === 'system';
    const server = isSystem ? "the system's DNS" : `DNS server ${asked.server}`;
    const doing: Doing = { what: `resolve ${asked.name} (${asked.record})`, where: server, changes: false };
    const cancel = () => resolver.cancel();
    signal?.addEventListener('abort', cancel);
    try {
      if (!isSystem) await pointAt(resolver, asked.server ?? '');
      const startedAt = performance.now();
      const answers = await ask(resolver, asked).catch((error: unknown) => {
        if (nothing.has(causeCode(error)) && signal?.aborted !== true) return [];
        throw error;
      });
      return ok({ answers, server, latencyMs: Math.round(performance.now() - startedAt) });
    } catch (error) {
      if (signal?.aborted) return err(networkFault(error, doing, signal));
      const code = causeCode(error);
      if (code === 'EBADSERVER') return err(lost(doing, 'invalid', `"${asked.server}" is no address of a server`));
      if (code === 'EBADNAME') return err(lost(doing, 'invalid', `"${asked.name}" is no name`));
      const why = noAnswer[code];
      return err(why === undefined ? networkFault(error, doing) : lost(doing, 'unreachable', `${server} ${why}`));
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  },
});
