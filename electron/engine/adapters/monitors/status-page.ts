import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { refusedUrl } from '../http/allowed-address.ts';
import { createHttpClient, type HttpClient, parseJson } from '../http/http-client.ts';
import { type Doing, lost } from '../network-fault.ts';
import type { StatusPagePort, StatusSummary } from './port.ts';

const Named = z.looseObject({ name: z.string() });
const Summary = z.looseObject({
  status: z.looseObject({ indicator: z.string(), description: z.string() }),
  components: z.array(z.looseObject({ name: z.string(), status: z.string() })).default([]),
  incidents: z.array(Named).default([]),
});

const addressOf = (url: string): string => {
  const base = url.replace(/\/+$/, '');
  return base.endsWith('/api/v2/summary.json') ? base : `${base}/api/v2/summary.json`;
};

/** Reads `URL/api/v2/summary.json`, the public summary of a Statuspage. Throws if `caFile` can't be read. */
export function createStatusPage(
  settings: { readonly caFile?: string | undefined; readonly timeoutMs?: number } = {},
): StatusPagePort & { close(): Promise<void> } {
  const http = createHttpClient({ caFile: settings.caFile, timeoutMs: settings.timeoutMs ?? 5_000 });
  return { ...statusPageOver(http), close: () => http.close() };
}

/** The same over a client that is there already. */
export function statusPageOver(http: HttpClient): StatusPagePort {
  async function summary(url: string, signal?: AbortSignal): Promise<Result<StatusSummary, Fault>> {
    const address = addressOf(url);
    const where = URL.canParse(address) ? new URL(address).host : address;
    const doing: Doing = { what: 'read the status page', where, changes: false };
    const refused = refusedUrl(address);
    if (refused !== null) return err(lost(doing, 'invalid', refused));
    const answer = await http.send({ method: 'GET', url: address, signal }, doing);
    if (!answer.ok) return answer;
    const parsed = Summary.safeParse(parseJson(answer.value.body));
    if (answer.value.status === 200 && parsed.success) {
      const { status, components, incidents } = parsed.data;
      return ok({
        status: { indicator: status.indicator, description: status.description },
        components: components.map(({ name, status }) => ({ name, status })),
        incidents: incidents.map(({ name }) => name),
      });
    }
    return err({
      kind: 'fault',
      cause: 'unexpected',
      message: `The status page at ${where} answered ${answer.value.status} and no summary.`,
      hint: 'Check the address of the status page.',
      retryable: true,
      raw: answer.value.body.slice(0, 2000),
    });
  }
  return {
    summary,
    async read(url, signal) {
      const seen = await summary(url, signal);
      return seen.ok ? ok(seen.value.status) : seen;
    },
  };
}
