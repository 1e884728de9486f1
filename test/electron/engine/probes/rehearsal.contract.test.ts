import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Connections, connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { startProbes } from '#engine/probes/start-probes.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import { ChecklistId, ItemId } from '#shared/domain/ids.ts';
import type { ProbeCheck } from '#shared/domain/plan/probe.ts';
import type { ProbeVerdict } from '#shared/domain/probe/verdict.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { value } from '../adapters/support/run-context.ts';

const checks: Readonly<Record<string, ProbeCheck>> = {
  pods: { kind: 'pods-healthy', deployments: ['auth-service-stable'] },
  page: { kind: 'http', url: '', status: 200, contains: 'ok' },
  query: { kind: 'prometheus', query: 'vector(0.2)', holds: { operator: '<', value: 0.8 } },
};

describe('the probes of a launch in the rehearsal environment', () => {
  let rehearsal: Rehearsal;
  let settings: Connections;
  let outside: Outside;
  const closing: AbortController[] = [];

  beforeAll(async () => {
    rehearsal = await openRehearsal();
    settings = connectionsFromRehearsal(JSON.stringify(rehearsal.addresses));
    outside = value(await connectOutside(settings));
  });
  afterEach(() => {
    for (const one of closing.splice(0)) one.abort();
    rehearsal.faults.clear();
  });
  afterAll(async () => {
    await outside?.close();
    await rehearsal?.stop();
  });

  /** A launch with these items, whose record is kept as the engine does. */
  function launch(outsideNow: () => Outside | null, all = checks) {
    const clock = realClock();
    const hub = new ObservationHub(clock);
    const told: EngineCommand[] = [];
    const record = new Map<string, ProbeVerdict>();
    const items = Object.entries(all).map(([id, check]) => ({
      id: ItemId.parse(id),
      title: id,
      probe: {
        check: check.kind === 'http' ? { ...check, url: settings.monitors[0]?.url ?? '' } : check,
        everyMs: 60_000,
        timeoutMs: 5000,
      },
    }));
    const list = {
      id: ChecklistId.parse('t-4h'),
      title: 'T-4h',
      dueAt: 0,
      sections: [{ title: 'All', items }],
      signOffs: [],
    };
    const abort = new AbortController();
    closing.push(abort);
    const runner = startProbes({
      plan: { checklists: [list], channels: [] },
      feeds: outsideNow,
      outside: outsideNow,
      settings,
      hub,
      clock,
      recorded: (item) => record.get(item),
      tell: (command) => {
        told.push(command);
        if (command.type === 'probe.judge') record.set(command.item, command.verdict);
      },
      hasBegun: () => false,
      bug: (error) => {
        throw error;
      },
      signal: abort.signal,
    });
    const verdicts = () => Object.fromEntries(hub.probes.map(({ item, last }) => [item, last?.verdict ?? null]));
    return { runner, hub, told, record, verdicts };
  }

  test('run at once after connecting, each verdict is recorded once', async () => {
    const { hub, told, verdicts } = launch(() => outside);
    await expect.poll(verdicts).toEqual({ pods: 'good', page: 'good', query: 'good' });
    expect(told).toHaveLength(3);
    expect(told).toContainEqual({
      type: 'probe.judge',
      item: 'pods',
      verdict: 'good',
      text: expect.stringMatching(/pods of 1 Deployments ready/),
      seenAt: expect.any(Number),
    });
    expect(hub.batch(false).probes).toHaveLength(3);
    expect(hub.batch(false).probes).toEqual([]);
  });

  test('without a connection the page is looked at all the same, and the rest is unknown; it is looked at again once connected', async () => {
    let now: Outside | null = null;
    const { runner, record, verdicts, hub } = launch(() => now);
    await expect.poll(verdicts).toEqual({ pods: 'unknown', page: 'good', query: 'unknown' });
    expect(hub.probes.find(({ item }) => item === 'pods')?.last?.text).toContain('Nothing is connected');
    expect(record.has('pods')).toBe(false);
    now = outside;
    runner.lookAgain();
    await expect.poll(verdicts).toEqual({ pods: 'good', page: 'good', query: 'good' });
  });

  test('a service that falls ill is told after a second look, a person who asks is told at once', async () => {
    const { runner, told, verdicts } = launch(() => outside);
    await expect.poll(verdicts).toMatchObject({ query: 'good', pods: 'good' });
    rehearsal.faults.inject({ scenario: 'prometheus-down' });
    await expect.poll(async () => (await outside.metrics.instant('vector(1)', Date.now())).ok).toBe(false);
    expect(await runner.run('query')).toMatchObject({ verdict: 'unknown', latencyMs: null });
    expect(told.at(-1)).toMatchObject({ item: 'query', verdict: 'unknown' });
    rehearsal.faults.clear();
    await expect.poll(async () => (await runner.run('query')).verdict).toBe('good');
    expect(told.at(-1)).toMatchObject({ item: 'query', verdict: 'good' });
  });
});
