import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import { connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { streamPodLog } from '#engine/adapters/kubernetes/pod-log-stream.ts';
import { clusterKubeconfig } from '#test/servers/cluster-kubeconfig.ts';
import { selfSigned } from '#test/servers/https-server.ts';
import { value } from './support/run-context.ts';

test('a client certificate that was renewed is shown by pod logs, too', async () => {
  const own = await selfSigned('localhost');
  const seen: string[] = [];
  const server = createServer(
    { cert: own.certificate, key: own.key, requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      seen.push(`${request.url?.includes('/log') ? 'log' : 'call'} ${subject?.CN}`);
      response.setHeader('connection', 'close');
      response.end(request.url?.includes('/log') ? '' : '{"major":"1","minor":"30","gitVersion":"v1.30.0"}');
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as { port: number }).port;
  const folder = await mkdtemp(join(tmpdir(), 'tminus-cert-'));
  const renew = async (name: string) => {
    const pair = await selfSigned(name);
    await writeFile(join(folder, 'client.crt'), pair.certificate, { mode: 0o600 });
    await writeFile(join(folder, 'client.key'), pair.key, { mode: 0o600 });
  };
  await renew('first');
  const user = { 'client-certificate': 'client.crt', 'client-key': 'client.key' };
  const kubeconfig = await clusterKubeconfig(folder, { ...own, port }, user);
  const connection = value(await connectKubernetes({ kubeconfig, context: 'test', namespace: 'default' }, 3_000));
  const both = async () => {
    await connection.call({ verb: 'get', resource: 'version' }, ({ version }, options) => version.getCode({}, options));
    await streamPodLog(connection, 'a', {}, new AbortController().signal, {
      onOpen: () => undefined,
      onLine: () => undefined,
    });
  };
  await both();
  await renew('second');
  await both();
  connection.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
  expect(seen).toEqual(['call first', 'log first', 'call second', 'log second']);
});
