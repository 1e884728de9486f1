import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { servedVersion } from './discovery.ts';
import type { RouteWeights } from './port.ts';
import { atOnceMs, sharedAnswers } from './shared-answers.ts';

const Destination = z.looseObject({
  destination: z.looseObject({ host: z.string(), subset: z.string().optional() }),
  weight: z.number().optional(),
});
const Route = z.looseObject({ name: z.string().optional(), route: z.array(Destination).optional() });
export const VirtualService = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
    annotations: z.record(z.string(), z.string()).optional(),
    labels: z.record(z.string(), z.string()).optional(),
  }),
  spec: z
    .looseObject({ http: z.array(Route).optional(), tcp: z.array(Route).optional(), tls: z.array(Route).optional() })
    .optional(),
});
export type VirtualService = z.infer<typeof VirtualService>;
export const DestinationRule = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({ host: z.string(), subsets: z.array(z.looseObject({ name: z.string() })).optional() }),
});

export type Subsets = { readonly stable: string; readonly canary: string };
/** One of the two destinations of a route: its place, its weight as stored, and the whole entry to guard it with. */
export type Side = { readonly index: number; readonly weight: number | undefined; readonly entry: unknown };
export type SplitRoute = {
  readonly index: number;
  readonly stable: Side;
  readonly canary: Side;
  /** Weight that goes to neither of the two. */
  readonly elsewhere: number;
};

export const istioGroup = 'networking.istio.io';
const istioVersions = ['v1', 'v1beta1', 'v1alpha3'];

/** Short service names mean the namespace of the object that uses them. */
export function isSameHost(one: string, other: string, namespace: string): boolean {
  return fullHost(one, namespace) === fullHost(other, namespace);
}
function fullHost(host: string, namespace: string): string {
  const parts = host.split('.');
  if (parts.length === 1) return `${host}.${namespace}.svc.cluster.local`;
  return parts.length === 2
    ? `${host}.svc.cluster.local`
    : parts.length === 3 && parts[2] === 'svc'
      ? `${host}.cluster.local`
      : host;
}

/** Every http route of `service` that names both subsets of `host`. */
export function splitRoutes(
  service: VirtualService,
  host: string,
  subsets: Subsets,
  namespace: string,
): readonly SplitRoute[] {
  return (service.spec?.http ?? []).flatMap((route, index) => {
    const side = (subset: string): Side | null => {
      const at = (route.route ?? []).findIndex(
        (one) => isSameHost(one.destination.host, host, namespace) && one.destination.subset === subset,
      );
      const entry = route.route?.[at];
      return entry === undefined ? null : { index: at, weight: entry.weight, entry };
    };
    const stable = side(subsets.stable);
    const canary = side(subsets.canary);
    if (stable === null || canary === null) return [];
    const total = (route.route ?? []).reduce((sum, one) => sum + (one.weight ?? 0), 0);
    return [{ index, stable, canary, elsewhere: total - (stable.weight ?? 0) - (canary.weight ?? 0) }];
  });
}

/** Routes that send something to the canary and that no weight of ours moves: a rollback doesn't reach them. */
export function unmovedRoutes(
  service: VirtualService,
  host: string,
  subsets: Subsets,
  namespace: string,
): readonly string[] {
  const toCanary = (route: z.infer<typeof Route>): boolean =>
    (route.route ?? []).some(
      (one) =>
        isSameHost(one.destination.host, host, namespace) &&
        one.destination.subset === subsets.canary &&
        one.weight !== 0,
    );
  const split = new Set(splitRoutes(service, host, subsets, namespace).map((one) => one.index));
  return [
    ...(service.spec?.http ?? []).flatMap((route, index) =>
      toCanary(route) && !split.has(index) ? [`http[${index}]`] : [],
    ),
    ...(service.spec?.tcp ?? []).flatMap((route, index) => (toCanary(route) ? [`tcp[${index}]`] : [])),
    ...(service.spec?.tls ?? []).flatMap((route, index) => (toCanary(route) ? [`tls[${index}]`] : [])),
  ].map((place) => `${service.metadata.name} spec.${place}`);
}

/** Shares in percent, whatever the weights add up to. */
export function weightsOf(
  service: VirtualService,
  host: string,
  subsets: Subsets,
  namespace: string,
): readonly RouteWeights[] {
  return splitRoutes(service, host, subsets, namespace).map(({ index, stable, canary, elsewhere }) => {
    const total = (stable.weight ?? 0) + (canary.weight ?? 0) + elsewhere;
    const percent = (side: Side): number => (total === 0 ? 0 : Math.round(((side.weight ?? 0) / total) * 10_000) / 100);
    return {
      virtualService: service.metadata.name,
      route: index,
      canaryPercent: percent(canary),
      stablePercent: percent(stable),
    };
  });
}

/** The VirtualServices of the namespace, in a fixed order. */
export async function listVirtualServices(
  connection: Connection,
  signal?: AbortSignal,
): Promise<Result<readonly VirtualService[], Fault>> {
  const list = await listIstio(connection, 'virtualservices', VirtualService, signal);
  return list.ok ? ok([...list.value].sort((a, b) => a.metadata.name.localeCompare(b.metadata.name))) : list;
}

const services = sharedAnswers<readonly VirtualService[]>(atOnceMs);
const rules = sharedAnswers<readonly z.infer<typeof DestinationRule>[]>(atOnceMs);
/** The same for the plans of one action. */
export const knownVirtualServices = (connection: Connection): Promise<Result<readonly VirtualService[], Fault>> =>
  services(connection, 'virtualservices', () => listVirtualServices(connection));

/** One VirtualService, read anew. */
export async function readVirtualService(
  connection: Connection,
  name: string,
  signal?: AbortSignal,
): Promise<Result<VirtualService, Fault>> {
  const version = await servedVersion(connection, istioGroup, istioVersions, signal);
  if (!version.ok) return version;
  const where = {
    group: istioGroup,
    version: version.value,
    namespace: connection.place.namespace,
    plural: 'virtualservices',
    name,
  };
  const read = await connection.call(
    { verb: 'get', resource: `virtualservices.${istioGroup}`, name },
    ({ custom }, options): Promise<unknown> => custom.getNamespacedCustomObject(where, options),
    signal,
  );
  return read.ok ? parsed(VirtualService, read.value, name) : read;
}

/** Subsets of `host` that no DestinationRule of the namespace defines. */
export async function missingSubsets(
  connection: Connection,
  host: string,
  subsets: Subsets,
): Promise<Result<readonly string[], Fault>> {
  const all = await rules(connection, 'destinationrules', () =>
    listIstio(connection, 'destinationrules', DestinationRule),
  );
  if (!all.ok) return all;
  const defined = all.value
    .filter((rule) => isSameHost(rule.spec.host, host, connection.place.namespace))
    .flatMap((rule) => rule.spec.subsets?.map((one) => one.name) ?? []);
  return ok([subsets.stable, subsets.canary].filter((one) => !defined.includes(one)));
}

async function listIstio<T extends z.ZodType>(
  connection: Connection,
  plural: string,
  schema: T,
  signal?: AbortSignal,
): Promise<Result<z.infer<T>[], Fault>> {
  const version = await servedVersion(connection, istioGroup, istioVersions, signal);
  if (!version.ok) return version;
  const where = { group: istioGroup, version: version.value, namespace: connection.place.namespace, plural };
  const list = await connection.call(
    { verb: 'list', resource: `${plural}.${istioGroup}` },
    ({ custom }, options): Promise<unknown> => custom.listNamespacedCustomObject(where, options),
    signal,
  );
  if (!list.ok) return list;
  const read = parsed(z.looseObject({ items: z.array(schema) }), list.value, plural);
  return read.ok ? ok(read.value.items) : read;
}

/** Reads what the cluster sent, or says that it isn't what it should be. */
export function parsed<T extends z.ZodType>(schema: T, value: unknown, name: string): Result<z.infer<T>, Fault> {
  const result = schema.safeParse(value);
  if (result.success) return ok(result.data);
  const where = result.error.issues[0]?.path.join('.') ?? '';
  return err({
    kind: 'fault',
    cause: 'unexpected',
    message: `The cluster's ${name} could not be read: ${where} isn't as Istio describes it.`,
    hint: 'Look at the object with kubectl; its version may be newer than this console.',
    retryable: false,
  });
}

export { istioVersions };
