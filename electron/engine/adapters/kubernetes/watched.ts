import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { servedVersion } from './discovery.ts';
import { isObject } from './json-object.ts';
import type { WatchedList, WatchedObject } from './port.ts';
import { istioGroup, istioVersions, parsed } from './routes.ts';

/** What a launch moves and what can move it back. */
const watchedKinds = [
  { kind: 'Deployment', group: 'apps', versions: ['v1'], plural: 'deployments' },
  { kind: 'VirtualService', group: istioGroup, versions: istioVersions, plural: 'virtualservices' },
  { kind: 'DestinationRule', group: istioGroup, versions: istioVersions, plural: 'destinationrules' },
  { kind: 'HorizontalPodAutoscaler', group: 'autoscaling', versions: ['v2', 'v1'], plural: 'horizontalpodautoscalers' },
] as const;
type WatchedKind = (typeof watchedKinds)[number];

const Texts = z.record(z.string(), z.string()).nullish();
const Owner = z.looseObject({
  manager: z.string().default(''),
  subresource: z.string().default(''),
  time: z.string().default(''),
  fieldsV1: z.unknown(),
});
const List = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({
        name: z.string(),
        uid: z.string(),
        labels: Texts,
        annotations: Texts,
        managedFields: z.array(Owner).nullish(),
      }),
      spec: z.unknown(),
    }),
  ),
});

/** Notes that tools and controllers leave with every change: they say nothing of their own. */
const noise = [
  /^kubectl\.kubernetes\.io\/last-applied-configuration$/,
  /^deployment\.kubernetes\.io\//,
  /^autoscaling(\.alpha)?\.kubernetes\.io\//,
  /^kubernetes\.io\/change-cause$/,
  /^tminus\.io\//,
];
/** So that a value which may be a secret can be told from another without being kept. */
const key = randomBytes(32);

/** Every watched object of the namespace; one kind that can't be listed doesn't hide the others. */
export async function listWatched(connection: Connection, signal?: AbortSignal): Promise<readonly WatchedList[]> {
  const lists = await Promise.all(watchedKinds.map((kind) => listOne(connection, kind, signal)));
  return lists.flatMap((list) => list ?? []);
}

async function listOne(
  connection: Connection,
  { kind, group, versions, plural }: WatchedKind,
  signal?: AbortSignal,
): Promise<WatchedList | null> {
  const version = await servedVersion(connection, group, versions, signal);
  if (!version.ok) return version.error.cause === 'not-found' ? null : { kind, objects: version };
  const where = { group, version: version.value, namespace: connection.place.namespace, plural };
  const list = await connection.call(
    { verb: 'list', resource: `${plural}.${group}` },
    ({ custom }, options): Promise<unknown> => custom.listNamespacedCustomObject(where, options),
    signal,
  );
  return { kind, objects: list.ok ? slimmed(kind, parsed(List, list.value, plural)) : list };
}

const slimmed = (kind: string, list: Result<z.infer<typeof List>, Fault>): WatchedList['objects'] =>
  list.ok
    ? ok(
        list.value.items.map(({ metadata, spec }): WatchedObject => {
          const { name, uid, labels, annotations, managedFields } = metadata;
          const kept = Object.entries(annotations ?? {}).filter(([one]) => !noise.some((pattern) => pattern.test(one)));
          return {
            ...{ kind, name, uid },
            content: {
              metadata: { labels: labels ?? {}, annotations: Object.fromEntries(kept) },
              spec: withoutValues(spec),
            },
            owners: (managedFields ?? [])
              .filter(({ subresource }) => subresource !== 'status')
              .map(({ manager, subresource, time, fieldsV1 }) => ({
                ...{ manager, subresource, fields: fieldsV1 },
                at: Date.parse(time) || 0,
              })),
          };
        }),
      )
    : list;

/** Values of environment variables may be secrets: only whether they change is seen. */
function withoutValues(value: unknown, isInEnv = false): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => withoutValues(one, isInEnv));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      isInEnv && name === 'value' && typeof one === 'string' ? hidden(one) : withoutValues(one, name === 'env'),
    ]),
  );
}

const hidden = (text: string): string => `hidden ${createHmac('sha256', key).update(text).digest('hex').slice(0, 8)}`;
