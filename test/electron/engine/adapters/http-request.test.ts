import { afterEach, describe, expect, test } from 'vitest';
import { createHttpClient } from '#engine/adapters/http/http-client.ts';
import { createRequestKind } from '#engine/adapters/http/request-kind.ts';
import type { RequestSpec } from '#shared/domain/operation/spec.ts';
import { type Reply, startHttpServer } from './support/http-server.ts';
import { fault, never, runContext, value } from './support/run-context.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
async function asking(more: Partial<RequestSpec>, ...replies: readonly Reply[]) {
  const server = await startHttpServer(...replies);
  const http = createHttpClient();
  closers.push(server.stop, () => http.close());
  const spec: RequestSpec = {
    ...{
      kind: 'http.request',
      method: 'POST',
      url: `${server.url}/purge?zone=a&token=swordfish`,
      status: 200,
      timeoutMs: 2_000,
    },
    ...more,
  };
  const kind = createRequestKind(http);
  return { server, spec, kind, plan: value(await kind.plan(spec, never())) };
}
const fine = { status: 200, body: 'fine' };

describe('a request that a runbook names', () => {
  test('is planned without being sent: method, address and expected status, and no secret', async () => {
    const { server, plan } = await asking({ body: '{"all":true}' }, fine);
    expect(plan.changes.map(({ field }) => field)).toEqual(['address', 'body', 'expected status']);
    expect(plan.equivalent).toContain(`curl -i -X POST '${server.url}/purge?zone=a&token=•••' -d '{"all":true}'`);
    expect(JSON.stringify(plan)).not.toContain('swordfish');
    expect(server.heard).toEqual([]);
  });

  test('to an address that is none, or that holds a password, stops the plan and is never sent', async () => {
    for (const url of ['not an address', 'ftp://x.example/', 'https://me:swordfish@x.example/']) {
      const { spec, kind, plan } = await asking({ url }, fine);
      expect(plan.checks).toMatchObject([{ state: 'act' }]);
      expect(await kind.run(spec, plan, runContext())).toMatchObject({ kind: 'failed', fault: { cause: 'invalid' } });
    }
  });

  test('to where a cloud hands out credentials stops the plan and is never sent', async () => {
    for (const url of ['http://169.254.169.254/latest/meta-data', 'http://[fe80::1]/', 'http://0xA9FEA9FE/']) {
      const { spec, kind, plan } = await asking({ url, method: 'GET', timeoutMs: 200 }, fine);
      expect(plan.checks).toMatchObject([{ state: 'act', text: expect.stringContaining('link-local') }]);
      expect(await kind.run(spec, plan, runContext())).toMatchObject({ kind: 'failed', fault: { cause: 'invalid' } });
    }
  });

  test('that is refused is told with its answer, without the secrets in it', async () => {
    const body = '{"error":"bad token","token":"swordfish","seen":"hunter2-hunter2"}';
    const { server, spec, plan } = await asking({}, { status: 400, body });
    const http = createHttpClient();
    closers.push(() => http.close());
    const outcome = await createRequestKind(http, ['hunter2-hunter2']).run(spec, plan, runContext());
    expect(server.heard).toHaveLength(1);
    expect(outcome).toMatchObject({ kind: 'failed', fault: { raw: expect.stringContaining('bad token') } });
    expect(JSON.stringify(outcome)).not.toMatch(/swordfish|hunter2/);
  });

  test('is done when it is answered as expected, with its body as it is', async () => {
    const { server, spec, kind, plan } = await asking(
      { method: 'PUT', body: '{"all":true}', status: 204 },
      { status: 204, body: '' },
    );
    expect(await kind.run(spec, plan, runContext())).toMatchObject({ kind: 'done', seen: [{ seen: '204' }] });
    expect(server.heard).toMatchObject([
      {
        method: 'PUT',
        path: '/purge?zone=a&token=swordfish',
        body: '{"all":true}',
        headers: { 'content-type': 'application/json' },
      },
    ]);
  });

  test.each([
    ['refused', { status: 409, body: 'busy' }, 'failed'],
    ['sent elsewhere', { status: 302, body: '', headers: { location: 'https://elsewhere.example' } }, 'failed'],
    ['answered by a server that failed', { status: 500, body: '' }, 'unknown'],
    ['cut off', 'cut', 'unknown'],
    ['not answered in time', 'hang', 'unknown'],
  ] as const)('that changes something and is %s is sent once: %j is %s', async (_how, reply, kindOfEnd) => {
    const { server, spec, kind, plan } = await asking({ timeoutMs: 400 }, reply, fine);
    expect((await kind.run(spec, plan, runContext())).kind).toBe(kindOfEnd);
    expect(server.heard).toHaveLength(1);
  });

  test('that only reads is asked again until it is so', async () => {
    const { server, spec, kind, plan } = await asking(
      { method: 'GET', timeoutMs: 6_000 },
      'cut',
      { status: 503, body: '' },
      fine,
    );
    expect(plan.changes).toEqual([]);
    expect(await kind.run(spec, plan, runContext())).toMatchObject({ kind: 'done' });
    expect(server.heard).toHaveLength(3);
  });

  test('that only reads fails when its time is over', async () => {
    const { spec, kind, plan } = await asking({ method: 'GET', timeoutMs: 700 }, { status: 404, body: '' });
    expect(await kind.run(spec, plan, runContext())).toMatchObject({
      kind: 'failed',
      fault: { message: expect.stringContaining('404 instead of 200') },
    });
  });

  test('whose answer was lost is looked at if it reads, and a question for a person if it changes something', async () => {
    const read = await asking({ method: 'GET' }, { status: 404, body: '' }, fine);
    expect(value(await read.kind.look(read.spec, null, never())).applied).toBe('no');
    expect(value(await read.kind.look(read.spec, null, never())).applied).toBe('yes');
    const write = await asking({}, fine);
    expect(fault(await write.kind.look(write.spec, null, never()))).toMatchObject({ cause: 'outcome-unknown' });
    expect(write.server.heard).toEqual([]);
  });
});
