import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAlertmanager } from '#engine/adapters/alertmanager/alertmanager.ts';
import { createLaunchDarkly } from '#engine/adapters/flags/launchdarkly.ts';
import { createUnleash } from '#engine/adapters/flags/unleash.ts';
import { createHttpClient } from '#engine/adapters/http/http-client.ts';
import { createWebhook } from '#engine/adapters/messages/webhook.ts';
import { createPrometheus } from '#engine/adapters/prometheus/prometheus.ts';

const CANARY = 'canary-91ab7e-token';
let server: http.Server;
let url = '';
/** As some gateways do, it repeats the header and the address that it refuses; `/ok/` with 200, as a debugging page does. */
beforeAll(async () => {
  server = http.createServer((request, response) => {
    request.resume();
    response.writeHead(request.url?.startsWith('/ok/') ? 200 : 403, { 'content-type': 'application/json' });
    const message = `Authorization=${request.headers.authorization ?? 'none'} refused at ${request.url}`;
    response.end(request.url?.startsWith('/ok/') ? message : JSON.stringify({ message, error: message }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

type Closing = { close(): Promise<unknown> };
async function said<Port extends Closing>(port: Port, ask: (port: Port) => Promise<unknown>): Promise<string> {
  const answer = JSON.stringify(await ask(port));
  await port.close();
  return answer;
}

test('a token that the other side repeats is in no fault, which windows and the log are told', async () => {
  const settings = { url, token: CANARY };
  const flags = { ...settings, project: 'default' };
  const all = await Promise.all([
    said(createPrometheus(settings), (port) => port.instant('up', 0)),
    said(createPrometheus({ ...settings, url: `${url}/ok` }), (port) => port.instant('up', 0)),
    said(createAlertmanager(settings), (port) => port.firing([])),
    said(createUnleash(flags), (port) => port.set('f', 'production', true)),
    said(createLaunchDarkly(flags), (port) => port.set('f', 'production', true)),
  ]);
  for (const one of all) {
    expect(one).toContain('"ok":false');
    expect(one).not.toContain(CANARY);
  }
  expect(all[0]).toContain('403');
});

test('neither is a webhook’s address', async () => {
  const urls = { company: `${url}/services/${CANARY}?key=${CANARY}` };
  const message = { id: 'm1', channel: 'company', text: 'we launch' };
  const answer = await said(createWebhook({ urls }), (port) =>
    port.send(message as never, new AbortController().signal),
  );
  expect(answer).toContain('refused at');
  expect(answer).not.toContain(CANARY);
});

test('data is what it is, though a token stands in it as a word', async () => {
  const data = http.createServer((_, response) => response.end('{"environment":"production"}'));
  await new Promise<void>((resolve) => data.listen(0, '127.0.0.1', resolve));
  const client = createHttpClient();
  const address = `http://127.0.0.1:${(data.address() as AddressInfo).port}`;
  const doing = { what: 'read', where: 'it', changes: false };
  const answer = await client.send(
    { method: 'GET', url: address, headers: { authorization: 'Bearer production' } },
    doing,
  );
  expect(answer).toMatchObject({ ok: true, value: { body: '{"environment":"production"}' } });
  await client.close();
  data.closeAllConnections();
  await new Promise((resolve) => data.close(resolve));
});
