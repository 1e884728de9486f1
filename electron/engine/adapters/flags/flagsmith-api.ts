import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { createHttpClient, type HttpAnswer, type HttpAsk, parseJson, statusFault } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';

export type FlagsmithSettings = {
  readonly url: string;
  readonly token: string;
  /** `Api-Key`: a key of the organisation; `Token`: one of a user. */
  readonly scheme: 'Api-Key' | 'Token';
  /** The project's number, as in the address of its page. */
  readonly project: number;
  readonly caFile?: string | undefined;
  /** Why it can't be asked at all. */
  readonly lacks?: Fault | undefined;
};

/** Django's way: `{"detail": "..."}`, or the field and what is wrong with it. */
function saidBy(body: string): string {
  const json = parseJson(body);
  const detail = z.object({ detail: z.string() }).safeParse(json);
  if (detail.success) return detail.data.detail;
  const fields = z.record(z.string(), z.array(z.string())).safeParse(json);
  if (!fields.success) return '';
  return Object.entries(fields.data)
    .map(([field, words]) => `${field}: ${words.join(' ')}`)
    .join('; ');
}

/** Requests to Flagsmith's admin API whose answers are what they should be; anything else is a Fault in words. */
export class FlagsmithApi {
  readonly #settings: FlagsmithSettings;
  readonly #http;
  readonly #base: string;
  readonly where: string;

  constructor(settings: FlagsmithSettings) {
    this.#settings = settings;
    this.#http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
    this.#base = `${settings.url.replace(/\/+$/, '')}/api/v1`;
    this.where = `Flagsmith project ${settings.project}`;
  }

  async ask<Shape extends z.ZodType>(
    shape: Shape,
    ask: Pick<HttpAsk, 'method' | 'body' | 'signal'> & { readonly path: string; readonly status?: number },
    doing: Doing,
  ): Promise<Result<z.output<Shape>, Fault>> {
    const { method, path, body, signal, status = 200 } = ask;
    const answer = await this.#http.send(
      {
        ...{ method, url: `${this.#base}${path}`, signal },
        headers: {
          authorization: `${this.#settings.scheme} ${this.#settings.token}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
      },
      doing,
    );
    if (!answer.ok) return answer;
    if (answer.value.status !== status) return err(statusFault(answer.value, doing, saidBy(answer.value.body)));
    return this.#read(shape, answer.value, doing);
  }

  #read<Shape extends z.ZodType>(shape: Shape, answer: HttpAnswer, doing: Doing): Result<z.output<Shape>, Fault> {
    const seen = shape.safeParse(parseJson(answer.body));
    return seen.success
      ? ok(seen.data)
      : err(statusFault({ ...answer, status: 502 }, doing, 'it answered with something else than it should'));
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}
