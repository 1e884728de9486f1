import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { follow } from '#engine/adapters/kubernetes/feed/follow.ts';
import { clusterKubeconfig } from '#test/servers/cluster-kubeconfig.ts';
import { selfSigned, startHttpsServer } from '#test/servers/https-server.ts';
import { value } from './support/run-context.ts';

/** A cluster of pods whose watches are ended as they come. */
async function following(onWatch: (response: ServerResponse) => void) {
  const certificate = await selfSigned('localhost');
  const seen = { pods: ['a', 'b'] };
  const server = await startHttpsServer(certificate, (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (new URL(request.url ?? '/', 'https://x').searchParams.has('watch')) return onWatch(response);
    const items = seen.pods.map((name) => ({ metadata: { name } }));
    response.end(JSON.stringify({ kind: 'PodList', metadata: { resourceVersion: '7' }, items }));
  });
  const folder = await mkdtemp(join(tmpdir(), 'tminus-feed-'));
  const kubeconfig = await clusterKubeconfig(folder, { ...certificate, port: server.port });
  const connection = value(await connectKubernetes({ kubeconfig, context: 'test', namespace: 'default' }, 3_000));
  const abort = new AbortController();
  const feed = follow(connection, {
    ...{ kinds: ['Pod'], changed: () => undefined, waitMs: () => 20, signal: abort.signal },
  });
  const end = async () => {
    abort.abort();
    await feed.ended;
    connection.close();
    await server.stop();
    await rm(folder, { recursive: true });
  };
  return { seen, feed, end };
}

test('watches that end at once and say nothing are no sign of life: it is said, and the list is read again', async () => {
  const { seen, feed, end } = await following((response) => response.end());
  await expect.poll(() => feed.objects('Pod').size).toBe(2);
  await expect.poll(() => feed.states()[0]).toMatchObject({ state: 'failing', fault: { retryable: true } });
  seen.pods = ['b'];
  await expect.poll(() => [...feed.objects('Pod').values()].length, { timeout: 10_000 }).toBe(1);
  await end();
});
