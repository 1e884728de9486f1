import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import type { Comparison } from '#shared/domain/plan/probe.ts';
import { alerting, startAlerting } from '#test/servers/alerting.ts';
import { type Reply, startHttpServer } from '../adapters/support/http-server.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { value } from '../adapters/support/run-context.ts';
import { lookAt } from './support/look-at.ts';

const query = (text: string, operator: Comparison['operator'], limit: number) =>
  ({ kind: 'prometheus', query: text, holds: { operator, value: limit } }) as const;
const alerts = (...matchers: string[]) => ({ kind: 'alertmanager', matchers }) as const;

/** Everything outside with these two in it; the cluster is only there to be connected. */
async function outsideWith(
  at: { kubeconfig: string; context: string; namespace: string },
  urls: { readonly prometheusUrl: string; readonly alertmanagerUrl?: string },
): Promise<Outside> {
  return value(
    await connectOutside({
      kubeconfig: at.kubeconfig,
      context: at.context,
      namespace: at.namespace,
      prometheus: { url: urls.prometheusUrl },
      ...(urls.alertmanagerUrl === undefined
        ? {}
        : { alertmanager: { url: urls.alertmanagerUrl, token: 'alert-token-12345' } }),
      flags: { service: 'unleash', url: 'http://127.0.0.1:9', token: 'none', project: 'none' },
      monitors: [],
    }),
  );
}

describe('what is measured and what alarms', () => {
  let rehearsal: Awaited<ReturnType<typeof openRehearsal>>;
  const opened: Outside[] = [];
  const open = async (urls: Parameters<typeof outsideWith>[1]) => {
    const outside = await outsideWith(rehearsal.addresses, urls);
    opened.push(outside);
    return outside;
  };
  beforeAll(async () => {
    rehearsal = await openRehearsal();
  });
  afterAll(async () => {
    for (const one of opened) await one.close();
    await rehearsal?.stop();
  });

  if (alerting === null) {
    test.skip(
      'by a real Prometheus needs prometheus and prometheus-alertmanager, not installed here (Debian packages)',
    );
  } else {
    const programs = alerting;
    describe('by a real Prometheus and Alertmanager', () => {
      let servers: Awaited<ReturnType<typeof startAlerting>>;
      let outside: Outside;
      beforeAll(async () => {
        servers = await startAlerting(programs);
        outside = await open(servers);
        const measured = query('count(launch:error_percent)', '==', 2);
        await vi.waitFor(async () => expect((await lookAt(measured, { outside })).verdict).toBe('good'), 30_000);
      });
      afterAll(() => servers?.stop());

      test('a query is good when every value satisfies the comparison', async () => {
        expect(await lookAt(query('launch:error_percent', '<', 2), { outside })).toMatchObject({
          verdict: 'good',
          text: '0.4 to 1.2 in 2 series; wanted < 2.',
        });
      });

      test('a query is bad when one value does not, and says which', async () => {
        expect(await lookAt(query('launch:error_percent', '<', 1), { outside })).toMatchObject({
          verdict: 'bad',
          text: '1.2 (service=auth); wanted < 1.',
        });
      });

      test('a query without values, without numbers, or that is none is unknown', async () => {
        expect(await lookAt(query('nobody_measures_this', '<', 1), { outside })).toMatchObject({
          verdict: 'unknown',
          text: expect.stringContaining('no values'),
        });
        expect((await lookAt(query('vector(0) / 0', '<', 1), { outside })).verdict).toBe('unknown');
        expect(await lookAt(query('sum(', '<', 1), { outside })).toMatchObject({
          verdict: 'unknown',
          text: expect.stringContaining('bad_data'),
        });
      });

      test('an alert that fires is bad, and only for the matchers that fit it', async () => {
        const settled = { timeout: 30_000, interval: 300 };
        await expect
          .poll(() => lookAt(alerts('severity="critical"'), { outside }), settled)
          .toMatchObject({ verdict: 'bad', text: 'Firing: CanaryErrors (severity=critical).' });
        expect((await lookAt(alerts('severity=~"crit.*|warning"'), { outside })).text).toContain('DiskFilling');
        expect(await lookAt(alerts('severity="page"'), { outside })).toMatchObject({
          verdict: 'good',
          text: 'No alert with severity="page" is firing.',
        });
        expect(await lookAt(alerts('this is no matcher'), { outside })).toMatchObject({ verdict: 'unknown' });
      });

      test('an alert that fires in Prometheus and never reaches Alertmanager is unknown, not good', async () => {
        const deaf = await startHttpServer({ status: 200, body: '[]' });
        const cut = await open({ prometheusUrl: servers.prometheusUrl, alertmanagerUrl: deaf.url });
        expect(await lookAt(alerts('severity=critical'), { outside: cut })).toMatchObject({
          verdict: 'unknown',
          text: 'CanaryErrors fires in Prometheus, but Alertmanager has not heard of it.',
        });
        expect((await lookAt(alerts('severity=page'), { outside: cut })).verdict).toBe('good');
        await deaf.stop();
      });

      test('an alert that somebody has silenced is not bad, but said', async () => {
        const now = Date.now();
        const silenced = await fetch(`${servers.alertmanagerUrl}/api/v2/silences`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            matchers: [{ name: 'alertname', value: 'DiskFilling', isRegex: false, isEqual: true }],
            startsAt: new Date(now).toISOString(),
            endsAt: new Date(now + 600_000).toISOString(),
            createdBy: 'on-call',
            comment: 'disk is being enlarged',
          }),
        });
        expect(silenced.status).toBe(200);
        await expect
          .poll(() => lookAt(alerts('alertname="DiskFilling"'), { outside }), { timeout: 30_000, interval: 300 })
          .toMatchObject({ verdict: 'good', text: expect.stringContaining('Silenced: DiskFilling') });
      });
    });
  }

  test('without an Alertmanager in the settings it is unknown', async () => {
    const outside = await open({ prometheusUrl: 'http://127.0.0.1:9' });
    expect(await lookAt(alerts(), { outside })).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('No Alertmanager is set'),
    });
  });

  test('a part of the data is never good: what Prometheus warns of is said, whatever the verdict', async () => {
    const partial: Reply = {
      status: 200,
      body: JSON.stringify({
        status: 'success',
        data: { resultType: 'vector', result: [{ metric: {}, value: [1, '0.1'] }] },
        warnings: ['a store did not answer'],
      }),
    };
    const server = await startHttpServer(partial);
    const outside = await open({ prometheusUrl: server.url });
    expect(await lookAt(query('up', '<', 1), { outside })).toMatchObject({
      verdict: 'unknown',
      text: '0.1; wanted < 1. Prometheus warns: a store did not answer',
    });
    expect((await lookAt(query('up', '<', 0.05), { outside })).verdict).toBe('bad');
    await server.stop();
  });

  test('an Alertmanager that hangs, fails, answers garbage or refuses is unknown, and its token is never shown', async () => {
    const replies: Reply[] = [
      'hang',
      'cut',
      { status: 200, body: '<html>log in</html>' },
      { status: 200, body: '{"no":"list"}' },
      { status: 503, body: '' },
      { status: 400, body: '"bad matcher alert-token-12345"' },
    ];
    for (const reply of replies) {
      const server = await startHttpServer(reply);
      const outside = await open({ prometheusUrl: server.url, alertmanagerUrl: server.url });
      const settings = { secrets: ['alert-token-12345'] };
      const seen = await lookAt(alerts('a="b"'), { outside, timeoutMs: 400, ...settings });
      expect(seen).toMatchObject({ verdict: 'unknown', latencyMs: null });
      expect(seen.text).not.toContain('alert-token');
      expect(server.heard[0]?.headers.authorization).toBe('Bearer alert-token-12345');
      await server.stop();
    }
  });
});
