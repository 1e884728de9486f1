import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Connection, connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { servedVersion } from '#engine/adapters/kubernetes/discovery.ts';
import { type PodLogServer, startPodLogServer } from '#test/servers/pod-logs.ts';
import { value } from './support/run-context.ts';

const mesh = 'networking.istio.io';
let server: PodLogServer;
let connection: Connection;
beforeEach(async () => {
  server = await startPodLogServer();
  connection = value(await connectKubernetes(server.settings, 10_000));
});
afterEach(async () => {
  vi.restoreAllMocks();
  connection.close();
  await server.stop();
});

test('a mesh that is installed while the launch is open is found, and the cluster is asked for it once a minute at most', async () => {
  const find = () => servedVersion(connection, mesh, ['v1']);
  expect(await find()).toMatchObject({ ok: false, error: { cause: 'not-found' } });
  server.serve([mesh]);
  expect((await find()).ok).toBe(false);
  const now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => now + 61_000);
  expect(await find()).toEqual({ ok: true, value: 'v1' });
});

test('asking what a cluster serves leaves nothing behind with the signal of the launch', async () => {
  const { signal } = new AbortController();
  await servedVersion(connection, mesh, ['v1'], signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
