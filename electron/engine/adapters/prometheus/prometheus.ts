import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { bearer, createHttpClient } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import { readAnswer } from './answer.ts';
import { askTogether } from './combined.ts';
import { readFiring } from './firing.ts';
import type { MetricsAnswer, MetricsPort, StepRange } from './port.ts';

export type PrometheusSettings = {
  readonly url: string;
  readonly caFile?: string | undefined;
  readonly token?: string | undefined;
  /** Why it can't be asked at all. */
  readonly lacks?: Fault | undefined;
};

/** Prometheus' HTTP API over kept-alive connections. Queries go as POST forms: long ones don't fit an address. */
export function createPrometheus(settings: PrometheusSettings): MetricsPort {
  const http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
  const base = settings.url.replace(/\/+$/, '');

  const where = `Prometheus at ${base}`;
  const authorization = bearer(settings.token);

  type Form = Readonly<Record<string, string>> & { readonly query: string };
  async function ask(
    path: string,
    form: Form,
    what: string,
    signal?: AbortSignal,
  ): Promise<Result<MetricsAnswer, Fault>> {
    const doing: Doing = { what: `evaluate ${what}`.slice(0, 200), where, changes: false };
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...authorization };
    const body = new URLSearchParams(form).toString();
    const answer = await http.send({ method: 'POST', url: `${base}${path}`, body, headers, signal }, doing);
    return answer.ok ? readAnswer(answer.value, doing) : answer;
  }

  const seconds = (ms: number): string => (ms / 1000).toFixed(3);
  const range = (query: string, what: string, { from, until, stepMs }: StepRange, signal?: AbortSignal) => {
    const steps = { start: seconds(from), end: seconds(until), step: seconds(stepMs) };
    return ask('/api/v1/query_range', { query, ...steps }, what, signal);
  };
  const alone = new Set<string>();
  return {
    instant: (query, atMs, signal) => ask('/api/v1/query', { query, time: seconds(atMs) }, query, signal),
    range: (query, from, until, stepMs, signal) => range(query, query, { from, until, stepMs }, signal),
    ranges: (queries, steps, signal) => askTogether(queries, alone, (query, what) => range(query, what, steps, signal)),
    async firing(signal) {
      const doing: Doing = { what: 'read the alerts that fire', where, changes: false };
      const url = `${base}/api/v1/alerts`;
      const answer = await http.send({ method: 'GET', url, headers: authorization, signal }, doing);
      return answer.ok ? readFiring(answer.value, doing) : answer;
    },
    close: () => http.close(),
  };
}
