import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { followPod } from '#engine/adapters/kubernetes/pod-log.ts';
import { PodLogPlace } from '#engine/adapters/kubernetes/pod-log-place.ts';
import { clusterKubeconfig } from '#test/servers/cluster-kubeconfig.ts';
import { selfSigned, startHttpsServer } from '#test/servers/https-server.ts';
import { value } from './support/run-context.ts';

test('what the kubelet says instead of a log is told once, not with every try', async () => {
  const certificate = await selfSigned('localhost');
  let asked = 0;
  const server = await startHttpsServer(certificate, (_request, response) => {
    asked += 1;
    response.end('unable to retrieve container logs for containerd://4f2a');
  });
  const folder = await mkdtemp(join(tmpdir(), 'tminus-log-'));
  const kubeconfig = await clusterKubeconfig(folder, { ...certificate, port: server.port });
  const connection = value(await connectKubernetes({ kubeconfig, context: 'test', namespace: 'default' }, 3_000));
  const told: string[] = [];
  const pod = { metadata: { name: 'p', labels: { app: 'a' } }, spec: { containers: [{ name: 'a' }] } };
  const followed = followPod(connection, pod, { place: new PodLogPlace(), isOld: true }, ({ text }) => told.push(text));
  await new Promise((resolve) => setTimeout(resolve, 5_500));
  followed.stop();
  connection.close();
  await server.stop();
  await rm(folder, { recursive: true });
  expect({ told: told.length, asked: asked > 1 }).toEqual({ told: 1, asked: true });
});
