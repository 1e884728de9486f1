import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { createSignalWatch } from '#engine/watch/signals.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { value } from '../adapters/support/run-context.ts';
import { watched } from './support/watched-launch.ts';

describe('the signals of the rehearsal environment', () => {
  let rehearsal: Rehearsal;
  let outside: Outside;
  beforeAll(async () => {
    rehearsal = await openRehearsal();
    outside = value(await connectOutside(connectionsFromRehearsal(JSON.stringify(rehearsal.addresses))));
  });
  afterEach(() => rehearsal.faults.clear());
  afterAll(async () => {
    await outside?.close();
    await rehearsal?.stop();
  });

  test('every watched criterion is known from its queries, and unknown once Prometheus has died', async () => {
    // As in production: real time, and a launch that was made long before.
    const clock = realClock();
    const hub = new ObservationHub(clock);
    const { with_ } = watched(madeLaunch(), { metrics: outside.metrics }, { clock, hub, tell: () => undefined });
    const { look } = createSignalWatch(with_, 1000);
    const verdicts = () => Object.fromEntries(hub.criteria.map(({ criterion, verdict }) => [criterion, verdict]));
    await expect
      .poll(
        async () => {
          await look();
          return verdicts();
        },
        { timeout: 30_000, interval: 1000 },
      )
      .toEqual(
        Object.fromEntries(
          plan.criteria.flatMap(({ id, metric, measured }) =>
            (metric ?? measured) === undefined ? [] : [[id, 'good']],
          ),
        ),
      );
    // What everything stands on is known, and calm; canaries are at zero and have no places.
    expect(hub.measures.map(({ id, verdict }) => [id, verdict])).toEqual(
      plan.signals.measures.map(({ id }) => [id, 'good']),
    );
    expect(hub.measures.find(({ id }) => id === 'db-connections')).toMatchObject({ of: 400, dependency: 'PostgreSQL' });
    expect(hub.success.map(({ verdict }) => verdict)).toEqual(['good', 'good', 'good']);
    expect(hub.sources.one('prometheus')).toMatchObject({ state: 'live', partial: null });
    rehearsal.faults.inject({ scenario: 'prometheus-down' });
    await expect
      .poll(
        async () => {
          await look();
          return new Set(Object.values(verdicts()));
        },
        { timeout: 40_000, interval: 1000 },
      )
      .toEqual(new Set(['unknown']));
    expect(hub.sources.one('prometheus')?.state).toBe('failing');
    expect(hub.measures.map(({ verdict }) => verdict)).toEqual(
      plan.signals.measures
        .filter(({ stepMs }) => stepMs === 5000)
        .map(() => 'unknown')
        .concat(plan.signals.measures.filter(({ stepMs }) => stepMs > 5000).map(() => 'good')),
    );
  });
});
