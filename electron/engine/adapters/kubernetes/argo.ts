import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { servedVersion } from './discovery.ts';
import type { ResourceKind } from './resource-kind.ts';
import { sharedAnswers } from './shared-answers.ts';

const argoGroup = 'argoproj.io';
const usualNamespace = 'argocd';

/** `enabled: false` (from version 3.1 on) keeps the settings of an automated sync that is off. */
const Automated = z.looseObject({
  enabled: z.boolean().nullish(),
  selfHeal: z.boolean().nullish(),
});
export const ApplicationSpec = z.looseObject({
  syncPolicy: z.looseObject({ automated: Automated.nullish() }).nullish(),
});
const Application = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string().default('') }),
  spec: ApplicationSpec.optional(),
});

export type SyncMode = 'self-heal' | 'automated' | 'by-hand';
export type ApplicationSeen = { readonly name: string; readonly namespace: string; readonly sync: SyncMode };

/** How an Application syncs: by itself and at any drift, by itself when Git changes, or when a person asks. */
export function syncMode(spec: z.infer<typeof ApplicationSpec> | undefined): SyncMode {
  const automated = spec?.syncPolicy?.automated ?? null;
  if (automated === null || automated.enabled === false) return 'by-hand';
  return automated.selfHeal === true ? 'self-heal' : 'automated';
}

/** Where Applications lie; a not-found fault says that this cluster has no Argo CD. */
export async function applicationKind(
  connection: Connection,
  signal?: AbortSignal,
): Promise<Result<ResourceKind, Fault>> {
  const version = await servedVersion(connection, argoGroup, ['v1alpha1'], signal);
  if (version.ok) return ok({ kind: 'Application', group: argoGroup, version: version.value, plural: 'applications' });
  if (version.error.cause !== 'not-found') return version;
  return err({
    ...version.error,
    message: `There is no Argo CD on cluster ${connection.place.context}: it serves no Applications (${argoGroup}).`,
    hint: 'If Argo CD runs on another cluster, suspend the sync there; else take this operation out of the pack.',
  });
}

/** A sync that was just suspended by hand must not stop the next plan. */
const shared = sharedAnswers<readonly ApplicationSeen[]>(1_000);

/** Every Application that can be read, of all namespaces, or of `argocd` where only that may be listed. Plans share the answer. */
export const listApplications = (connection: Connection): Promise<Result<readonly ApplicationSeen[], Fault>> =>
  shared(connection, 'applications', async () => {
    const kind = await applicationKind(connection);
    if (!kind.ok) return kind;
    const { group, version, plural } = kind.value;
    const ask = { verb: 'list', resource: `${plural}.${group}` } as const;
    const everywhere = await connection.call(
      ask,
      ({ custom }, options): Promise<unknown> => custom.listClusterCustomObject({ group, version, plural }, options),
    );
    const list =
      everywhere.ok || everywhere.error.cause !== 'forbidden'
        ? everywhere
        : await connection.call(
            ask,
            ({ custom }, options): Promise<unknown> =>
              custom.listNamespacedCustomObject({ group, version, plural, namespace: usualNamespace }, options),
          );
    if (!list.ok) return list;
    const parsed = z.looseObject({ items: z.array(Application) }).safeParse(list.value);
    if (parsed.success)
      return ok(
        parsed.data.items.map(({ metadata: { name, namespace }, spec }) => ({ name, namespace, sync: syncMode(spec) })),
      );
    return err({
      kind: 'fault',
      cause: 'unexpected',
      message: `The Applications of cluster ${connection.place.context} could not be read: they aren't as Argo CD describes them.`,
      retryable: false,
    });
  });
