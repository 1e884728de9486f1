import { afterEach, describe, expect, test } from 'vitest';
import { createFlagKind } from '#engine/adapters/flags/set-flag.ts';
import { createUnleash, unleashByHand } from '#engine/adapters/flags/unleash.ts';
import { createSlack } from '#engine/adapters/messages/slack.ts';
import { createWebhook } from '#engine/adapters/messages/webhook.ts';
import { createPrometheus } from '#engine/adapters/prometheus/prometheus.ts';
import { type Reply, startHttpServer } from './support/http-server.ts';
import { fault, never, runContext, value } from './support/run-context.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
async function serving(...replies: readonly Reply[]) {
  const server = await startHttpServer(...replies);
  closers.push(server.stop);
  return server;
}
const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  closers.push(() => one.close());
  return one;
};
const json = (body: unknown, status = 200, headers = {}): Reply => ({ status, body: JSON.stringify(body), headers });

describe('what Prometheus answers', () => {
  const success = (data: unknown, more: object = {}) => json({ status: 'success', data, ...more });

  test('NaN and infinities are no values; a warning means that a part is missing', async () => {
    const values = [
      [1700000000, 'NaN'],
      [1700000001.5, '1e+00'],
      [1700000002, '+Inf'],
    ];
    const { url, heard } = await serving(
      success({ resultType: 'matrix', result: [{ metric: { service: 'web' }, values }] }, { warnings: ['store down'] }),
    );
    const answer = value(await keep(createPrometheus({ url, token: 't' })).range('up', 0, 1, 1));
    expect(answer).toMatchObject({
      series: [{ labels: { service: 'web' }, values: [[1700000001500, 1]] }],
      warnings: ['store down'],
    });
    expect(heard[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/query_range',
      headers: { authorization: 'Bearer t' },
    });
    expect(new URLSearchParams(heard[0]?.body).get('query')).toBe('up');
  });

  test('a scalar is a series without labels', async () => {
    const { url } = await serving(success({ resultType: 'scalar', result: [1700000000, '3'] }));
    expect(value(await keep(createPrometheus({ url })).instant('3', 0)).series).toEqual([
      { labels: {}, values: [[1700000000000, 3]] },
    ]);
  });

  test.each([
    [{ status: 200, body: '<html>please log in</html>' }, 'unexpected'],
    [{ status: 502, body: '<html>bad gateway</html>' }, 'unavailable'],
    [{ status: 504, body: '<html>gateway timeout</html>' }, 'timeout'],
    [json({ status: 'error', errorType: 'timeout', error: 'query timed out' }, 503), 'timeout'],
    [json({ status: 'error', errorType: 'unavailable', error: 'not ready' }, 503), 'unavailable'],
    [json({ status: 'error', errorType: 'execution', error: 'many-to-many' }, 422), 'invalid'],
    [{ status: 401, body: '' }, 'unauthenticated'],
    ['cut', 'unreachable'],
  ] as const)('%j is %s', async (reply, cause) => {
    const { url } = await serving(reply);
    expect(fault(await keep(createPrometheus({ url })).instant('up', 0)).cause).toBe(cause);
  });

  test('a question that was called off is cancelled', async () => {
    const { url } = await serving('hang');
    const abort = new AbortController();
    const asked = keep(createPrometheus({ url })).instant('up', 0, abort.signal);
    setTimeout(() => abort.abort(), 50);
    expect(fault(await asked).cause).toBe('cancelled');
  });
});

describe('a flag service in trouble', () => {
  const flags = async (...replies: readonly Reply[]) => {
    const server = await serving(...replies);
    const port = keep(createUnleash({ url: server.url, token: 'secret', project: 'default' }));
    return { server, port, kind: createFlagKind(port, unleashByHand({ url: server.url, project: 'default' })) };
  };
  const off = json({ enabled: false });
  const on = json({ enabled: true });
  /** The project's environments: none of them asks for an approval. */
  const free = json({ environments: [{ name: 'production', requiredApprovals: null }] });
  const spec = { kind: 'flag.set' as const, flag: 'f', environment: 'production', on: true };

  test('a write whose answer is lost and that is not seen is unknown, and not sent again', async () => {
    const { server, kind } = await flags(off, free, off, 'cut', off);
    const plan = value(await kind.plan(spec, never()));
    expect(await kind.run(spec, plan, runContext())).toMatchObject({
      kind: 'unknown',
      fault: { cause: 'outcome-unknown' },
    });
    expect(server.heard.filter((one) => one.method === 'POST')).toHaveLength(1);
  });

  test('accepted and still off is not effective', async () => {
    const { kind } = await flags(off, free, off, { status: 200, body: '' }, off);
    const plan = value(await kind.plan(spec, never()));
    expect(await kind.run(spec, plan, runContext())).toMatchObject({
      kind: 'not-effective',
      seen: [{ expected: 'on', seen: 'off' }],
    });
  });

  test('a protected environment asks for an approval there', async () => {
    const refusal = json({ name: 'PermissionError', message: 'Change request approval is required' }, 403);
    const { kind } = await flags(off, free, off, refusal, on);
    const plan = value(await kind.plan(spec, never()));
    expect(await kind.run(spec, plan, runContext())).toMatchObject({
      kind: 'failed',
      fault: { cause: 'approval-required' },
    });
  });

  test('the command line for people holds no token', async () => {
    const { kind } = await flags(off);
    const { equivalent } = value(await kind.plan(spec, never()));
    expect(equivalent).toContain('/api/admin/projects/default/features/f/environments/production/on');
    expect(equivalent).not.toContain('secret');
  });

  test('what nobody planned is not run', async () => {
    const { kind, server } = await flags(off);
    expect(await kind.run(spec, null, runContext())).toMatchObject({ kind: 'failed', fault: { cause: 'invalid' } });
    expect(server.heard).toEqual([]);
  });
});

describe('messages in trouble', () => {
  const message = { id: 'm', channel: 'C0123456789', text: 'hello' };

  test.each([
    [{ status: 500, body: 'oops' }, 'outcome-unknown'],
    [json({ ok: false, error: 'fatal_error' }), 'outcome-unknown'],
    ['cut', 'outcome-unknown'],
    [json({ ok: false, error: 'invalid_auth' }), 'unauthenticated'],
    [json({ ok: false, error: 'ratelimited' }), 'rate-limited'],
    [json({ ok: false, error: 'something_new' }), 'invalid'],
    [{ status: 429, body: '', headers: { 'retry-after': '2' } }, 'rate-limited'],
  ] as const)('Slack answers %j: %s, asked once', async (reply, cause) => {
    const { url, heard } = await serving(reply);
    const told = fault(await keep(createSlack({ url: `${url}/api/`, token: 'xoxb-secret' })).send(message));
    expect(told.cause).toBe(cause);
    expect(heard).toHaveLength(1);
    expect(JSON.stringify(told)).not.toContain('xoxb-secret');
  });

  test('called off while it was on its way, a message may have arrived', async () => {
    const { url } = await serving('hang');
    const abort = new AbortController();
    const sent = keep(createSlack({ url: `${url}/api/`, token: 't' })).send(message, abort.signal);
    setTimeout(() => abort.abort(), 300);
    expect(fault(await sent).cause).toBe('outcome-unknown');
  });

  test('a webhook without an address is delivered by hand; one that fails never shows its address', async () => {
    const { url, heard } = await serving({ status: 500, body: '' });
    const webhook = keep(createWebhook({ urls: { ops: `${url}/hook/very-secret` } }));
    expect(fault(await webhook.send({ ...message, channel: 'nobody' })).hint).toContain('by hand');
    const told = fault(await webhook.send({ ...message, channel: 'ops' }));
    expect(told.cause).toBe('outcome-unknown');
    expect(JSON.stringify(told)).not.toContain('very-secret');
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({ id: 'm', channel: 'ops', text: 'hello' });
  });
});
