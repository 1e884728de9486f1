import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { Rehearsal } from '#rehearsal/start.ts';

const QueryResult = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
});

export type Heard = { readonly code: number; readonly text: string; readonly json: () => unknown };

/** Talks to what a rehearsal serves over HTTPS, as the engine does: undici, with the environment's CA. */
export interface OutsideClient {
  readonly ca: string;
  get(url: string): Promise<Heard>;
  /** Injects a fault, or takes all away, as a person at a terminal does; throws when it is refused. */
  fault(fault: Readonly<Record<string, unknown>> | null): Promise<void>;
  /** The numbers of an instant query, by one label. */
  numbers(query: string, by: string): Promise<Record<string, number>>;
  close(): Promise<void>;
}

export async function outsideClient({ addresses }: Rehearsal): Promise<OutsideClient> {
  const ca = await readFile(addresses.caFile, 'utf8');
  const dispatcher = new Agent({ connect: { ca } });
  const get = async (url: string): Promise<Heard> => {
    const { statusCode, body } = await request(url, { dispatcher });
    const text = await body.text();
    return { code: statusCode, text, json: () => JSON.parse(text) };
  };
  return {
    ca,
    get,
    fault: async (fault) => {
      const asked = fault === null ? { method: 'DELETE' } : { method: 'POST', body: JSON.stringify(fault) };
      const { statusCode, body } = await request(addresses.faultsUrl, { dispatcher, ...asked });
      const text = await body.text();
      if (statusCode >= 300) throw new Error(text);
    },
    numbers: async (query, by) => {
      const answer = await get(`${addresses.prometheusUrl}/api/v1/query?query=${encodeURIComponent(query)}`);
      const { result } = QueryResult.parse(answer.json()).data;
      return Object.fromEntries(result.map(({ metric, value }) => [metric[by] ?? '', Number(value[1])]));
    },
    close: () => dispatcher.close(),
  };
}
