import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type AlertSeen, momentOf, NAMELESS, summaryOf } from '../alert-seen.ts';
import { bearer, createHttpClient, type HttpAnswer, parseJson } from '../http/http-client.ts';
import { type Doing, lost } from '../network-fault.ts';
import type { AlertPort } from './port.ts';
import { refused } from './refused.ts';

export type AlertmanagerSettings = {
  readonly url: string;
  readonly caFile?: string | undefined;
  readonly token?: string | undefined;
  /** Why it can't be asked at all. */
  readonly lacks?: Fault | undefined;
};

const Alerts = z.array(
  z.looseObject({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).default({}),
    startsAt: z.string().optional(),
    status: z.looseObject({ state: z.enum(['active', 'suppressed', 'unprocessed']) }),
  }),
);

function read(answer: HttpAnswer, doing: Doing): Result<readonly AlertSeen[], Fault> {
  if (answer.status !== 200) return err(refused(answer, doing));
  const alerts = Alerts.safeParse(parseJson(answer.body));
  if (!alerts.success)
    return err(lost(doing, 'unexpected', `${doing.where} answered with something that is no list of alerts`));
  return ok(
    alerts.data.map(({ labels, status, annotations, startsAt }) => ({
      name: labels.alertname ?? NAMELESS,
      labels,
      isSuppressed: status.state === 'suppressed',
      summary: summaryOf(annotations),
      since: momentOf(startsAt),
    })),
  );
}

/** Alertmanager's HTTP API, version 2. */
export function createAlertmanager(settings: AlertmanagerSettings): AlertPort {
  const http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
  const base = settings.url.replace(/\/+$/, '');
  return {
    async firing(matchers, signal) {
      const asked = new URLSearchParams({ active: 'true', silenced: 'true', inhibited: 'true', unprocessed: 'true' });
      for (const matcher of matchers) asked.append('filter', matcher);
      const doing: Doing = { what: 'read the alerts', where: `Alertmanager at ${base}`, changes: false };
      const headers = bearer(settings.token);
      const url = `${base}/api/v2/alerts?${asked}`;
      const answer = await http.send({ method: 'GET', url, headers, signal }, doing);
      return answer.ok ? read(answer.value, doing) : answer;
    },
    close: () => http.close(),
  };
}
