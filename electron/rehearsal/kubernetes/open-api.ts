import type { Json, JsonObject } from '../json.ts';
import { groupVersion, RESOURCES } from './resource.ts';

/** The parameters by which a client learns that the server validates fields and takes dry runs itself. */
const PARAMETERS: Json = ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
}));

const gvPath = (group: string, version: string): string => (group ? `apis/${group}/${version}` : `api/${version}`);

/** The index of /openapi/v3: where the document of each group and version is. */
export function openApiIndex(): JsonObject {
  const paths: JsonObject = {};
  for (const { group, versions } of RESOURCES) {
    for (const version of versions)
      paths[gvPath(group, version)] = { serverRelativeURL: `/openapi/v3/${gvPath(group, version)}` };
  }
  return { paths };
}

/** One group's document: paths and kinds without their schemas, which kubectl needs no more than this of. Null: no such group. */
export function openApiGroup(path: string): JsonObject | null {
  const [root, first = '', second = ''] = path.split('/');
  const [group, version] = root === 'apis' ? [first, second] : ['', first];
  const served = RESOURCES.filter((each) => each.group === group && each.versions.includes(version));
  if (served.length === 0) return null;
  const paths: JsonObject = {};
  const schemas: JsonObject = {};
  for (const { plural, kind, isNamespaced } of served) {
    const gvk = { group, kind, version };
    schemas[`${groupVersion(group, version).replaceAll('/', '.')}.${kind}`] = {
      type: 'object',
      'x-kubernetes-group-version-kind': [gvk],
    };
    const operation = (action: string): JsonObject => ({
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': gvk,
      parameters: PARAMETERS,
      responses: { '200': { description: 'OK' } },
    });
    const base = `/${gvPath(group, version)}/${isNamespaced ? 'namespaces/{namespace}/' : ''}${plural}`;
    paths[base] = { post: operation('post') };
    paths[`${base}/{name}`] = { put: operation('put'), patch: operation('patch') };
  }
  return { openapi: '3.0.0', info: { title: 'Tminus rehearsal', version: 'v1' }, paths, components: { schemas } };
}
