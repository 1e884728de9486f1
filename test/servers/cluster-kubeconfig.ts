import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes the kubeconfig of a server on loopback that shows a certificate for `localhost`, with one context, `test`, and that user.
 * @returns its path in `folder`
 */
export async function clusterKubeconfig(
  folder: string,
  { port, certificate }: { readonly port: number; readonly certificate: string },
  user: object = { token: 'x' },
): Promise<string> {
  const cluster = {
    server: `https://127.0.0.1:${port}`,
    'certificate-authority-data': Buffer.from(certificate).toString('base64'),
    'tls-server-name': 'localhost',
  };
  const config = {
    ...{ apiVersion: 'v1', kind: 'Config', clusters: [{ name: 'c', cluster }] },
    users: [{ name: 'watcher', user }],
    contexts: [{ name: 'test', context: { cluster: 'c', user: 'watcher' } }],
  };
  const path = join(folder, 'kubeconfig');
  await writeFile(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}
