import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { discover } from './discovery.ts';
import { shaped } from './request-shape.ts';

/** Where objects of a kind lie in the API. */
export type ResourceKind = {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
};

export const DEPLOYMENT: ResourceKind = { kind: 'Deployment', group: 'apps', version: 'v1', plural: 'deployments' };

/** `deployments.apps`, as RBAC and refusals spell it. */
export const resourceName = ({ plural, group }: ResourceKind): string => (group === '' ? plural : `${plural}.${group}`);

type Served = { readonly kind: string; readonly plural: string; readonly isNamespaced: boolean };
const known = new WeakMap<Connection, Map<string, readonly Served[]>>();
/** Asked first: what a platform is made of. */
const usual = ['', 'apps', 'autoscaling', 'batch', 'networking.istio.io'];

/**
 * Asks the cluster where objects of this kind lie. Without an `apiVersion` the first group that has the kind, in the version it
 * prefers. Only kinds that live in a namespace: a launch touches nothing cluster-wide.
 */
export async function resourceKind(
  connection: Connection,
  ref: { readonly apiVersion?: string | undefined; readonly kind: string },
  signal?: AbortSignal,
): Promise<Result<ResourceKind, Fault>> {
  const places = await placesOf(connection, ref.apiVersion, signal);
  if (!places.ok) return places;
  let skipped: Result<never, Fault> | null = null;
  for (const { group, version } of places.value) {
    const served = await servedBy(connection, group, version, signal);
    if (!served.ok) {
      // An aggregated API that is down hides only its own kinds; what a platform is made of is never passed over.
      if (ref.apiVersion !== undefined || usual.includes(group) || served.error.cause === 'cancelled') return served;
      skipped ??= served;
      continue;
    }
    const found = served.value.find((one) => one.kind === ref.kind);
    if (found === undefined) continue;
    if (!found.isNamespaced) return err(clusterWide(ref.kind));
    return ok({ kind: ref.kind, group, version, plural: found.plural });
  }
  if (skipped !== null) return skipped;
  return err({
    kind: 'fault',
    cause: 'not-found',
    message: `Cluster ${connection.place.context} doesn't serve ${ref.kind}${ref.apiVersion === undefined ? '' : ` of ${ref.apiVersion}`}.`,
    hint: 'Correct the kind or its apiVersion, or install what brings it.',
    retryable: false,
  });
}

async function placesOf(connection: Connection, apiVersion: string | undefined, signal?: AbortSignal) {
  if (apiVersion !== undefined) {
    const [first = '', second] = apiVersion.split('/');
    return ok([second === undefined ? { group: '', version: first } : { group: first, version: second }]);
  }
  const server = await discover(connection, signal);
  if (!server.ok) return server;
  const preferred = new Map([
    ['', 'v1'],
    ...[...server.value.groups].map(([name, all]) => [name, all[0] ?? ''] as const),
  ]);
  const order = [
    ...usual.filter((group) => preferred.has(group)),
    ...[...preferred.keys()].filter((group) => !usual.includes(group)),
  ];
  return ok(order.map((group) => ({ group, version: preferred.get(group) ?? '' })));
}

async function servedBy(
  connection: Connection,
  group: string,
  version: string,
  signal?: AbortSignal,
): Promise<Result<readonly Served[], Fault>> {
  const lists = known.get(connection) ?? new Map<string, readonly Served[]>();
  known.set(connection, lists);
  const before = lists.get(`${group}/${version}`);
  if (before !== undefined) return ok(before);
  const answer = await connection.call(
    { verb: 'list', resource: group === '' ? `api ${version}` : `${group}/${version}` },
    ({ custom }, options) => custom.getAPIResources({ group, version }, shaped(options, {})),
    signal,
  );
  // A group or version that isn't there has no kinds.
  if (!answer.ok) return answer.error.cause === 'not-found' ? ok([]) : answer;
  const served = answer.value.resources
    .filter((one) => !one.name.includes('/'))
    .map((one) => ({ kind: one.kind, plural: one.name, isNamespaced: one.namespaced }));
  lists.set(`${group}/${version}`, served);
  return ok(served);
}

const clusterWide = (kind: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `${kind} is cluster-wide: a launch changes nothing outside its namespace.`,
  hint: 'Let the owner of the cluster do it.',
  retryable: false,
});
