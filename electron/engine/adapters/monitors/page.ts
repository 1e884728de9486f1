import { performance } from 'node:perf_hooks';
import { err, ok } from '#shared/lib/result.ts';
import { refusedUrl } from '../http/allowed-address.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import type { PagePort } from './port.ts';

/** An address as people may see it: what comes after `?` can hold a key. */
const shown = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return `${host}${pathname === '/' ? '' : pathname}`;
};

/** Reads a page once, as somebody who comes now: over a connection of its own. Redirects aren't followed, any status is an answer. */
export const createPage = (http: HttpClient): PagePort => ({
  async read(url, signal) {
    const doing: Doing = {
      what: `open ${shown(url)}`,
      where: URL.canParse(url) ? new URL(url).host : url,
      changes: false,
    };
    const refused = refusedUrl(url);
    if (refused !== null)
      return err({
        kind: 'fault',
        cause: 'invalid',
        message: `Did not ${doing.what}: ${refused}.`,
        hint: 'Correct the address in the pack.',
        retryable: false,
      });
    const startedAt = performance.now();
    const answer = await http.send({ method: 'GET', url, signal, isLast: true }, doing);
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    return ok({ status, body, latencyMs: Math.round(performance.now() - startedAt) });
  },
});
