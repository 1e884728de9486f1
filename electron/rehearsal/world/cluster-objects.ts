import { REHEARSAL_LABEL } from '#shared/lib/rehearsal-label.ts';
import type { JsonObject } from '../json.ts';
import { chance } from '../noise.ts';
import { ARGO_NAMESPACE, application } from './argo.ts';
import type { WorldObject } from './objects.ts';
import { imageOf } from './objects.ts';
import type { World } from './world.ts';

export const namespaceObject = (name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { [REHEARSAL_LABEL]: 'true', 'kubernetes.io/metadata.name': name } },
});

/** A digest that an image always has: made of its name. */
const digestOf = (image: string): string =>
  Array.from({ length: 8 }, (_, part) =>
    Math.floor(chance(image, 'digest', part) * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/** The images of a world as a node lists them: what stable runs, and what is to be launched, pulled ahead. */
function imagesOf(world: World): JsonObject[] {
  const versions = [world.version, ...(world.launchVersion === undefined ? [] : [world.launchVersion])];
  return world.services.flatMap(({ name }) =>
    versions.map((version) => {
      const image = imageOf(world, name, version);
      return {
        names: [`${world.registry}/${name}@sha256:${digestOf(image)}`, image],
        sizeBytes: Math.floor(60_000_000 + 180_000_000 * chance(image, 'size')),
      };
    }),
  );
}

function node(index: number, images: readonly JsonObject[]): JsonObject {
  const name = `rehearsal-node-${index}`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    spec: {},
    status: {
      capacity: { cpu: '32', memory: '128Gi', pods: '250' },
      allocatable: { cpu: '32', memory: '128Gi', pods: '250' },
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'the rehearsal node is ready' }],
      nodeInfo: { kubeletVersion: 'v1.29.0', operatingSystem: 'linux', architecture: 'amd64' },
      images: [...images],
    },
  };
}

/** The cluster's own objects: the first world's nodes, on which all worlds run, and the namespaces, whose uid tells clusters apart. */
export function clusterObjects(worlds: readonly World[]): WorldObject[] {
  const images = worlds.flatMap(imagesOf);
  const nodes = Array.from({ length: worlds[0]?.nodes ?? 0 }, (_, index) => ({
    resource: 'nodes',
    object: node(index, images),
  }));
  const namespaces = ['kube-system', 'default', ARGO_NAMESPACE, ...worlds.map((world) => world.namespace)].map(
    (each) => ({
      resource: 'namespaces',
      object: namespaceObject(each),
    }),
  );
  const applications = worlds.map((world) => ({
    resource: 'argoproj.io/applications',
    namespace: ARGO_NAMESPACE,
    object: application(world),
  }));
  return [...namespaces, ...nodes, ...applications];
}
