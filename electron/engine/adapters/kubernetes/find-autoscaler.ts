import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { autoscalersAs } from './autoscalers.ts';
import type { Connection } from './connection.ts';
import { sharedAnswers } from './shared-answers.ts';

const Autoscalers = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string() }),
      spec: z.looseObject({
        scaleTargetRef: z.looseObject({ kind: z.string(), name: z.string() }),
        minReplicas: z.number().optional(),
        maxReplicas: z.number(),
      }),
    }),
  ),
});

/** An autoscaler with what it keeps its Deployment between. */
export type AutoscalerFound = {
  readonly name: string;
  readonly deployment: string;
  readonly minimum: number;
  readonly maximum: number;
};

/** Versions whose minimum and maximum we read and set, the newest first. */
export const autoscalerVersions = ['v2', 'v1'];

/** The autoscalers of Deployments in the namespace, as they are now. A cluster that serves no autoscaling has none. */
export async function readAutoscalers(
  connection: Connection,
  signal?: AbortSignal,
): Promise<Result<readonly AutoscalerFound[], Fault>> {
  const list = await autoscalersAs(connection, autoscalerVersions, signal);
  if (!list.ok) return list.error.cause === 'not-found' ? ok([]) : list;
  const parsed = Autoscalers.safeParse(list.value);
  if (parsed.success)
    return ok(
      parsed.data.items.flatMap(({ metadata, spec }) =>
        spec.scaleTargetRef.kind === 'Deployment'
          ? [
              {
                name: metadata.name,
                deployment: spec.scaleTargetRef.name,
                minimum: spec.minReplicas ?? 1,
                maximum: spec.maxReplicas,
              },
            ]
          : [],
      ),
    );
  return err({
    kind: 'fault',
    cause: 'unexpected',
    message: 'the list of autoscalers could not be read',
    retryable: true,
  });
}

const shared = sharedAnswers<readonly AutoscalerFound[]>();
/** The same for plans, which are made at once and ask once. */
export const knownAutoscalers = (connection: Connection): ReturnType<typeof readAutoscalers> =>
  shared(connection, 'autoscalers', () => readAutoscalers(connection));
