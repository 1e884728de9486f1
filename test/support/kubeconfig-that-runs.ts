import { writeFileSync } from 'node:fs';

/** Writes a kubeconfig whose context `x` runs that shell command for its credentials; its server answers nobody. */
export function kubeconfigThatRuns(path: string, command: string): void {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sh', args: ['-c', command] };
  const config = {
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:9' } }],
    users: [{ name: 'u', user: { exec } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
  };
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
}
