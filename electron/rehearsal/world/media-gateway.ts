import type { World, WorldJob, WorldService } from './world.ts';

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

const job = (name: string, endedMinutesBefore: number, tookMinutes: number): WorldJob => ({
  name,
  image: `gcr.io/media-gateway/${name}:v1.0.0`,
  endedMinutesBefore,
  tookMinutes,
});

const name = (of: string, records: Partial<World['names'][number]>): World['names'][number] => ({
  name: of,
  A: [],
  AAAA: [],
  TXT: [],
  ...records,
});

/** The platform of the built-in pack as it is on the morning of its launch: stable serves, canaries wait at zero. */
export const MEDIA_GATEWAY: World = {
  namespace: 'media-gateway',
  registry: 'gcr.io/media-gateway',
  version: 'v0.9.0',
  launchVersion: 'v1.0.0',
  mesh: 'istio',
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
    { name: 'jwt-signing-key', data: { 'key.pem': 'rehearsal-only', kid: 'rehearsal-1' } },
  ],
  jobs: [
    job('database-backup', 95, 22),
    job('database-migrate', 70, 4),
    job('e2e-staging', 40, 18),
    job('smoke-production', 20, 6),
  ],
  databases: [
    {
      instance: 'media-gateway-db',
      host: '10.20.0.5',
      backupMinutesBefore: 117,
      tables: [
        { name: 'users', rows: 48_211, perMinute: 2 },
        { name: 'content', rows: 912_430, perMinute: 11 },
      ],
    },
  ],
  statusPage: { name: 'Media Gateway', components: ['API', 'Search', 'Playback', 'Sync', 'Website'] },
  vendors: [
    { slug: 'pubnub', name: 'PubNub', components: ['Publish and Subscribe', 'Presence', 'Storage and Playback'] },
    { slug: 'cloud', name: 'Cloud provider', components: ['Compute', 'Networking', 'SQL', 'Storage'] },
    { slug: 'cdn', name: 'CDN', components: ['Edge', 'DNS', 'Purge'] },
  ],
  pages: [
    '/docs',
    '/staging',
    '/staging/healthz',
    '/cdn',
    '/cdn/healthz',
    '/log-search',
    '/log-search/ready',
    '/partners/spotify',
    '/partners/apple-music',
  ],
  names: [
    name('mediagateway.io', { A: ['127.0.0.1'], TXT: ['v=spf1 -all', 'tminus-rehearsal=media-gateway'] }),
    name('api.mediagateway.io', { A: ['127.0.0.1'], AAAA: ['::1'] }),
    name('www.mediagateway.io', { CNAME: 'mediagateway.io' }),
    name('status.mediagateway.io', { CNAME: 'mediagateway.io' }),
    name('cdn.mediagateway.io', { CNAME: 'edge.mediagateway.io' }),
    name('edge.mediagateway.io', { A: ['127.0.0.1'] }),
  ],
  variables: {
    'public-url': '{public}',
    'public-host': '{outside-host}',
    'cdn-url': '{outside}/cdn',
    'docs-url': '{outside}/docs',
    'staging-url': '{outside}/staging',
    'status-page': '{status}',
    'dns-server': '{dns}',
    'ntp-server': '{ntp}',
    'pubnub-status': '{vendors}/pubnub',
    'cloud-status': '{vendors}/cloud',
    'cdn-status': '{vendors}/cdn',
    'spotify-api': '{outside}/partners/spotify',
    'apple-music-api': '{outside}/partners/apple-music',
    'smoke-url': '{smoke}',
    'smoke-ca': '{ca}',
    'log-search-url': '{outside}/log-search',
  },
};
