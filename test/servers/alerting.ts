import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { findProgram, startProgram } from './program.ts';

export const alerting = (() => {
  const [prometheus, alertmanager] = [findProgram('prometheus'), findProgram('prometheus-alertmanager')];
  return prometheus === null || alertmanager === null ? null : { prometheus, alertmanager };
})();

const rules = `groups:
  - name: launch
    interval: 1s
    rules:
      - record: launch:error_percent
        expr: label_replace(vector(0.4), "service", "api-gateway", "", "") or label_replace(vector(1.2), "service", "auth", "", "")
      - alert: CanaryErrors
        expr: launch:error_percent > 1
        labels: { severity: critical }
      - alert: DiskFilling
        expr: vector(1)
        labels: { severity: warning }
`;

const isUp = (url: string) => async () => (await fetch(`${url}/-/ready`)).ok;

/** Debian's Prometheus and Alertmanager, on free ports, with two alerts that fire. */
export async function startAlerting(programs: NonNullable<typeof alerting>) {
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
  const prometheus = await startProgram(
    programs.prometheus,
    async (folder) => {
      const config = join(folder, 'prometheus.yml');
      await writeFile(join(folder, 'rules.yml'), rules);
      await writeFile(
        config,
        `global: { evaluation_interval: 1s }
rule_files: [rules.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ["127.0.0.1:${alertmanagerPort}"] }] }] }
`,
      );
      const data = `--storage.tsdb.path=${join(folder, 'data')}`;
      // Alertmanager is found some seconds after the alerts began to fire: they are told again soon.
      const resend = '--rules.alert.resend-delay=1s';
      return [`--config.file=${config}`, data, resend, `--web.listen-address=127.0.0.1:${prometheusPort}`];
    },
    isUp(prometheusUrl),
  );
  return {
    prometheusUrl,
    alertmanagerUrl,
    stop: async () => {
      await prometheus.stop();
      await alertmanager.stop();
    },
  };
}
