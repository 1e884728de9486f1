import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Connection, connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { createPodLogs } from '#engine/adapters/kubernetes/logs.ts';
import { streamPodLog } from '#engine/adapters/kubernetes/pod-log-stream.ts';
import { LogPlaces } from '#engine/adapters/logs/places.ts';
import { type PodLogServer, startPodLogServer } from '#test/servers/pod-logs.ts';
import { hearLogs } from './support/heard-logs.ts';
import { value } from './support/run-context.ts';

const TIMEOUT = { timeout: 40_000 };
const pod = 'api-gateway-canary-1';
let server: PodLogServer;
let connection: Connection;
let logs: ReturnType<typeof hearLogs>;
beforeEach(async () => {
  server = await startPodLogServer();
  server.add(pod, 'api-gateway');
  connection = value(await connectKubernetes(server.settings, 3_000));
});
afterEach(async () => {
  await logs.stop();
  connection.close();
  await server.stop();
});
const follow = async (places?: LogPlaces) => {
  logs = hearLogs(createPodLogs(connection), ['api-gateway'], places);
  await expect.poll(() => server.streams(pod), TIMEOUT).toBe(1);
};
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => `line ${from + index}`);

test('of a pod that ran before, the last lines are read; of one that comes later, all', async () => {
  server.write(pod, numbers(0, 50));
  await follow();
  await expect.poll(logs.texts, TIMEOUT).toEqual(numbers(30, 20));
  server.add('api-gateway-canary-2', 'api-gateway', Date.now() + 1000);
  server.write('api-gateway-canary-2', numbers(100, 50));
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(70);
  expect(logs.entries.at(-1)).toMatchObject({ pod: 'api-gateway-canary-2', app: 'api-gateway', text: 'line 149' });
});

test('a broken stream is taken up where it was: no line is missing and none comes twice, even those of one moment', async () => {
  await follow();
  server.write(pod, numbers(0, 3));
  server.write(pod, ['same', 'same', 'same'], true);
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(6);
  server.cut('half of a li');
  await expect.poll(() => server.streams(pod), TIMEOUT).toBe(0);
  server.write(pod, numbers(3, 20));
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(26);
  server.write(pod, ['same', 'same'], true);
  server.cut();
  await expect.poll(() => server.asked.length, TIMEOUT).toBe(3);
  server.write(pod, ['last']);
  await expect.poll(() => logs.texts().at(-1), TIMEOUT).toBe('last');
  expect(logs.texts()).toEqual([...numbers(0, 3), 'same', 'same', 'same', ...numbers(3, 20), 'same', 'same', 'last']);
});

test('the cluster hangs: it is said, and when it answers again every stream begins anew', {
  timeout: 90_000,
}, async () => {
  await follow();
  await expect.poll(() => logs.state()?.kind, TIMEOUT).toBe('live');
  server.setMode('hang');
  await expect.poll(logs.state, TIMEOUT).toMatchObject({ kind: 'failing', fault: { cause: 'timeout' } });
  server.write(pod, numbers(0, 4));
  server.setMode('up');
  await expect.poll(() => logs.state()?.kind, TIMEOUT).toBe('live');
  await expect.poll(() => server.asked.length, TIMEOUT).toBe(2);
  await expect.poll(logs.texts, TIMEOUT).toEqual(numbers(0, 4));
});

test('who may not read logs is told which right is missing', async () => {
  server.setMode('forbidden-logs');
  logs = hearLogs(createPodLogs(connection), ['api-gateway']);
  await expect.poll(logs.state, TIMEOUT).toMatchObject({
    kind: 'failing',
    fault: { cause: 'forbidden', message: expect.stringContaining('watcher may not get pods/log') },
  });
  server.setMode('up');
  await expect.poll(() => logs.state()?.kind, TIMEOUT).toBe('live');
});

test('of an old pod whose log could not be read at first, the last lines are read and not all of them', async () => {
  server.write(pod, numbers(0, 50));
  server.setMode('forbidden-logs');
  logs = hearLogs(createPodLogs(connection), ['api-gateway']);
  await expect.poll(() => logs.state()?.kind, TIMEOUT).toBe('failing');
  server.setMode('up');
  await expect.poll(() => logs.entries.length, TIMEOUT).toBeGreaterThan(0);
  server.write(pod, ['the next']);
  await expect.poll(() => logs.texts().at(-1), TIMEOUT).toBe('the next');
  expect(logs.texts()).toEqual([...numbers(30, 20), 'the next']);
});

test('a pod that is listed is taken up again when its log was not there for a moment', async () => {
  await follow();
  server.write(pod, ['first']);
  await expect.poll(logs.texts, TIMEOUT).toEqual(['first']);
  server.setMode('no-logs');
  server.cut();
  await expect.poll(() => server.streams(pod), TIMEOUT).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  server.setMode('up');
  server.write(pod, ['second']);
  await expect.poll(logs.texts, TIMEOUT).toEqual(['first', 'second']);
});

test('a pod that says nothing for long is no failing source: its stream is opened anew without a word', async () => {
  await follow();
  const heard = { onOpen: () => undefined, onLine: () => undefined };
  const query = { container: 'api-gateway', follow: 'true' };
  const end = await streamPodLog(connection, pod, query, new AbortController().signal, heard, 200);
  expect(end).toEqual({ kind: 'ended' });
});

test('when no pod of the services runs, that is said too', async () => {
  server.remove(pod);
  logs = hearLogs(createPodLogs(connection), ['api-gateway']);
  await expect.poll(logs.state, TIMEOUT).toEqual({ kind: 'live', partial: 'no pod of these services is running' });
});

test('lines of 5 MB are cut at the door, whatever they hold, and cost less than 200 MB', {
  timeout: 120_000,
}, async () => {
  await follow();
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = 0;
  const part = Buffer.alloc(64 * 1024, 'y');
  for (let line = 0; line < 20; line += 1) {
    await server.raw(pod, Buffer.from(`2026-11-24T08:00:00.${String(line).padStart(9, '0')}Z `));
    for (let sent = 0; sent < 80; sent += 1) {
      await server.raw(pod, part);
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    await server.raw(pod, Buffer.from([0xff, 0xfe, 10]));
  }
  await expect.poll(() => logs.entries.length, TIMEOUT).toBe(20);
  expect(logs.texts()[19]).toMatch(/^y{8100,}… 5,242,882 bytes$/);
  // The server of this test is part of it.
  expect(most / 1024 / 1024).toBeLessThan(200);
});

test('what is no UTF-8 is shown as such, and the line goes on', async () => {
  await follow();
  server.write(pod, [Buffer.from([0x61, 0xff, 0xc3, 0x28, 0x62]), 'größer']);
  await expect.poll(logs.texts, TIMEOUT).toEqual(['a��(b', 'größer']);
});

test('the kubelet’s own words have no time: they are shown, and what the pod says goes on after them', async () => {
  await follow();
  server.write(pod, ['first']);
  await expect.poll(logs.texts, TIMEOUT).toEqual(['first']);
  const words = 'failed to create fsnotify watcher: too many open files';
  await server.raw(pod, Buffer.from(`${words}\n`));
  await expect.poll(logs.texts, TIMEOUT).toEqual(['first', words]);
  server.cut();
  await expect.poll(() => server.asked.length, TIMEOUT).toBe(2);
  expect(server.asked[1]?.get('sinceTime')).toMatch(/^\d{4}-/);
  server.write(pod, ['second']);
  await expect.poll(logs.texts, TIMEOUT).toEqual(['first', words, 'second']);
});

test('a pod that is shutting down is heard to its end, and does not count as one that runs', async () => {
  await follow();
  server.shutDown(pod);
  const partial = () => (logs.state()?.kind === 'live' ? logs.state() : null);
  await expect.poll(partial, TIMEOUT).toEqual({ kind: 'live', partial: 'no pod of these services is running' });
  server.write(pod, ['ERROR shutdown: request dropped']);
  await expect.poll(logs.texts, TIMEOUT).toEqual(['ERROR shutdown: request dropped']);
  server.remove(pod);
  await expect.poll(() => server.streams(pod), TIMEOUT).toBe(0);
});

test('a connection made anew goes on where the one before it was, whatever was said meanwhile', async () => {
  const places = new LogPlaces();
  server.write(pod, numbers(0, 10));
  await follow(places);
  await expect.poll(logs.texts, TIMEOUT).toEqual(numbers(0, 10));
  await logs.stop();
  server.write(pod, numbers(10, 40));
  await follow(places);
  await expect.poll(logs.texts, TIMEOUT).toEqual(numbers(10, 40));
});

test('pods read after Loki begin with what Loki has not told', async () => {
  const places = new LogPlaces();
  places.of('loki', () => null);
  server.write(pod, numbers(0, 10));
  places.told(server.lastMs());
  server.write(pod, numbers(10, 30));
  await follow(places);
  await expect.poll(logs.texts, TIMEOUT).toEqual(numbers(10, 30));
});
