import type { World, WorldService } from './world.ts';

const service = (
  name: string,
  requestsPerSecond: number,
  medianMs: number,
  more: Partial<WorldService> = {},
): WorldService => ({
  name,
  requestsPerSecond,
  medianMs,
  port: 8080,
  hosts: [],
  memoryMegabytes: 256,
  ...more,
});

const SERVICES: readonly WorldService[] = [
  service('auth-service', 180, 18),
  service('api-gateway', 310, 24, { hosts: ['api.mediagateway.io'] }),
  service('content-service', 240, 32, { memoryMegabytes: 384 }),
  service('search-service', 160, 55, { memoryMegabytes: 512 }),
  service('sona-engine', 90, 85, { memoryMegabytes: 1024 }),
  service('sync-service', 110, 15),
  service('playback-service', 70, 40),
  service('mcp-server', 40, 60),
];

/** The platform of the built-in pack as it is on the morning of its launch: stable serves, canaries wait at zero. */
export const MEDIA_GATEWAY: World = {
  namespace: 'media-gateway',
  registry: 'gcr.io/media-gateway',
  version: 'v0.9.0',
  stableReplicas: 6,
  minReplicas: 3,
  maxReplicas: 20,
  nodes: 3,
  services: [...SERVICES],
  flags: [
    'launch-internal-users',
    'launch-beta-users',
    'launch-all-users',
    ...SERVICES.map(({ name }) => `${name}-v1`),
  ],
  environments: ['development', 'production'],
  configMaps: [{ name: 'platform-config', data: { LOG_LEVEL: 'info', REGION: 'europe-west1' } }],
  secrets: [
    { name: 'db-credentials', data: { host: '10.20.0.5', username: 'media_gateway', password: 'rehearsal-only' } },
  ],
  statusPage: { name: 'Media Gateway', components: ['API', 'Search', 'Playback', 'Sync', 'Website'] },
};
