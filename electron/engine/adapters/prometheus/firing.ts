import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type AlertSeen, momentOf, NAMELESS, summaryOf } from '../alert-seen.ts';
import { type HttpAnswer, parseJson } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import { failureOf } from './answer.ts';

const Text = z.record(z.string(), z.string());
const Alerts = z.object({
  status: z.literal('success'),
  data: z.object({
    alerts: z.array(
      z.object({ labels: Text, annotations: Text.default({}), state: z.string(), activeAt: z.string().optional() }),
    ),
  }),
});

/** The alerts that fire by Prometheus' own rules; pending ones do not yet. */
export function readFiring(answer: HttpAnswer, doing: Doing): Result<readonly AlertSeen[], Fault> {
  const found = Alerts.safeParse(parseJson(answer.body));
  if (!found.success) return err(failureOf(answer, doing));
  return ok(
    found.data.data.alerts.flatMap(({ labels, annotations, state, activeAt }): AlertSeen[] =>
      state === 'firing'
        ? [
            {
              ...{ name: labels.alertname ?? NAMELESS, labels, isSuppressed: false },
              ...{ summary: summaryOf(annotations), since: momentOf(activeAt) },
            },
          ]
        : [],
    ),
  );
}
