import { performance } from 'node:perf_hooks';
import { createHttpClient } from '../http/http-client.ts';
import type { MonitorPort } from './port.ts';

/** Asks for a page as a user would: up means it answered with a status below 400. Throws if `caFile` can't be read. */
export function createHttpMonitor(
  settings: { readonly caFile?: string | undefined; readonly timeoutMs?: number } = {},
): MonitorPort & {
  close(): Promise<void>;
} {
  const http = createHttpClient({ caFile: settings.caFile, timeoutMs: settings.timeoutMs ?? 5_000 });
  return {
    async check(url, signal) {
      const startedAt = performance.now();
      const answer = await http.send(
        { method: 'GET', url, signal },
        { what: `open ${url}`, where: URL.canParse(url) ? new URL(url).host : url, changes: false },
      );
      const latencyMs = Math.round(performance.now() - startedAt);
      if (!answer.ok) return { isUp: false, latencyMs, text: answer.error.message, fault: answer.error };
      const isUp = answer.value.status < 400;
      return { isUp, latencyMs, text: `${answer.value.status} in ${latencyMs} ms` };
    },
    close: () => http.close(),
  };
}
