import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type HttpAnswer, parseJson, statusFault } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import type { MetricsAnswer, Series } from './port.ts';

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

/** What the answer to a query holds, or why it is none. */
export function readAnswer(answer: HttpAnswer, doing: Doing): Result<MetricsAnswer, Fault> {
  const body = parseJson(answer.body);
  const success = Success.safeParse(body);
  // Success may carry warnings: a part of the data is missing then, and whoever looks must be told.
  if (success.success)
    return ok({
      series: seriesOf(success.data.data),
      warnings: success.data.warnings ?? [],
      clockAheadMs: clockAheadMs(answer),
    });
  return err(failureOf(answer, doing));
}

/** Why an answer is none, in its own words. */
export function failureOf(answer: HttpAnswer, doing: Doing): Fault {
  const failure = Failure.safeParse(parseJson(answer.body));
  if (failure.success) {
    const { errorType, error } = failure.data;
    const hint = errorType === 'bad_data' ? { hint: 'Correct the query in the pack.' } : {};
    const tooSlow = errorType === 'timeout' ? { cause: 'timeout' as const } : {};
    return { ...statusFault(answer, doing, `${errorType}: ${error}`), ...hint, ...tooSlow };
  }
  // A gateway says so of what it waited for.
  if (answer.status === 504) return { ...statusFault(answer, doing, ''), cause: 'timeout' };
  if (answer.status >= 400) return statusFault(answer, doing, '');
  return {
    kind: 'fault',
    cause: 'unexpected',
    message: `Could not ${doing.what}: ${doing.where} answered ${answer.status} with something that isn't Prometheus.`,
    hint: 'Check the address: a proxy or a login page may stand in front of it.',
    retryable: false,
    raw: answer.body.slice(0, 2_000),
  };
}

/** As its answer is dated, to the second. */
function clockAheadMs({ headers }: HttpAnswer): number | null {
  const date = Date.parse(String(headers.date ?? ''));
  return Number.isNaN(date) ? null : date + 500 - Date.now();
}
