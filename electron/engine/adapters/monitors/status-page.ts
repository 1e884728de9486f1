import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { refusedUrl } from '../http/allowed-address.ts';
import { type HttpClient, parseJson, retryAfterMs } from '../http/http-client.ts';
import { type Doing, lost } from '../network-fault.ts';
import type { StatusPagePort, StatusSummary } from './port.ts';

/** A moment as the page writes it; one that can't be read isn't known. */
const Moment = z
  .string()
  .nullish()
  .transform((text) => (text == null || Number.isNaN(Date.parse(text)) ? null : Date.parse(text)));
/** Words of a page are shown: long ones are cut, so that a page can't fill a screen. */
const Words = z.string().transform((text) => text.slice(0, 200));
const Summary = z.looseObject({
  page: z.looseObject({ updated_at: Moment }).optional(),
  status: z.looseObject({ indicator: Words, description: Words }),
  components: z.array(z.looseObject({ name: Words, status: Words, group: z.boolean().nullish() })).default([]),
  incidents: z.array(z.looseObject({ name: Words, status: Words.optional(), updated_at: Moment })).default([]),
});

const addressOf = (url: string): string => {
  const base = url.replace(/\/+$/, '');
  return base.endsWith('/api/v2/summary.json') ? base : `${base}/api/v2/summary.json`;
};

function read({ page, status, components, incidents }: z.infer<typeof Summary>): StatusSummary {
  return {
    status: { indicator: status.indicator, description: status.description },
    // A group stands for its components, which are listed themselves.
    components: components.filter(({ group }) => group !== true).map(({ name, status: is }) => ({ name, status: is })),
    incidents: incidents
      .map(({ name, status: is = '', updated_at: updatedAt }) => ({ name, status: is, updatedAt }))
      .toSorted((a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0)),
    updatedAt: page?.updated_at ?? null,
  };
}

/** Reads `URL/api/v2/summary.json`, the public summary of a Statuspage. */
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
    if (answer.value.status === 200 && parsed.success) return ok(read(parsed.data));
    const after = retryAfterMs(answer.value.headers, Date.now());
    return err({
      ...(after === undefined ? {} : { retryAfterMs: after }),
      kind: 'fault',
      cause: 'unexpected',
      message: `The status page at ${where} answered ${answer.value.status} and no summary.`,
      hint: 'Check the address of the status page.',
      retryable: true,
      raw: answer.value.body.slice(0, 2000),
    });
  }
  return { summary };
}
