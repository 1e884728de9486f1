import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Connections, connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { ProbeCheck } from '#shared/domain/plan/probe.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { value } from '../adapters/support/run-context.ts';
import { lookAt } from './support/look-at.ts';

type Channel = LaunchPlan['channels'][number];
const channel = (id: string, service: Channel['service'], title = `#${id}`): Channel => ({
  id,
  title,
  service,
  audience: 'internal',
  means: service,
  isPublic: false,
});
const channels = [
  channel('war-room', 'slack'),
  channel('on-call', 'webhook'),
  channel('phone-tree', 'manual', 'Phone tree'),
  channel('gone', 'slack', 'C0ARCHIVED99'),
];

describe('flags, channels and rollback readiness, as the rehearsal environment plays them', () => {
  let rehearsal: Rehearsal;
  let settings: Connections;
  let outside: Outside;
  beforeAll(async () => {
    rehearsal = await openRehearsal();
    settings = connectionsFromRehearsal(JSON.stringify(rehearsal.addresses));
    outside = value(await connectOutside(settings));
  });
  afterEach(() => rehearsal.faults.clear());
  afterAll(async () => {
    await outside?.close();
    await rehearsal?.stop();
  });
  const look = (check: ProbeCheck) => lookAt(check, { outside, settings, channels, timeoutMs: 3000 });

  test('flags are good as they are wanted, bad when one is not or does not exist', async () => {
    const flags = (on: boolean, ...names: string[]): ProbeCheck => ({
      kind: 'flags',
      flags: names,
      environment: 'production',
      on,
    });
    value(await outside.flags.set('launch-all-users', 'production', false));
    expect(await look(flags(false, 'launch-all-users'))).toMatchObject({
      verdict: 'good',
      text: 'launch-all-users: off in production.',
    });
    expect(await look(flags(true, 'launch-all-users'))).toMatchObject({
      verdict: 'bad',
      text: 'launch-all-users is off (wanted on in production).',
    });
    expect((await look(flags(false, 'nobody-made-this'))).verdict).toBe('bad');
    rehearsal.faults.inject({ scenario: 'flags-down' });
    await expect.poll(async () => (await look(flags(false, 'launch-all-users'))).verdict).toBe('unknown');
  });

  test('channels are good when all that have a connector answer; nothing is sent, and those by hand are named', async () => {
    const before = rehearsal.ledger.list().length;
    const seen = await look({ kind: 'channels', channels: ['war-room', 'on-call', 'phone-tree'] });
    expect(seen.verdict).toBe('good');
    expect(seen.text).toMatch(
      /#war-room \(signed in to .*\), #on-call \(127\.0\.0\.1:\d+ answers\)\. By hand: Phone tree\.$/,
    );
    expect(rehearsal.ledger.list()).toHaveLength(before);
    expect(seen.text).not.toContain(settings.slack?.token);
  });

  test('channels that are all by hand are unknown, and so is one that the pack does not have bad', async () => {
    expect(await look({ kind: 'channels', channels: ['phone-tree'] })).toMatchObject({
      verdict: 'unknown',
      text: 'No channel has a connector. By hand: Phone tree.',
    });
    expect((await look({ kind: 'channels', channels: ['war-room', 'nobody'] })).verdict).toBe('bad');
  });

  test('channels are unknown while Slack is down, bad when its token is not taken', async () => {
    const wrong = {
      ...settings,
      slack: { token: 'xoxb-not-the-token', url: settings.slack?.url, caFile: settings.slack?.caFile },
    };
    const stranger = value(await connectOutside(wrong));
    const check: ProbeCheck = { kind: 'channels', channels: ['war-room'] };
    const refused = await lookAt(check, { outside: stranger, settings: wrong, channels });
    await stranger.close();
    expect(refused).toMatchObject({ verdict: 'bad', text: expect.stringContaining('invalid_auth') });
    rehearsal.faults.inject({ scenario: 'slack-down' });
    await expect.poll(async () => (await look(check)).verdict).toBe('unknown');
  });

  test('a rollback is ready as it was last proven; an old proof says nothing', async () => {
    const clock = realClock();
    const hub = new ObservationHub(clock);
    const check: ProbeCheck = { kind: 'rollback-ready' };
    const proven = (state: 'ready' | 'not-ready', agoMs: number) => {
      const wrong = { title: 'Canary to zero', state: 'act', text: 'may not patch deployments' } as const;
      hub.readiness = {
        state,
        provenAt: clock.now() - agoMs,
        checks: state === 'ready' ? [] : [wrong],
        byHand: [],
        estimateMs: null,
      };
      return lookAt(check, { outside, hub });
    };
    expect((await lookAt(check, { outside, hub })).verdict).toBe('unknown');
    expect((await proven('ready', 1000)).verdict).toBe('good');
    expect(await proven('not-ready', 1000)).toMatchObject({
      verdict: 'bad',
      text: 'Canary to zero: may not patch deployments.',
    });
    expect(await proven('ready', 600_000)).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('10 min ago'),
    });
  });

  test('nothing that needs a connection is good without one', async () => {
    const checks: ProbeCheck[] = [
      { kind: 'pods-healthy', deployments: ['a'] },
      { kind: 'deployment-available', deployments: ['a'] },
      { kind: 'autoscaler', names: ['a'] },
      { kind: 'job', job: 'a' },
      { kind: 'secret', secrets: ['a'] },
      { kind: 'flags', flags: ['a'], environment: 'production', on: true },
      { kind: 'prometheus', query: 'up', holds: { operator: '>', value: 0 } },
      { kind: 'alertmanager', matchers: [] },
      { kind: 'channels', channels: ['war-room'] },
      { kind: 'rollback-ready' },
    ];
    for (const check of checks)
      expect(await lookAt(check, { outside: null })).toMatchObject({
        verdict: 'unknown',
        text: 'Nothing is connected: this can not be looked at.',
      });
  });

  test('metrics and alerts are asked while the cluster is away: they come from elsewhere', async () => {
    const away = { feeds: outside, outside: null };
    const query = { kind: 'prometheus', query: 'vector(1)', holds: { operator: '>', value: 0 } } as const;
    expect(await lookAt(query, away)).toMatchObject({ verdict: 'good' });
    expect(await lookAt({ kind: 'alertmanager', matchers: [] }, away)).toMatchObject({ verdict: 'good' });
    expect((await lookAt({ kind: 'job', job: 'a' }, away)).text).toContain('Nothing is connected');
  });

  test('what the environment says of its own network, clock, certificate and alerts is good before anything goes wrong', async () => {
    const { host, hostname, port } = new URL(rehearsal.addresses.publicUrl);
    expect(host).not.toBe('');
    expect((await look({ kind: 'tls', host: hostname, port: Number(port), validForMs: 86_400_000 })).verdict).toBe(
      'good',
    );
    expect((await look({ kind: 'alertmanager', matchers: ['severity="critical"'] })).verdict).toBe('good');
    expect(
      (await look({ kind: 'vendor-status', vendor: 'Ourselves', page: rehearsal.addresses.statusPageUrl })).verdict,
    ).toBe('good');
  });
});
