import { z } from 'zod';
import { err, ok } from '#shared/lib/result.ts';
import { createHttpClient } from '../http/http-client.ts';
import type { StatusPagePort } from './port.ts';

const Summary = z.looseObject({ status: z.looseObject({ indicator: z.string(), description: z.string() }) });

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** Reads `URL/api/v2/summary.json`, the public summary of a Statuspage. Throws if `caFile` can't be read. */
export function createStatusPage(
  settings: { readonly caFile?: string | undefined; readonly timeoutMs?: number } = {},
): StatusPagePort & { close(): Promise<void> } {
  const http = createHttpClient({ caFile: settings.caFile, timeoutMs: settings.timeoutMs ?? 5_000 });
  return {
    async read(url, signal) {
      const address = `${url.replace(/\/$/, '')}/api/v2/summary.json`;
      const where = URL.canParse(address) ? new URL(address).host : address;
      const answer = await http.send(
        { method: 'GET', url: address, signal },
        { what: 'read the status page', where, changes: false },
      );
      if (!answer.ok) return answer;
      const summary = Summary.safeParse(parsed(answer.value.body));
      if (answer.value.status === 200 && summary.success) return ok(summary.data.status);
      return err({
        kind: 'fault',
        cause: 'unexpected',
        message: `The status page at ${where} answered ${answer.value.status} and no summary.`,
        hint: 'Check the address of the status page.',
        retryable: true,
        raw: answer.value.body.slice(0, 2000),
      });
    },
    close: () => http.close(),
  };
}
