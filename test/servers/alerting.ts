import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { findProgram, startProgram } from './program.ts';

export const alerting = (() => {
  const [prometheus, alertmanager] = [findProgram('prometheus'), findProgram('prometheus-alertmanager')];
  return prometheus === null || alertmanager === null ? null : { prometheus, alertmanager };
})();

/** Two alerts that fire, whatever is measured. */
export const FIRING_RULES = `groups:
  - name: launch
    interval: 1s
    rules:
      - record: launch:error_percent
        expr: label_replace(vector(0.4), "service", "api-gateway", "", "") or label_replace(vector(1.2), "service", "auth", "", "")
      - alert: CanaryErrors
        expr: launch:error_percent > 1
        labels: { severity: critical }
        annotations: { summary: "{{ $labels.service }} fails {{ $value }} % of its requests" }
      - alert: DiskFilling
        expr: vector(1)
        labels: { severity: warning }
`;

export type AlertingOptions = {
  /** Rules in Prometheus' own format; without them the two that fire. */
  readonly rules?: string;
  /** What is scraped every two seconds: an HTTPS address and the CA that signed it. */
  readonly scrape?: { readonly url: string; readonly caFile: string };
  /** More that is scraped: jobs in Prometheus' own format, as items of a list. */
  readonly jobs?: string;
  /** True: Prometheus knows no Alertmanager, so nothing that fires arrives there. */
  readonly isCut?: boolean;
};

const isUp = (url: string) => async () => (await fetch(`${url}/-/ready`)).ok;

function scrapeConfig({ scrape, jobs = '' }: AlertingOptions): string {
  if (scrape === undefined) return jobs === '' ? '' : `scrape_configs:\n${jobs}`;
  const { host, pathname } = new URL(scrape.url);
  return `scrape_configs:
  - job_name: launch
    scheme: https
    metrics_path: ${pathname}
    honor_labels: true
    tls_config: { ca_file: ${JSON.stringify(scrape.caFile)} }
    static_configs: [{ targets: ["${host}"] }]
${jobs}`;
}

/** Debian's Prometheus and Alertmanager, on free ports. `stopPrometheus` ends the first alone; `restart` brings it back, its data gone. */
export async function startAlerting(programs: NonNullable<typeof alerting>, options: AlertingOptions = {}) {
  const [prometheusPort, alertmanagerPort] = [await freePort(), await freePort()];
  const prometheusUrl = `http://127.0.0.1:${prometheusPort}`;
  const alertmanagerUrl = `http://127.0.0.1:${alertmanagerPort}`;
  const alertmanager = await startProgram(
    programs.alertmanager,
    async (folder) => {
      const config = join(folder, 'alertmanager.yml');
      await writeFile(config, 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n');
      const listen = `--web.listen-address=127.0.0.1:${alertmanagerPort}`;
      return [`--config.file=${config}`, `--storage.path=${join(folder, 'data')}`, listen, '--cluster.listen-address='];
    },
    isUp(alertmanagerUrl),
  );
  const startPrometheus = () =>
    startProgram(
      programs.prometheus,
      async (folder) => {
        const config = join(folder, 'prometheus.yml');
        await writeFile(join(folder, 'rules.yml'), options.rules ?? FIRING_RULES);
        const receivers = options.isCut === true ? '' : `"127.0.0.1:${alertmanagerPort}"`;
        await writeFile(
          config,
          `global: { evaluation_interval: 1s, scrape_interval: 2s, scrape_timeout: 2s }
rule_files: [rules.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: [${receivers}] }] }] }
${scrapeConfig(options)}`,
        );
        const data = `--storage.tsdb.path=${join(folder, 'data')}`;
        // Alertmanager is found some seconds after the alerts began to fire: they are told again soon.
        const resend = '--rules.alert.resend-delay=1s';
        return [`--config.file=${config}`, data, resend, `--web.listen-address=127.0.0.1:${prometheusPort}`];
      },
      isUp(prometheusUrl),
    );
  let prometheus = await startPrometheus().catch(async (error: unknown) => {
    await alertmanager.stop();
    throw error;
  });
  return {
    prometheusUrl,
    alertmanagerUrl,
    stopPrometheus: () => prometheus.stop(),
    restartPrometheus: async () => {
      prometheus = await startPrometheus();
    },
    stop: async () => {
      await prometheus.stop();
      await alertmanager.stop();
    },
  };
}
