import type { JsonObject } from '../json.ts';
import type { Resource } from './resource.ts';
import { groupVersion, RESOURCES } from './resource.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const GET_UPDATE = ['get', 'patch', 'update'];
const REVIEWS = [
  ['selfsubjectaccessreviews', 'SelfSubjectAccessReview'],
  ['selfsubjectrulesreviews', 'SelfSubjectRulesReview'],
] as const;

const SERVER_VERSION: JsonObject = {
  major: '1',
  minor: '29',
  gitVersion: 'v1.29.0+tminus-rehearsal',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'tminus/rehearsal',
};

function entries(resource: Resource): JsonObject[] {
  const base: JsonObject = {
    singularName: '',
    namespaced: resource.isNamespaced,
    kind: resource.kind,
    verbs: GET_UPDATE,
  };
  const own: JsonObject = {
    ...base,
    name: resource.plural,
    singularName: resource.singular,
    verbs: VERBS,
    ...(resource.shortNames.length > 0 ? { shortNames: [...resource.shortNames] } : {}),
    ...(resource.isInAll ? { categories: ['all'] } : {}),
  };
  const found = [own];
  if (resource.hasStatus) found.push({ ...base, name: `${resource.plural}/status` });
  if (resource.hasScale)
    found.push({ ...base, name: `${resource.plural}/scale`, group: 'autoscaling', version: 'v1', kind: 'Scale' });
  if (resource.plural === 'pods') {
    found.push({ ...base, name: 'pods/log', verbs: ['get'] });
    found.push({ ...base, name: 'pods/eviction', group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] });
  }
  return found;
}

const groups = (): string[] => [
  ...new Set(RESOURCES.map((each) => each.group).filter(Boolean)),
  'authorization.k8s.io',
];
const versionsOf = (group: string): readonly string[] =>
  RESOURCES.find((each) => each.group === group)?.versions ?? ['v1'];

function groupOf(name: string): JsonObject {
  const versions = versionsOf(name).map((version) => ({ groupVersion: groupVersion(name, version), version }));
  return { name, versions, preferredVersion: versions[0] ?? {} };
}

function resourceList(group: string, version: string): JsonObject | null {
  const served = RESOURCES.filter((each) => each.group === group && each.versions.includes(version)).flatMap(entries);
  if (group === 'authorization.k8s.io' && version === 'v1') {
    served.push(
      ...REVIEWS.map(([name, kind]) => ({
        name,
        singularName: kind.toLowerCase(),
        namespaced: false,
        kind,
        verbs: ['create'],
      })),
    );
  }
  if (served.length === 0) return null;
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: groupVersion(group, version), resources: served };
}

/** The answer to a discovery path, or null when the path is none. */
export function discovery(segments: readonly string[], origin: string): JsonObject | null {
  const [root, first, second, ...more] = segments;
  if (more.length > 0) return null;
  if (root === 'version' && first === undefined) return SERVER_VERSION;
  if (root === 'api' && first === undefined) {
    const address = origin.replace('https://', '');
    return {
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
    };
  }
  if (root === 'api' && second === undefined) return resourceList('', first ?? '');
  if (root !== 'apis') return null;
  if (first === undefined) return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups().map(groupOf) };
  if (second === undefined)
    return groups().includes(first) ? { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(first) } : null;
  return resourceList(first, second);
}
