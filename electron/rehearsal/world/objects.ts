import type { JsonObject } from '../json.ts';
import type { World, WorldJob, WorldService } from './world.ts';

const TRACKS = ['stable', 'canary'] as const;
export type Track = (typeof TRACKS)[number];

const deploymentName = (service: string, track: Track): string => `${service}-${track}`;
export const imageOf = (world: World, service: string, version = world.version): string =>
  `${world.registry}/${service}:${version}`;

/** An object of the world and the resource it is created under. */
export type WorldObject = {
  readonly resource: string;
  readonly object: JsonObject;
  /** Where it lies, when that isn't where the list as a whole does. */
  readonly namespace?: string;
};

const meta = (name: string, labels: Record<string, string>): JsonObject => ({ name, labels });

function deployment(world: World, service: WorldService, track: Track): JsonObject {
  const labels = { app: service.name, track };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta(deploymentName(service.name, track), labels),
    spec: {
      replicas: track === 'stable' ? world.stableReplicas : 0,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: service.name,
              image: imageOf(world, service.name),
              ports: [{ containerPort: service.port, protocol: 'TCP' }],
              readinessProbe: { httpGet: { path: '/healthz', port: service.port } },
              // Small, so that the world also fits on the small nodes of a cluster made for tests.
              resources: { requests: { cpu: '1m', memory: '4Mi' } },
            },
          ],
        },
      },
    },
  };
}

const serviceObject = (service: WorldService): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: meta(service.name, { app: service.name }),
  spec: {
    selector: { app: service.name },
    ports: [{ name: 'http', port: 80, targetPort: service.port, protocol: 'TCP' }],
  },
});

function mesh(service: WorldService): WorldObject[] {
  const labels = { app: service.name };
  const route = [
    { destination: { host: service.name, subset: 'canary' }, weight: 0 },
    { destination: { host: service.name, subset: 'stable' }, weight: 100 },
  ];
  return [
    {
      resource: 'networking.istio.io/virtualservices',
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: meta(service.name, labels),
        spec: { hosts: [service.name, ...service.hosts], http: [{ route }] },
      },
    },
    {
      resource: 'networking.istio.io/destinationrules',
      object: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        metadata: meta(service.name, labels),
        spec: { host: service.name, subsets: TRACKS.map((track) => ({ name: track, labels: { track } })) },
      },
    },
  ];
}

function autoscaler(world: World, service: WorldService): JsonObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: meta(deploymentName(service.name, 'stable'), { app: service.name }),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deploymentName(service.name, 'stable') },
      minReplicas: world.minReplicas,
      maxReplicas: world.maxReplicas,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    },
  };
}

function job({ name, image }: WorldJob): JsonObject {
  const containers = [{ name, image, resources: { requests: { cpu: '1m', memory: '4Mi' } } }];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: meta(name, { job: name }),
    spec: {
      backoffLimit: 2,
      template: { metadata: { labels: { job: name } }, spec: { restartPolicy: 'Never', containers } },
    },
  };
}

/** Everything in the world's namespace, in the order in which it is to be created. */
export function worldObjects(world: World): WorldObject[] {
  const found: WorldObject[] = [];
  for (const { name, data } of world.configMaps) {
    found.push({
      resource: 'configmaps',
      object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta(name, {}), data },
    });
  }
  for (const { name, data } of world.secrets) {
    found.push({
      resource: 'secrets',
      object: { apiVersion: 'v1', kind: 'Secret', metadata: meta(name, {}), stringData: data },
    });
  }
  const quota = { hard: { pods: '400' } };
  found.push({
    resource: 'resourcequotas',
    object: { apiVersion: 'v1', kind: 'ResourceQuota', metadata: meta('platform', {}), spec: quota },
  });
  for (const service of world.services) {
    for (const track of TRACKS) found.push({ resource: 'apps/deployments', object: deployment(world, service, track) });
    found.push({ resource: 'services', object: serviceObject(service) });
    if (world.mesh === 'istio') found.push(...mesh(service));
    found.push({ resource: 'autoscaling/horizontalpodautoscalers', object: autoscaler(world, service) });
  }
  for (const each of world.jobs) found.push({ resource: 'batch/jobs', object: job(each) });
  return found;
}
