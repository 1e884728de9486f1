import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RehearsalAddresses } from '#rehearsal/start.ts';

const MAIN = new URL('../../../electron/rehearsal/main.ts', import.meta.url).pathname;
const SPEED = 60;
let dir = '';
let ca = '';
let addresses: RehearsalAddresses;
let child: ReturnType<typeof launch>;

const launch = () =>
  spawn(process.execPath, [MAIN, '--dir', dir, '--speed', String(SPEED), '--seed', '7'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tminus-process-'));
  child = launch();
  addresses = await new Promise((resolve) =>
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line))),
  );
  ca = await readFile(addresses.caFile, 'utf8');
});
afterAll(async () => {
  child.kill('SIGTERM');
  await rm(dir, { recursive: true });
});

type Answer = { readonly code: number; readonly text: string; readonly headers: NodeJS.Dict<string | string[]> };
function call(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { ca, method: options.method ?? 'GET', headers: options.headers ?? {}, agent: false },
      (response) => {
        let text = '';
        response.on('data', (part) => (text += part));
        response.on('end', () => resolve({ code: response.statusCode ?? 0, text, headers: response.headers }));
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}
const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  call(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
async function query(text: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]> {
  const { code, text: answer } = await call(
    `${addresses.prometheusUrl}/api/v1/query?query=${encodeURIComponent(text)}`,
  );
  expect(code).toBe(200);
  return JSON.parse(answer).data.result;
}

test('says where everything is, on stdout and in a file', async () => {
  expect(JSON.parse(await readFile(join(dir, 'rehearsal.json'), 'utf8'))).toEqual(addresses);
  expect(addresses).toMatchObject({ ready: true, namespace: 'media-gateway', speed: SPEED, pid: child.pid });
  expect(addresses.worlds.map((world) => world.namespace)).toEqual(['media-gateway', 'two-services']);
  expect(addresses.variables['public-url']).toBe(addresses.publicUrl);
  expect((await call(`${addresses.alertmanagerUrl}/-/healthy`)).code).toBe(200);
});

describe('Prometheus', () => {
  test('has an hour of calm traffic on stable behind it', async () => {
    expect((await call(`${addresses.prometheusUrl}/-/ready`)).code).toBe(200);
    const total = Number((await query('sum(rate(http_requests_total{namespace="media-gateway"}[5m]))'))[0]?.value[1]);
    expect(Math.abs(total - 1_200)).toBeLessThan(60);
    const errors = await query(
      '100 * sum by (service) (rate(http_requests_total{namespace="media-gateway",code=~"5.."}[1m])) / sum by (service) (rate(http_requests_total[1m]))',
    );
    expect(errors).toHaveLength(8);
    for (const { value } of errors) expect(Number(value[1])).toBeLessThan(0.1);
    const range = `query=${encodeURIComponent('sum(rate(http_requests_total[1m]))')}&start=${addresses.startMs / 1_000 - 3_000}&end=${addresses.startMs / 1_000}&step=300`;
    const { text } = await call(`${addresses.prometheusUrl}/api/v1/query_range`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: range,
    });
    expect(JSON.parse(text).data.result[0].values).toHaveLength(11);
  });

  test('refuses what it does not understand, and more points than fit', async () => {
    const bad = await call(`${addresses.prometheusUrl}/api/v1/query?query=rate(`);
    expect([bad.code, JSON.parse(bad.text).errorType]).toEqual([400, 'bad_data']);
    const many = await call(`${addresses.prometheusUrl}/api/v1/query_range?query=up&start=0&end=20000&step=1`);
    expect([many.code, JSON.parse(many.text).error]).toEqual([400, expect.stringContaining('11,000 points')]);
  });

  test('sees an error spike begin and end', async () => {
    const errors = async () =>
      Number(
        (
          await query(
            '100 * sum(rate(http_requests_total{code="500",service="api-gateway"}[30s])) / sum(rate(http_requests_total{service="api-gateway"}[30s]))',
          )
        )[0]?.value[1],
      );
    const { text } = await post(addresses.faultsUrl, {
      scenario: 'error-spike',
      service: 'api-gateway',
      subset: 'stable',
      percent: 6,
    });
    await vi.waitFor(async () => expect(await errors()).toBeGreaterThan(5), { timeout: 10_000, interval: 100 });
    expect((await call(`${addresses.faultsUrl}/${JSON.parse(text).id}`, { method: 'DELETE' })).code).toBe(200);
    await vi.waitFor(async () => expect(await errors()).toBeLessThan(0.1), { timeout: 10_000, interval: 100 });
  });
});

describe('the flag service', () => {
  const production = () =>
    `${addresses.unleashUrl}/api/admin/projects/default/features/launch-beta-users/environments/production`;
  const headers = () => ({ authorization: addresses.unleashToken });

  test('turns a flag on and off, twice without harm, and keeps its own record', async () => {
    for (const [action, enabled] of [
      ['on', true],
      ['on', true],
      ['off', false],
    ] as const) {
      const answer = await call(`${production()}/${action}`, { method: 'POST', headers: headers() });
      expect([answer.code, answer.text]).toEqual([200, '']);
      expect(JSON.parse((await call(production(), { headers: headers() })).text).enabled).toBe(enabled);
    }
    const { events } = JSON.parse(
      (await call(`${addresses.unleashUrl}/api/admin/events/launch-beta-users`, { headers: headers() })).text,
    );
    expect(events.slice(0, 3).map((event: { type: string }) => event.type)).toEqual([
      'feature-environment-disabled',
      'feature-environment-enabled',
      'feature-strategy-add',
    ]);
  });

  test('knows who may ask, which flags there are, and which name is taken', async () => {
    expect((await call(production())).code).toBe(401);
    const features = `${addresses.unleashUrl}/api/admin/projects/default/features`;
    expect(JSON.parse((await call(`${features}/none`, { headers: headers() })).text)).toMatchObject({
      name: 'NotFoundError',
    });
    expect(
      JSON.parse((await post(features, { name: 'api-gateway-v1', type: 'kill-switch' }, headers())).text),
    ).toMatchObject({ name: 'NameExistsError' });
  });

  test('can be down', async () => {
    await post(addresses.faultsUrl, { scenario: 'flags-down', forMs: 500 });
    await vi.waitFor(() => expect(call(`${addresses.unleashUrl}/health`)).rejects.toThrow(/ECONNREFUSED/));
    await vi.waitFor(async () => expect((await call(`${addresses.unleashUrl}/health`)).code).toBe(200), {
      timeout: 5_000,
    });
  });
});

describe('messages', () => {
  const send = (body: object, token = addresses.slackToken) =>
    post(`${addresses.slackUrl}chat.postMessage`, body, { authorization: `Bearer ${token}` });

  test('arrive once, with the metadata by which a lost answer is looked up', async () => {
    const metadata = { event_type: 'tminus', event_payload: { ev: '1' } };
    const sent = JSON.parse((await send({ channel: '#launch-war-room', text: 'REHEARSAL go', metadata })).text);
    expect(sent).toMatchObject({
      ok: true,
      channel: expect.stringMatching(/^C/),
      ts: expect.stringMatching(/^\d+\.\d{6}$/),
    });
    const history = await post(
      `${addresses.slackUrl}conversations.history`,
      { channel: sent.channel, include_all_metadata: true },
      { authorization: `Bearer ${addresses.slackToken}` },
    );
    expect(JSON.parse(history.text).messages).toMatchObject([{ ts: sent.ts, metadata }]);
  });

  test('that fail are answered 200 with the reason, as Slack does; too many 429', async () => {
    expect(JSON.parse((await send({ channel: '#missing', text: 'x' })).text)).toEqual({
      ok: false,
      error: 'channel_not_found',
    });
    expect(JSON.parse((await send({ channel: '#a' })).text)).toEqual({ ok: false, error: 'no_text' });
    expect(JSON.parse((await send({ channel: '#a', text: 'x' }, 'wrong')).text)).toEqual({
      ok: false,
      error: 'invalid_auth',
    });
    await post(addresses.faultsUrl, { scenario: 'throttle', target: 'slack', times: 1, retryAfterS: 3 });
    const limited = await send({ channel: '#a', text: 'x' });
    expect([limited.code, limited.headers['retry-after']]).toEqual([429, '3']);
  });

  test('whose answer is lost are in the ledger all the same', async () => {
    await post(addresses.faultsUrl, { scenario: 'lose-answer', target: 'slack' });
    await expect(send({ channel: '#b', text: 'lost' })).rejects.toThrow();
    expect((await post(addresses.webhookUrl, { text: 'by webhook' })).text).toBe('ok');
    const { messages } = JSON.parse((await call(addresses.sinkUrl)).text);
    expect(
      messages.slice(-2).map((message: { service: string; text: string }) => [message.service, message.text]),
    ).toEqual([
      ['slack', 'lost'],
      ['webhook', 'by webhook'],
    ]);
  });
});

test('the outside sees the status page and the health of each service', async () => {
  expect(JSON.parse((await call(`${addresses.statusPageUrl}/api/v2/summary.json`)).text)).toMatchObject({
    status: { indicator: 'none' },
    page: { name: 'Media Gateway' },
  });
  expect((await call(`${addresses.publicUrl}/api-gateway/healthz`)).code).toBe(200);
  const { text } = await post(addresses.faultsUrl, { scenario: 'not-ready', deployment: 'sync-service-stable' });
  await vi.waitFor(async () => expect((await call(`${addresses.publicUrl}/sync-service/healthz`)).code).toBe(503), {
    timeout: 10_000,
    interval: 100,
  });
  await call(`${addresses.faultsUrl}/${JSON.parse(text).id}`, { method: 'DELETE' });
  await vi.waitFor(async () => expect((await call(`${addresses.publicUrl}/sync-service/healthz`)).code).toBe(200), {
    timeout: 10_000,
    interval: 100,
  });
});

test('a wrong command line is said so, with the usage', async () => {
  const wrong = spawn(process.execPath, [MAIN, '--dir', dir, '--speed', 'fast'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  wrong.stderr.on('data', (part) => (text += part));
  const code = await new Promise((resolve) => wrong.once('exit', resolve));
  expect(code).toBe(2);
  expect(text).toMatch(/--speed fast is not a number.*\nusage: /);
});

test('it ends by itself when nobody holds its input any more', async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end();
  expect(await ended).toBe(0);
  await expect(call(addresses.faultsUrl)).rejects.toThrow(/ECONNREFUSED/);
});
