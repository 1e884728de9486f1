import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { createHttpClient, type HttpAnswer, parseJson, statusFault } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import type { MetricsAnswer, MetricsPort, Series } from './port.ts';

export type PrometheusSettings = {
  readonly url: string;
  readonly caFile?: string | undefined;
  readonly token?: string | undefined;
};

const Sample = z.tuple([z.number(), z.string()]);
const Labels = z.record(z.string(), z.string());
const Data = z.discriminatedUnion('resultType', [
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: Labels, value: Sample.optional() })),
  }),
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: Labels, values: z.array(Sample).optional() })),
  }),
  z.object({ resultType: z.literal('scalar'), result: Sample }),
  z.object({ resultType: z.literal('string'), result: Sample }),
]);
const Success = z.object({ status: z.literal('success'), data: Data, warnings: z.array(z.string()).optional() });
const Failure = z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() });

/** Milliseconds since the epoch and the number; NaN and infinities are no values to draw or compare. */
function point([seconds, text]: z.infer<typeof Sample>): (readonly [number, number])[] {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? [[Math.round(seconds * 1000), value]] : [];
}

function seriesOf(data: z.infer<typeof Data>): Series[] {
  switch (data.resultType) {
    case 'vector':
      return data.result.map((one) => ({
        labels: one.metric,
        values: one.value === undefined ? [] : point(one.value),
      }));
    case 'matrix':
      return data.result.map((one) => ({ labels: one.metric, values: (one.values ?? []).flatMap(point) }));
    case 'scalar':
      return [{ labels: {}, values: point(data.result) }];
    case 'string':
      return [];
  }
}

function read(answer: HttpAnswer, doing: Doing): Result<MetricsAnswer, Fault> {
  const body = parseJson(answer.body);
  const success = Success.safeParse(body);
  // Success may carry warnings: a part of the data is missing then, and whoever looks must be told.
  if (success.success) return ok({ series: seriesOf(success.data.data), warnings: success.data.warnings ?? [] });
  const failure = Failure.safeParse(body);
  if (failure.success) {
    const hint = failure.data.errorType === 'bad_data' ? { hint: 'Correct the query in the pack.' } : {};
    return err({ ...statusFault(answer, doing, `${failure.data.errorType}: ${failure.data.error}`), ...hint });
  }
  if (answer.status >= 400) return err(statusFault(answer, doing, ''));
  return err({
    kind: 'fault',
    cause: 'unexpected',
    message: `Could not ${doing.what}: ${doing.where} answered ${answer.status} with something that isn't Prometheus.`,
    hint: 'Check the address: a proxy or a login page may stand in front of it.',
    retryable: false,
    raw: answer.body.slice(0, 2_000),
  });
}

/** Prometheus' HTTP API over kept-alive connections. Queries go as POST forms: long ones don't fit an address. Throws if `caFile` can't be read. */
export function createPrometheus(settings: PrometheusSettings): MetricsPort {
  const http = createHttpClient({ caFile: settings.caFile });
  const base = settings.url.replace(/\/+$/, '');

  async function ask(
    path: string,
    form: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<MetricsAnswer, Fault>> {
    const doing: Doing = {
      what: `evaluate ${form.query ?? ''}`.slice(0, 200),
      where: `Prometheus at ${base}`,
      changes: false,
    };
    const answer = await http.send(
      {
        method: 'POST',
        url: `${base}${path}`,
        body: new URLSearchParams(form).toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(settings.token === undefined ? {} : { authorization: `Bearer ${settings.token}` }),
        },
        signal,
      },
      doing,
    );
    return answer.ok ? read(answer.value, doing) : answer;
  }

  const seconds = (ms: number): string => (ms / 1000).toFixed(3);
  return {
    instant: (query, atMs, signal) => ask('/api/v1/query', { query, time: seconds(atMs) }, signal),
    range: (query, fromMs, toMs, stepMs, signal) =>
      ask('/api/v1/query_range', { query, start: seconds(fromMs), end: seconds(toMs), step: seconds(stepMs) }, signal),
    close: () => http.close(),
  };
}
