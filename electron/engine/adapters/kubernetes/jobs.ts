import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import type { JobSeen } from './port.ts';

const Job = z.looseObject({
  status: z
    .looseObject({
      completionTime: z.string().optional(),
      active: z.number().optional(),
      conditions: z
        .array(
          z.looseObject({
            type: z.string(),
            status: z.string(),
            reason: z.string().default(''),
            message: z.string().default(''),
            lastTransitionTime: z.string().optional(),
          }),
        )
        .nullish(),
    })
    .optional(),
});

/** How a Job has ended, or that it hasn't. Times are the cluster's own. */
export async function readJob(
  connection: Connection,
  name: string,
  signal?: AbortSignal,
): Promise<Result<JobSeen, Fault>> {
  const { namespace, context } = connection.place;
  const answer = await connection.call(
    { verb: 'get', resource: 'jobs.batch', name },
    ({ custom }, options): Promise<unknown> =>
      custom.getNamespacedCustomObject({ group: 'batch', version: 'v1', namespace, plural: 'jobs', name }, options),
    signal,
  );
  if (!answer.ok) return answer;
  const parsed = Job.safeParse(answer.value);
  if (!parsed.success) {
    const message = `Cluster ${context} answered with something that is no Job ${name}.`;
    return err({ kind: 'fault', cause: 'unexpected', message, retryable: true });
  }
  const { status } = parsed.data;
  const ended = status?.conditions?.find(
    (one) => (one.type === 'Complete' || one.type === 'Failed') && one.status === 'True',
  );
  if (ended === undefined)
    return ok({ state: 'running', endedAtMs: null, text: `${status?.active ?? 0} pods at work` });
  return ok({
    state: ended.type === 'Complete' ? 'succeeded' : 'failed',
    endedAtMs: Date.parse(status?.completionTime ?? ended.lastTransitionTime ?? '') || null,
    text: [ended.reason, ended.message].filter(Boolean).join(': '),
  });
}
