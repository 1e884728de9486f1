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

async function following(answers: { list: string | null }) {
  const certificate = await selfSigned('localhost');
  const server = await startHttpsServer(certificate, (request, response: ServerResponse) => {
    response.setHeader('content-type', 'application/json');
    if (new URL(request.url ?? '/', 'https://x').searchParams.has('watch')) {
      response.end(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410 } })}\n`);
      return;
    }
    const items = ['a', 'b'].map((name) => ({ metadata: { name } }));
    response.end(answers.list ?? JSON.stringify({ kind: 'PodList', metadata: { resourceVersion: '7' }, items }));
  });
  const folder = await mkdtemp(join(tmpdir(), 'tminus-feed-'));
  const kubeconfig = await clusterKubeconfig(folder, { ...certificate, port: server.port });
  const connection = value(await connectKubernetes({ kubeconfig, context: 'test', namespace: 'default' }, 3_000));
  const abort = new AbortController();
  const feed = follow(connection, {
    ...{ kinds: ['Pod'], changed: () => undefined, waitMs: () => 20, signal: abort.signal },
  });
  let died: unknown = null;
  feed.ended.catch((error) => {
    died = error;
  });
  const end = async () => {
    abort.abort();
    await feed.ended.catch(() => undefined);
    connection.close();
    await server.stop();
    await rm(folder, { recursive: true });
  };
  return { feed, end, died: () => died };
}

test('an answer that is JSON and no list (a gateway) does not mean that there are no pods', async () => {
  const answers: { list: string | null } = { list: null };
  const { feed, end } = await following(answers);
  await expect.poll(() => feed.objects('Pod').size).toBe(2);
  answers.list = JSON.stringify({ error: 'session expired', login: 'https://sso.example' });
  await expect.poll(() => feed.states()[0]?.state, { timeout: 10_000 }).toBe('failing');
  const { size } = feed.objects('Pod');
  await end();
  expect(size).toBe(2);
});

test('an answer `null` does not end the feed for good', async () => {
  const answers: { list: string | null } = { list: 'null' };
  const { feed, end, died } = await following(answers);
  await expect.poll(() => feed.states()[0]?.state, { timeout: 10_000 }).toBe('failing');
  answers.list = null;
  await expect.poll(() => feed.objects('Pod').size, { timeout: 10_000 }).toBe(2);
  const reason = died();
  await end();
  expect(reason).toBeNull();
});
