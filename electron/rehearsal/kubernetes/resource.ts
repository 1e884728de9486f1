/** A kind of object that the API serves. */
export type Resource = {
  readonly group: string;
  /** The first is the one objects are stored in and clients prefer. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  readonly shortNames: readonly string[];
  readonly hasStatus: boolean;
  readonly hasScale: boolean;
  /** Custom resources know no strategic merge: 415, as on a real server. */
  readonly isCustom: boolean;
  readonly isInAll: boolean;
};

type Traits = Partial<
  Pick<Resource, 'shortNames' | 'hasStatus' | 'hasScale' | 'isCustom' | 'isInAll' | 'isNamespaced'>
>;

const resource = (
  group: string,
  versions: readonly string[],
  plural: string,
  kind: string,
  traits: Traits = {},
): Resource => ({
  group,
  versions,
  plural,
  singular: kind.toLowerCase(),
  kind,
  isNamespaced: true,
  shortNames: [],
  hasStatus: false,
  hasScale: false,
  isCustom: false,
  isInAll: false,
  ...traits,
});

const ISTIO = ['v1', 'v1beta1'];

/** Everything the API serves but the access reviews. One line adds a resource. */
export const RESOURCES: readonly Resource[] = [
  resource('', ['v1'], 'namespaces', 'Namespace', { isNamespaced: false, shortNames: ['ns'], hasStatus: true }),
  resource('', ['v1'], 'nodes', 'Node', { isNamespaced: false, shortNames: ['no'], hasStatus: true }),
  resource('', ['v1'], 'pods', 'Pod', { shortNames: ['po'], hasStatus: true, isInAll: true }),
  resource('', ['v1'], 'services', 'Service', { shortNames: ['svc'], hasStatus: true, isInAll: true }),
  resource('', ['v1'], 'events', 'Event', { shortNames: ['ev'] }),
  resource('', ['v1'], 'configmaps', 'ConfigMap', { shortNames: ['cm'] }),
  resource('', ['v1'], 'secrets', 'Secret'),
  resource('', ['v1'], 'serviceaccounts', 'ServiceAccount', { shortNames: ['sa'] }),
  resource('', ['v1'], 'resourcequotas', 'ResourceQuota', { shortNames: ['quota'], hasStatus: true }),
  resource('apps', ['v1'], 'deployments', 'Deployment', {
    shortNames: ['deploy'],
    hasStatus: true,
    hasScale: true,
    isInAll: true,
  }),
  resource('apps', ['v1'], 'replicasets', 'ReplicaSet', {
    shortNames: ['rs'],
    hasStatus: true,
    hasScale: true,
    isInAll: true,
  }),
  resource('apps', ['v1'], 'statefulsets', 'StatefulSet', { shortNames: ['sts'], hasStatus: true, isInAll: true }),
  resource('apps', ['v1'], 'daemonsets', 'DaemonSet', { shortNames: ['ds'], hasStatus: true, isInAll: true }),
  resource('autoscaling', ['v2', 'v1'], 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', {
    shortNames: ['hpa'],
    hasStatus: true,
    isInAll: true,
  }),
  resource('batch', ['v1'], 'jobs', 'Job', { hasStatus: true, isInAll: true }),
  resource('networking.istio.io', ISTIO, 'virtualservices', 'VirtualService', {
    shortNames: ['vs'],
    hasStatus: true,
    isCustom: true,
  }),
  resource('networking.istio.io', ISTIO, 'destinationrules', 'DestinationRule', {
    shortNames: ['dr'],
    hasStatus: true,
    isCustom: true,
  }),
  resource('networking.istio.io', ISTIO, 'gateways', 'Gateway', {
    shortNames: ['gw'],
    hasStatus: true,
    isCustom: true,
  }),
  resource('argoproj.io', ['v1alpha1'], 'applications', 'Application', { shortNames: ['app', 'apps'], isCustom: true }),
];

/** `apps/deployments`, `pods`: how the store names a resource. */
export const resourceKey = (of: Pick<Resource, 'group' | 'plural'>): string =>
  of.group ? `${of.group}/${of.plural}` : of.plural;

export const groupVersion = (group: string, version: string): string => (group ? `${group}/${version}` : version);

/** The `apiVersion` in which objects of a resource are stored. */
export const storedVersion = (of: Resource): string => groupVersion(of.group, of.versions[0] ?? 'v1');

const byKey = new Map(RESOURCES.map((each) => [resourceKey(each), each]));

export function findResource(group: string, version: string, plural: string): Resource | undefined {
  const found = byKey.get(resourceKey({ group, plural }));
  return found?.versions.includes(version) ? found : undefined;
}

/** The resource of a key that the code itself wrote down; a misspelt one is a bug. */
export function theResource(key: string): Resource {
  const found = byKey.get(key);
  if (!found) throw new Error(`No resource ${key} in the table of kubernetes/resource.ts.`);
  return found;
}
