import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '#test/servers/free-port.ts';
import type { Reply } from '../adapters/support/http-server.ts';
import { lookAt } from './support/look-at.ts';
import { WebServers } from './support/web-servers.ts';

let web: WebServers;
beforeAll(async () => {
  web = await WebServers.open();
});
afterEach(() => web.stop());
afterAll(() => web?.close());

describe('a page', () => {
  const http = (url: string, more: object = {}) => ({ kind: 'http', url, status: 200, ...more }) as const;
  const page = (status: number, body: string): Reply => ({ status, body });

  test('is good when status, body and time are as wanted', async () => {
    const { url } = await web.plain(page(200, '{"status":"ok"}'));
    expect(await lookAt(http(url, { contains: '"ok"', withinMs: 3000 }))).toMatchObject({
      verdict: 'good',
      text: expect.stringMatching(/^200 in \d+ ms\.$/),
    });
  });

  test('with another status, without the words, or moved elsewhere is bad', async () => {
    const { url, heard } = await web.plain(page(503, ''), page(200, 'maintenance'), {
      status: 302,
      body: '',
      headers: { location: 'http://127.0.0.1:1/' },
    });
    expect(await lookAt(http(url))).toMatchObject({ verdict: 'bad', text: 'It answered 503, not 200.' });
    expect(await lookAt(http(url, { contains: 'ok' }))).toMatchObject({
      verdict: 'bad',
      text: expect.stringContaining('without "ok"'),
    });
    expect(await lookAt(http(url))).toMatchObject({ verdict: 'bad', text: 'It answered 302, not 200.' });
    expect(heard).toHaveLength(3);
  });

  test('that is slow is bad when a time is set', async () => {
    const pair = await web.authority.issueServer('launch');
    const port = await web.secure(pair, (_request, response) => void setTimeout(() => response.end('ok'), 300));
    const slow = http(`https://localhost:${port}/`, { withinMs: 100 });
    expect(await lookAt(slow, { looks: { monitorCaFile: web.caFile } })).toMatchObject({
      verdict: 'bad',
      text: expect.stringMatching(/only after \d+ ms; 100 ms are allowed/),
    });
  });

  test('that hangs, is cut off, or is no HTTP is unknown, and what follows the ? is never shown', async () => {
    const hanging = await web.plain('hang');
    const cut = await web.plain('cut');
    const babbling = await web.bare((socket) => socket.end('220 mail.example ESMTP\r\n'));
    const seen = [
      await lookAt(http(`${hanging.url}/health?key=s3cr3t-key`), { timeoutMs: 200 }),
      await lookAt(http(`${cut.url}/health?key=s3cr3t-key`)),
      await lookAt(http(`http://127.0.0.1:${babbling}/health?key=s3cr3t-key`)),
      await lookAt(http(`http://nobody.invalid/health?key=s3cr3t-key`)),
    ];
    for (const one of seen) {
      expect(one).toMatchObject({ verdict: 'unknown', latencyMs: null });
      expect(one.text).not.toContain('s3cr3t');
    }
    expect(seen[0]?.text).toContain('did not answer in time');
  });

  test('where a cloud keeps credentials, or that is a file, is never opened', async () => {
    for (const url of [
      'http://169.254.169.254/latest/meta-data',
      'http://[::ffff:169.254.169.254]/',
      'http://[fe80::1]/',
    ])
      expect(await lookAt(http(url))).toMatchObject({
        verdict: 'unknown',
        text: expect.stringContaining('never asked'),
      });
    expect(await lookAt(http('file:///etc/passwd'))).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('only http'),
    });
  });

  test('is given up in the middle when its launch is closed', async () => {
    const { url, heard } = await web.plain('hang');
    const abort = new AbortController();
    const looking = lookAt(http(url), { signal: abort.signal, timeoutMs: 60_000 });
    await expect.poll(() => heard.length).toBe(1);
    abort.abort();
    expect((await looking).verdict).toBe('unknown');
  });
});

describe("a vendor's status page", () => {
  const vendor = (page: string, component?: string) =>
    ({
      kind: 'vendor-status',
      vendor: 'DNS provider',
      page,
      ...(component === undefined ? {} : { component }),
    }) as const;
  const summary = (indicator: string, api: string): Reply => ({
    status: 200,
    body: JSON.stringify({
      page: { name: 'Vendor' },
      status: { indicator, description: indicator === 'none' ? 'All Systems Operational' : 'Partial System Outage' },
      components: [
        { name: 'API', status: api },
        { name: 'Dashboard', status: 'operational' },
      ],
      incidents: indicator === 'none' ? [] : [{ name: 'Slow answers', status: 'investigating' }],
    }),
  });

  test('is good when all is well, bad with its open incidents when it is not', async () => {
    const well = await web.plain(summary('none', 'operational'));
    expect(await lookAt(vendor(well.url))).toMatchObject({
      verdict: 'good',
      text: 'DNS provider: All Systems Operational.',
    });
    expect(well.heard[0]?.path).toBe('/api/v2/summary.json');
    const ill = await web.plain(summary('major', 'partial_outage'));
    expect(await lookAt(vendor(ill.url))).toMatchObject({
      verdict: 'bad',
      text: 'DNS provider: Partial System Outage. Open: Slow answers.',
    });
  });

  test('can be asked about one component alone', async () => {
    const { url } = await web.plain(summary('major', 'partial_outage'));
    expect((await lookAt(vendor(url, 'Dashboard'))).verdict).toBe('good');
    expect(await lookAt(vendor(url, 'api'))).toMatchObject({
      verdict: 'bad',
      text: expect.stringContaining('partial outage'),
    });
    expect(await lookAt(vendor(url, 'Mail'))).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('lists no "Mail"'),
    });
  });

  test('that answers with something else is unknown', async () => {
    const { url } = await web.plain({ status: 200, body: '<html>we are down</html>' });
    expect(await lookAt(vendor(url))).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('no summary'),
    });
  });
});

describe("an image's registry", () => {
  test('says whether the image can be pulled; what it will not say is unknown', async () => {
    const asked: string[] = [];
    const pair = await web.authority.issueServer('registry');
    const port = await web.secure(pair, (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const status = request.url?.includes('private') ? 401 : request.url?.endsWith('/2.0.0') ? 200 : 404;
      response.writeHead(status).end();
    });
    const image = (...names: string[]) =>
      lookAt(
        { kind: 'image', images: names.map((name) => `localhost:${port}/${name}`) },
        { looks: { monitorCaFile: web.caFile } },
      );
    expect(await image('team/app:2.0.0')).toMatchObject({
      verdict: 'good',
      text: expect.stringContaining('is in its registry'),
    });
    expect(asked).toEqual(['HEAD /v2/team/app/manifests/2.0.0']);
    expect(await image('team/app:2.0.0', 'team/app:3.0.0')).toMatchObject({
      verdict: 'bad',
      text: expect.stringMatching(/app:3\.0\.0 is not in its registry/),
    });
    expect(await image('private/app:2.0.0')).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('401'),
    });
    const elsewhere = await lookAt({ kind: 'image', images: [`127.0.0.1:${await freePort()}/app:1`] });
    expect(elsewhere.verdict).toBe('unknown');
  });
});
