import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { createAlertLooks } from '#engine/watch/alerts.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { createSignalWatch } from '#engine/watch/signals.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import { alerting, startAlerting } from '#test/servers/alerting.ts';
import { plan } from '#test/support/launch-story.ts';
import { atFivePercent } from '#test/support/safe-launch.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { value } from '../adapters/support/run-context.ts';
import { otherClient } from './support/other-client.ts';
import { watched } from './support/watched-launch.ts';

const rules = `groups:
  - name: launch
    interval: 1s
    rules:
      - record: launch:error_percent
        expr: 100 * sum by (namespace, service) (rate(http_requests_total{code=~"5.."}[30s])) / sum by (namespace, service) (rate(http_requests_total[30s]))
      - alert: HighErrorRate
        expr: launch:error_percent > 2
        labels: { severity: critical }
        annotations: { summary: "{{ $labels.service }} fails more than 2 % of its requests" }
`;
/** It is asked every five minutes: too rarely to be waited for. */
const RARE = 'availability-in-a-day';
const settled = { timeout: 150_000, interval: 1000 };

if (alerting === null) {
  test.skip('a real Prometheus needs prometheus and prometheus-alertmanager, not installed here (Debian packages)');
} else {
  const programs = alerting;
  describe('the pack’s queries on a real Prometheus that scrapes the rehearsal environment', {
    timeout: 400_000,
  }, () => {
    let rehearsal: Awaited<ReturnType<typeof openRehearsal>>;
    let servers: Awaited<ReturnType<typeof startAlerting>>;
    const opened: Outside[] = [];
    type Side = ReturnType<typeof side>;
    let real: Side;
    let own: Side;

    /** A launch at 5 % that is watched through one of the two. */
    function side(outside: Outside) {
      opened.push(outside);
      const clock = realClock();
      const hub = new ObservationHub(clock);
      const story = atFivePercent();
      // A verdict is told when it differs from the launch's: so that is folded, and nothing else of what is told.
      const tell = (command: EngineCommand) => {
        if (command.type === 'canary.judge') story.does(null, command);
      };
      // Captured before the launch, and far above what it does now.
      const p95Ms = Object.fromEntries(plan.services.map(({ id }) => [`${id} stable`, 1000]));
      story.does(null, { type: 'baseline.capture', p95Ms, errorRatePercent: {}, samples: 60 });
      const { with_ } = watched(story, {}, { clock, hub, outside, tell, plan });
      const { look } = createSignalWatch(with_, 1000);
      const alertLooks = createAlertLooks(with_, 1000);
      return {
        hub,
        look,
        alerts: () => Promise.all(alertLooks.map((once) => once())),
        verdicts: () => ({
          criteria: hub.criteria.map(({ criterion, verdict }) => `${criterion} ${verdict}`),
          measures: hub.measures.filter(({ id }) => id !== RARE).map(({ id, verdict }) => `${id} ${verdict}`),
          success: hub.success.map(({ criterion, verdict }) => `${criterion} ${verdict}`).slice(0, 2),
          canary: story.state.signal.canary?.metrics.map(({ id, verdict }) => `${id} ${verdict}`) ?? [],
        }),
      };
    }

    beforeAll(async () => {
      rehearsal = await openRehearsal();
      const settings = connectionsFromRehearsal(JSON.stringify(rehearsal.addresses));
      const { caFile } = settings.prometheus;
      servers = await startAlerting(programs, {
        rules,
        scrape: { url: `${settings.prometheus.url}/metrics`, caFile: caFile ?? '' },
      });
      const connect = async (at: typeof settings) => side(value(await connectOutside(at)));
      own = await connect(settings);
      const urls = { prometheus: { url: servers.prometheusUrl }, alertmanager: { url: servers.alertmanagerUrl } };
      real = await connect({ ...settings, ...urls });
      const team = otherClient(rehearsal.addresses, 'team');
      await Promise.all(plan.services.map(({ canaryDeployment }) => team.scale(canaryDeployment, 1)));
      for (const { host } of plan.services) await team.setWeight(host, 5);
    }, 120_000);
    afterAll(async () => {
      for (const one of opened) await one.close();
      await servers?.stop();
      await rehearsal?.stop();
    });

    const both = async () => {
      await Promise.all([real.look(), own.look()]);
      return real.verdicts();
    };

    const source = async () => {
      await both();
      return real.hub.sources.one('prometheus');
    };

    test('give the verdicts that they give on the rehearsal’s own: all good, the canary’s six metrics too', async () => {
      await expect.poll(both, settled).toEqual({
        criteria: plan.criteria.flatMap(({ id, metric, measured }) =>
          (metric ?? measured) === undefined ? [] : [`${id} good`],
        ),
        measures: plan.signals.measures.flatMap(({ id }) => (id === RARE ? [] : [`${id} good`])),
        success: ['error-rate good', 'healthy good'],
        canary: plan.canaryMetrics.map(({ id }) => `${id} good`),
      });
      await both();
      expect(own.verdicts()).toEqual(real.verdicts());
      expect(real.hub.sources.one('prometheus')).toMatchObject({ state: 'live', partial: null });
      expect(plan.canaryMetrics).toHaveLength(6);
    });

    test('and fail with it: a canary whose requests fail, an alert that fires and arrives', async () => {
      rehearsal.faults.inject({ scenario: 'error-spike', service: 'search-service', subset: 'canary', percent: 60 });
      const errors = async () => {
        await both();
        return [real, own].map((one) => one.verdicts().canary.find((metric) => metric.startsWith('error-rate')));
      };
      await expect.poll(errors, settled).toEqual(['error-rate bad', 'error-rate bad']);
      await expect
        .poll(async () => {
          await real.alerts();
          return real.hub.alerts;
        }, settled)
        .toEqual([
          expect.objectContaining({
            name: 'HighErrorRate',
            severity: 'critical',
            summary: 'search-service fails more than 2 % of its requests',
            isSuppressed: false,
          }),
        ]);
      expect(real.hub.sources.one('alertmanager')).toMatchObject({ state: 'live', partial: null });
      rehearsal.faults.clear();
    });

    test('are unknown when it dies, and again until it has scraped enough when it is back with nothing', async () => {
      await servers.stopPrometheus();
      await expect.poll(async () => (await source())?.state, settled).toBe('failing');
      await expect
        .poll(async () => [...new Set((await both()).canary.map((one) => one.split(' ')[1]))], settled)
        .toEqual(['unknown']);
      await servers.restartPrometheus();
      await expect.poll(async () => (await source())?.state, settled).toBe('live');
      await expect.poll(async () => (await both()).canary[0], settled).toBe('error-rate good');
    });

    test('say that nothing is scraped any more when what they scrape is gone', async () => {
      rehearsal.faults.inject({ scenario: 'prometheus-down' });
      await expect.poll(async () => (await source())?.fault?.message, settled).toMatch(/^Prometheus answers, but /);
      await expect
        .poll(async () => [...new Set((await both()).canary.map((one) => one.split(' ')[1]))], settled)
        .toEqual(['unknown']);
      rehearsal.faults.clear();
    });
  });
}
