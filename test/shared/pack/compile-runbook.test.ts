import { describe, expect, it } from 'vitest';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { ProbeCheck } from '#shared/domain/plan/probe.ts';
import { compilePack } from '#shared/pack/compile.ts';
import { builtInFiles, type Change, loaded, small } from './packs.ts';

const compiled = (...changes: Change[]): LaunchPlan => {
  const plan = compilePack(loaded(small(...changes)), {});
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
};
const firstItem = (plan: LaunchPlan) => plan.checklists[0]?.sections[0]?.items[0];
const probed = (probe: string, ...more: Change[]) =>
  firstItem(compiled(['owner: lead }', `owner: lead, probe: { ${probe} } }`], ...more))?.probe;
const CLOUD: Change = [
  'rules:',
  `vendors: [{ id: cloud, title: Cloud, statusPage: "https://status.example" }]\nrules:`,
];

describe('a probe', () => {
  it.each<[string, ProbeCheck]>([
    [
      'check: tls, host: "shop.example", validFor: 30d',
      { kind: 'tls', host: 'shop.example', port: 443, validForMs: 30 * 86_400_000 },
    ],
    ['check: tls, host: "shop.example:8443"', { kind: 'tls', host: 'shop.example', port: 8443, validForMs: 0 }],
    ['check: dns, name: shop.example', { kind: 'dns', name: 'shop.example', record: 'A' }],
    [
      'check: dns, name: shop.example, record: CNAME, expected: cdn.example, server: "10.0.0.1:5353"',
      { kind: 'dns', name: 'shop.example', record: 'CNAME', expected: 'cdn.example', server: '10.0.0.1:5353' },
    ],
    [
      `check: http, url: "https://shop.example/\${version}", contains: ok, within: 2s`,
      { kind: 'http', url: 'https://shop.example/v1', status: 200, contains: 'ok', withinMs: 2_000 },
    ],
    ['check: pods-healthy, deployments: stable', { kind: 'pods-healthy', deployments: ['one-stable', 'two-stable'] }],
    [
      'check: deployment-available, deployments: canary, replicas: 0',
      { kind: 'deployment-available', deployments: ['one-canary', 'two-canary'], replicas: 0 },
    ],
    ['check: deployment-available, deployments: [proxy]', { kind: 'deployment-available', deployments: ['proxy'] }],
    ['check: image', { kind: 'image', images: ['registry.example/one:v1', 'registry.example/two:v1'] }],
    ['check: image, services: [two]', { kind: 'image', images: ['registry.example/two:v1'] }],
    ['check: autoscaler, autoscalers: [one-hpa]', { kind: 'autoscaler', names: ['one-hpa'] }],
    ['check: job, job: backup, within: 24h', { kind: 'job', job: 'backup', withinMs: 86_400_000 }],
    ['check: secret, secrets: [db]', { kind: 'secret', secrets: ['db'] }],
    ['check: flags, on: false', { kind: 'flags', flags: ['new-things'], environment: 'production', on: false }],
    [
      'check: prometheus, query: up, holds: "<= 0.85"',
      { kind: 'prometheus', query: 'up', holds: { operator: '<=', value: 0.85 } },
    ],
    ['check: alertmanager', { kind: 'alertmanager', matchers: [] }],
    ['check: ntp, server: pool.ntp.org, within: 1s', { kind: 'ntp', server: 'pool.ntp.org', withinMs: 1_000 }],
    ['check: channels', { kind: 'channels', channels: ['room'] }],
    [
      `check: command, program: ./look.sh, arguments: ["\${version}"], sha256: ${'a1'.repeat(32)}`,
      { kind: 'command', program: './look.sh', arguments: ['v1'], sha256: 'a1'.repeat(32) },
    ],
    ['check: rollback-ready', { kind: 'rollback-ready' }],
  ])('written `%s` becomes what the engine looks at', (words, check) => {
    expect(probed(words)).toEqual({ check, everyMs: 300_000, timeoutMs: 10_000 });
  });

  it('of a vendor knows its page', () => {
    expect(probed('check: vendor-status, vendor: cloud, component: Storage', CLOUD)?.check).toEqual({
      kind: 'vendor-status',
      vendor: 'Cloud',
      page: 'https://status.example',
      component: 'Storage',
    });
  });

  it('runs as often and as long as it says', () => {
    expect(probed('check: rollback-ready, every: 30s, timeout: 4s')).toMatchObject({
      everyMs: 30_000,
      timeoutMs: 4_000,
    });
  });
});

describe('a due time', () => {
  it("is the item's, else the section's, else the list's", () => {
    const own = compiled(
      ['owner: lead }', 'owner: lead, due: T-2h }'],
      ['{ title: All, items', '{ title: All, due: T-3h, items'],
    );
    expect(firstItem(own)?.dueAt).toBe(-2 * 3_600_000);
    const section = compiled(['{ title: All, items', '{ title: All, due: "day -1, 14:00", items']);
    expect(firstItem(section)).toMatchObject({ dueAt: -19 * 3_600_000, clock: { day: -1, minuteOfDay: 840 } });
    expect(firstItem(compiled())?.dueAt).toBeUndefined();
  });
});

describe('a procedure in words', () => {
  const media = compilePack(loaded(builtInFiles('media-gateway')), { namespace: 'elsewhere' });
  const procedures = media.ok ? media.value.procedures : [];
  const actionsOf = (procedure: string, step: string) =>
    procedures.find((one) => one.id === procedure)?.steps.find((one) => one.id === step)?.actions ?? [];

  it('says what to type for the quick rollback', () => {
    expect(actionsOf('quick-rollback', 'scale-down')).toHaveLength(8);
    expect(actionsOf('quick-rollback', 'scale-down')[0]).toBe(
      'kubectl -n elsewhere scale deployment/mcp-server-canary --replicas=0',
    );
    expect(actionsOf('quick-rollback', 'traffic').slice(0, 2)).toEqual([
      'In every VirtualService that names these hosts, every http route with both subsets: stable 100, canary 0.',
      'kubectl -n elsewhere edit virtualservice auth-service',
    ]);
    expect(actionsOf('quick-rollback', 'announce')).toEqual(['Post "Rollback initiated" to #launch-war-room.']);
  });

  it('asks for the moment and the names that a database rollback needs, and never holds a moment of its own', () => {
    expect(actionsOf('database-rollback', 'recover')).toEqual([
      '[point in time]: To which moment is the database taken back? In the past, not older than the backup verified at T-12h.',
      '[name of the restored instance]: What is the restored instance called? Its name carries the launch and the attempt.',
      "gcloud sql instances clone media-gateway-db '[name of the restored instance]' '--point-in-time=[point in time]'",
    ]);
  });

  it("changes one field of the secret, and scales only the pack's services (reconciled 23, 24)", () => {
    expect(actionsOf('database-rollback', 'connection-strings').at(-1)).toBe(
      `kubectl -n elsewhere patch secret db-credentials --type=merge -p '{"stringData":{"host":"[address of the restored database]"}}'`,
    );
    const stopped = actionsOf('database-rollback', 'stop-services').filter((line) => line.includes(' scale '));
    expect(stopped).toHaveLength(16);
    expect(stopped.join()).not.toContain('--all');
  });

  it('quotes what a shell would read as something else', () => {
    const [line] = actionsOf('database-rollback', 'verify-database').slice(-1);
    expect(line).toBe(
      "psql -h '[address of the restored database]' -U admin -d media_gateway -c 'SELECT count(*) FROM users; SELECT max(created_at) FROM content;'",
    );
  });
});

describe('what a plan keeps for people', () => {
  it('has the variables of the launch', () => {
    expect(compiled().variables).toEqual({ version: 'v1' });
  });

  it('has them in every word that names one', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a pack's variable, not a template's
    const plan = compiled(['question: ', 'question: "${version}: " # ']);
    expect(plan.steps.map((step) => step.question)).toContain('v1:');
  });

  it('has no secret: what a launch is made with stands in its log', () => {
    const secret = '  - { id: token, title: Token?, default: hush, secret: true }\n  - { id: reason,';
    expect(() => compiled(['  - { id: reason,', secret])).toThrow(/secret and asked at launch/);
  });

  it('has the window of T-0, and a lock after ten idle minutes', () => {
    const plan = compiled(['timeZone: UTC }', 'timeZone: UTC, window: { earliest: T-0, latest: "day 0, 13:00" } }']);
    expect(plan.window).toEqual({
      earliest: { at: 0 },
      latest: { at: 4 * 3_600_000, clock: { day: 0, minuteOfDay: 780 } },
    });
    expect(plan.rules.idleLockMs).toBe(600_000);
  });
});
