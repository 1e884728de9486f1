import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Rule } from '#shared/signals/feeds-criterion.ts';
import { bearer, createHttpClient, parseJson } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import { failureOf } from './answer.ts';
import type { PrometheusSettings } from './prometheus.ts';

/** The rules that Prometheus evaluates. */
export interface RulesPort {
  all(signal?: AbortSignal): Promise<Result<readonly Rule[], Fault>>;
  close(): Promise<void>;
}

const Rules = z.looseObject({
  status: z.literal('success'),
  data: z.looseObject({
    groups: z.array(
      z.looseObject({
        rules: z.array(z.looseObject({ type: z.enum(['alerting', 'recording']), name: z.string(), query: z.string() })),
      }),
    ),
  }),
});

/** Reads `/api/v1/rules`. */
export function createRules(settings: PrometheusSettings): RulesPort {
  const http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
  const base = settings.url.replace(/\/+$/, '');
  return {
    async all(signal) {
      const doing: Doing = { what: 'read the alerting rules', where: `Prometheus at ${base}`, changes: false };
      const headers = bearer(settings.token);
      const answer = await http.send({ method: 'GET', url: `${base}/api/v1/rules`, headers, signal }, doing);
      if (!answer.ok) return answer;
      const rules = Rules.safeParse(parseJson(answer.value.body));
      if (!rules.success) return err(failureOf(answer.value, doing));
      const listed = rules.data.data.groups.flatMap((group) => group.rules);
      return ok(listed.map(({ type, name, query }) => ({ kind: type, name, query })));
    },
    close: () => http.close(),
  };
}
