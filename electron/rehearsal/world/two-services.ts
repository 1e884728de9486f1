import type { World } from './world.ts';
import { worldSchema } from './world.ts';

/** A small platform without a mesh: a website and the worker behind it. Its pack shows that nothing of Media Gateway is in the code. */
export const TWO_SERVICES: World = worldSchema.parse({
  namespace: 'two-services',
  registry: 'registry.example/two-services',
  version: '1.4.2',
  launchVersion: '2.0.0',
  mesh: 'none',
  stableReplicas: 3,
  minReplicas: 2,
  maxReplicas: 6,
  nodes: 2,
  services: [
    { name: 'web', requestsPerSecond: 45, medianMs: 30, hosts: ['web.two-services.example'] },
    { name: 'worker', requestsPerSecond: 12, medianMs: 70, memoryMegabytes: 384 },
  ],
  flags: ['new-checkout'],
  secrets: [{ name: 'web-session-key', data: { key: 'rehearsal-only' } }],
  jobs: [
    {
      name: 'nightly-backup',
      image: 'registry.example/two-services/backup:2.0.0',
      endedMinutesBefore: 240,
      tookMinutes: 9,
    },
  ],
  statusPage: { name: 'Two Services', components: ['Website', 'Orders'] },
  vendors: [{ slug: 'cloud', name: 'Cloud provider', components: ['Compute', 'Networking'] }],
  pages: ['/docs'],
  names: [
    { name: 'web.two-services.example', A: ['127.0.0.1'] },
    { name: 'www.two-services.example', CNAME: 'web.two-services.example' },
  ],
  variables: {
    'public-url': '{public}',
    'public-host': '{outside-host}',
    'docs-url': '{outside}/docs',
    'status-page': '{status}',
    'dns-server': '{dns}',
    'ntp-server': '{ntp}',
    'smoke-url': '{smoke}',
    'smoke-ca': '{ca}',
    'cloud-status': '{vendors}/cloud',
  },
});
