import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '#test/servers/free-port.ts';
import { selfSigned } from '#test/servers/https-server.ts';
import { lookAt } from './support/look-at.ts';
import { WebServers } from './support/web-servers.ts';

const DAY_MS = 86_400_000;
let web: WebServers;
beforeAll(async () => {
  web = await WebServers.open();
});
afterEach(() => web.stop());
afterAll(() => web?.close());

describe('a certificate', () => {
  const tls = (port: number, days = 0, host = 'localhost') =>
    ({ kind: 'tls', host, port, validForMs: days * DAY_MS }) as const;
  const trusting = {
    looks: {
      get monitorCaFile() {
        return web.caFile;
      },
    },
  };

  test('that expires in 10 days is good for 5 days and bad for 30', async () => {
    const pair = await web.authority.issueServer('launch', { expiresAtMs: Date.now() + 10 * DAY_MS + 3_600_000 });
    const port = await web.secure(pair);
    expect(await lookAt(tls(port, 5), trusting)).toMatchObject({
      verdict: 'good',
      text: expect.stringMatching(/^Valid for 10 days, until \d{4}-\d\d-\d\d, issued by Tminus rehearsal CA\.$/),
      latencyMs: expect.any(Number),
    });
    expect(await lookAt(tls(port, 30), trusting)).toMatchObject({
      verdict: 'bad',
      text: expect.stringMatching(/^Valid for 10 days only, 30 days are wanted/),
    });
  });

  test('that has expired is bad', async () => {
    const port = await web.secure(await web.authority.issueServer('launch', { expiresAtMs: Date.now() - 3_600_000 }));
    expect(await lookAt(tls(port), trusting)).toMatchObject({
      verdict: 'bad',
      text: expect.stringContaining('expired'),
    });
  });

  test('for another name is bad, and says for which', async () => {
    const other = await selfSigned('other.launch.test');
    const own = join(web.folder, 'other.pem');
    await writeFile(own, other.certificate);
    const port = await web.secure(other);
    expect(await lookAt(tls(port), { looks: { monitorCaFile: own } })).toMatchObject({
      verdict: 'bad',
      text: expect.stringMatching(/^The certificate of localhost: it is for other\.launch\.test, not for localhost \(/),
    });
  });

  test('that nobody but itself has signed is bad', async () => {
    const port = await web.secure(await selfSigned());
    expect(await lookAt(tls(port), trusting)).toMatchObject({
      verdict: 'bad',
      text: expect.stringContaining('it is self-signed'),
    });
  });

  test('of a CA that is not trusted here is bad; it can be looked at by address too', async () => {
    const port = await web.secure(await web.authority.issueServer('launch'));
    expect((await lookAt(tls(port))).verdict).toBe('bad');
    expect((await lookAt(tls(port, 30, '127.0.0.1'), trusting)).verdict).toBe('good');
  });

  test('is unknown where nothing listens, where something speaks no TLS, hangs up, or never answers', async () => {
    const silent = await web.bare(() => undefined);
    const rude = await web.bare((socket) => socket.destroy());
    const babbling = await web.bare((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    for (const port of [await freePort(), rude, babbling]) {
      const seen = await lookAt(tls(port), trusting);
      expect(seen).toMatchObject({ verdict: 'unknown', latencyMs: null });
      expect(seen.text).toMatch(/^Could not look at the certificate: /);
    }
    expect(await lookAt(tls(silent), { ...trusting, timeoutMs: 200 })).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('did not answer in time'),
    });
  });

  test('is unknown when the CA file of the settings is not there', async () => {
    expect(await lookAt(tls(1), { looks: { monitorCaFile: join(web.folder, 'none.pem') } })).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining("can't be read"),
    });
  });
});
