import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient } from '#engine/adapters/http/http-client.ts';
import { createCertificateLook } from '#engine/adapters/monitors/certificate.ts';
import { createMonitorLook } from '#engine/adapters/monitors/look-at-monitor.ts';
import { createNameLook } from '#engine/adapters/monitors/name.ts';
import { createPage } from '#engine/adapters/monitors/page.ts';
import { trustedCas } from '#engine/adapters/monitors/trusted-cas.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import { createPrometheus } from '#engine/adapters/prometheus/prometheus.ts';
import { realClock } from '#engine/clock.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { createMonitorWatches } from '#engine/watch/monitors.ts';
import { createSignalWatch } from '#engine/watch/signals.ts';
import type { Measure } from '#shared/domain/plan/measured.ts';
import type { Monitor } from '#shared/domain/plan/monitor.ts';
import { alerting, startAlerting } from '#test/servers/alerting.ts';
import { blackbox, blackboxJob, startBlackbox } from '#test/servers/blackbox.ts';
import { selfSigned } from '#test/servers/https-server.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { WebServers } from '../probes/support/web-servers.ts';
import { watched } from './support/watched-launch.ts';

const DAY_MS = 86_400_000;
const WANTED_DAYS = 14;
const STEP_MS = 1000;
const settled = { timeout: 40_000, interval: 500 };

const measure = (id: string, query: string, holds: Measure['holds']): Measure => ({
  ...{ id, title: id, query, unit: '', by: [], stepMs: STEP_MS, holds },
});
const names = ['steady', 'ending', 'stranger'] as const;
const measures = names.flatMap((name) => [
  measure(`${name} answers`, `probe_success{target="${name}"}`, { operator: '>=', value: 1 }),
  measure(`${name} days`, `(probe_ssl_earliest_cert_expiry{target="${name}"} - time()) / 86400`, {
    ...{ operator: '>=', value: WANTED_DAYS },
  }),
]);
/** Nothing but the exporter is scraped. */
const { scraped: _, ...others } = plan.signals;
const monitorsOf = (name: string, port: number): Monitor[] => {
  const common = { title: name, everyMs: 10_000 };
  return [
    { id: `${name} page`, ...common, check: { kind: 'http', url: `https://localhost:${port}/` } },
    {
      id: `${name} certificate`,
      ...common,
      check: { kind: 'tls', host: 'localhost', port, validForMs: WANTED_DAYS * DAY_MS },
    },
  ];
};

if (blackbox === null || alerting === null) {
  test.skip(
    'the blackbox exporter of Debian is not installed here (prometheus-blackbox-exporter, prometheus, prometheus-alertmanager)',
  );
} else {
  const programs = { blackbox, alerting };
  describe('a page that the blackbox exporter and our own monitors look at', { timeout: 90_000 }, () => {
    let web: WebServers;
    let exporter: Awaited<ReturnType<typeof startBlackbox>>;
    let servers: Awaited<ReturnType<typeof startAlerting>>;
    let status = 200;
    let close: () => Promise<unknown>;
    /** Looks with both. */
    let look: () => Promise<void>;
    const hub = new ObservationHub(realClock());

    const answers = (_request: unknown, response: { writeHead(status: number): { end(text: string): unknown } }) =>
      response.writeHead(status).end('here');

    beforeAll(async () => {
      web = await WebServers.open();
      const issued = (days: number) =>
        web.authority.issueServer('launch', { expiresAtMs: Date.now() + days * DAY_MS + 3_600_000 });
      const ports = {
        steady: await web.secure(await issued(40), answers),
        ending: await web.secure(await issued(5)),
        stranger: await web.secure(await selfSigned()),
      };
      exporter = await startBlackbox(programs.blackbox, web.caFile);
      const urls = Object.fromEntries(names.map((name) => [name, `https://localhost:${ports[name]}/`]));
      servers = await startAlerting(programs.alerting, { jobs: blackboxJob(exporter.address, urls) });
      const metrics = createPrometheus({ url: servers.prometheusUrl });
      const ca = () => trustedCas(web.caFile);
      const http = createHttpClient({ ca });
      const parts = { page: createPage(http), certificate: createCertificateLook({ ca }), name: createNameLook() };
      close = () => Promise.all([metrics.close(), http.close()]);
      const { with_ } = watched(
        madeLaunch(),
        {},
        {
          ...{
            hub,
            clock: realClock(),
            tell: () => undefined,
            outside: { metrics, monitor: createMonitorLook(parts) } as unknown as Outside,
          },
          settings: { monitors: [], prometheus: { url: servers.prometheusUrl } } as never,
          plan: {
            ...plan,
            signals: { ...others, stepMs: STEP_MS, measures },
            monitors: names.flatMap((name) => monitorsOf(name, ports[name])),
          },
        },
      );
      const signals = createSignalWatch(with_, STEP_MS);
      const monitors = createMonitorWatches(with_);
      look = async () => {
        await Promise.all([signals.look(), ...monitors.map((one) => one.look())]);
      };
    }, 60_000);
    afterAll(async () => {
      await close?.();
      await servers?.stop();
      await exporter?.stop();
      await web?.close();
    });

    const ofExporter = (id: string) => hub.measures.find((one) => one.id === id);
    const ofOurs = (id: string) => {
      const monitor = hub.monitors.find((one) => one.id === id);
      return { text: monitor?.text, ...monitor?.history.at(-1) };
    };
    const daysOf = (name: string) => async () => {
      await look();
      return ofExporter(`${name} days`)?.verdict;
    };
    const bothSay = async (name: string) => {
      await look();
      return [ofExporter(`${name} answers`)?.verdict, ofOurs(`${name} page`).isUp];
    };

    test('is up for both', async () => {
      await expect.poll(() => bothSay('steady'), settled).toEqual(['good', true]);
      expect(ofExporter('steady answers')?.value).toBe(1);
    });

    test('is down for both when it answers with an error, and up again by itself', async () => {
      status = 503;
      await expect.poll(() => bothSay('steady'), settled).toEqual(['act', false]);
      expect(ofOurs('steady page').text).toBe('HTTP 503');
      status = 200;
      await expect.poll(() => bothSay('steady'), settled).toEqual(['good', true]);
    });

    test('has as many days left for both; what ends soon is seen in time by both', async () => {
      const both = async () => [await daysOf('ending')(), await daysOf('steady')()];
      await expect.poll(both, settled).toEqual(['act', 'good']);
      expect(Math.floor(ofExporter('ending days')?.value ?? 0)).toBe(5);
      expect(ofOurs('ending certificate')).toMatchObject({ isUp: true, isSlow: true, text: '5 days left' });
      expect(ofExporter('steady days')?.verdict).toBe('good');
      expect(Math.floor(ofExporter('steady days')?.value ?? 0)).toBe(40);
      expect(ofOurs('steady certificate')).toMatchObject({ isUp: true, text: '40 days left' });
      expect(ofOurs('steady certificate').isSlow).toBeUndefined();
    });

    test('is down for both when nobody trusted has signed its certificate', async () => {
      await expect.poll(() => bothSay('stranger'), settled).toEqual(['act', false]);
      expect(ofOurs('stranger certificate').isUp).toBe(false);
    });

    test('is unknown by its metrics, not well, when the exporter is gone; our own look goes on', async () => {
      await exporter.stop();
      await expect.poll(() => bothSay('steady'), settled).toEqual(['unknown', true]);
    });
  });
}
