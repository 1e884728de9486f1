import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { findProgram, startProgram } from './program.ts';

export const blackbox = findProgram('prometheus-blackbox-exporter');

/** Debian's blackbox exporter on a free port of loopback; its module `web` trusts the CA and follows no redirect. */
export async function startBlackbox(program: string, caFile: string) {
  const port = await freePort();
  const running = await startProgram(
    program,
    async (folder) => {
      const config = join(folder, 'blackbox.yml');
      await writeFile(
        config,
        `modules:
  web:
    prober: http
    timeout: 1500ms
    http: { follow_redirects: false, preferred_ip_protocol: ip4, tls_config: { ca_file: ${JSON.stringify(caFile)} } }
`,
      );
      return [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`];
    },
    async () => (await fetch(`http://127.0.0.1:${port}/-/healthy`)).ok,
  );
  return { address: `127.0.0.1:${port}`, stop: running.stop };
}

/** The job that has Prometheus ask the exporter for each address, under the name given as label `target`. */
export const blackboxJob = (
  address: string,
  targets: Readonly<Record<string, string>>,
): string => `  - job_name: outside
    metrics_path: /probe
    params: { module: [web] }
    static_configs:
${Object.entries(targets)
  .map(([target, url]) => `      - { targets: ["${url}"], labels: { target: "${target}" } }`)
  .join('\n')}
    relabel_configs:
      - { source_labels: [__address__], target_label: __param_target }
      - { target_label: __address__, replacement: "${address}" }
`;
