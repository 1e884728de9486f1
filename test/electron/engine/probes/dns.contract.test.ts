import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dnsmasq, startDnsServer } from '#test/servers/dns-server.ts';
import { freePort } from '#test/servers/free-port.ts';
import { lookAt } from './support/look-at.ts';

type Record = 'A' | 'AAAA' | 'CNAME' | 'TXT';
const ask = (server: string, record: Record, name: string, expected?: string, timeoutMs = 5000) =>
  lookAt({ kind: 'dns', name, record, server, ...(expected === undefined ? {} : { expected }) }, { timeoutMs });

if (dnsmasq === null) {
  describe('a name in DNS', () => {
    test.skip('needs dnsmasq, which is not installed here (Debian: dnsmasq-base)');
  });
} else {
  const file = dnsmasq;
  describe('a name in DNS', () => {
    let dns: Awaited<ReturnType<typeof startDnsServer>>;
    beforeAll(async () => {
      dns = await startDnsServer(file);
    });
    afterAll(() => dns?.stop());

    test('is good when it resolves, to what is expected if that is set', async () => {
      expect(await ask(dns.server, 'A', 'api.launch.test')).toMatchObject({
        verdict: 'good',
        text: `api.launch.test is 192.0.2.10 (DNS server ${dns.server}).`,
        latencyMs: expect.any(Number),
      });
      expect((await ask(dns.server, 'A', 'www.launch.test', '192.0.2.10')).verdict).toBe('good');
      expect((await ask(dns.server, 'AAAA', 'api.launch.test', '2001:DB8:0:0::10')).verdict).toBe('good');
      expect((await ask(dns.server, 'CNAME', 'www.launch.test', 'API.launch.test.')).verdict).toBe('good');
      expect((await ask(dns.server, 'TXT', 'launch.test', 'owner=war-room')).verdict).toBe('good');
    });

    test('is bad when it leads elsewhere, and when there is no such name or record', async () => {
      expect(await ask(dns.server, 'A', 'api.launch.test', '192.0.2.99')).toMatchObject({
        verdict: 'bad',
        text: expect.stringContaining('is 192.0.2.10, not 192.0.2.99'),
      });
      expect(await ask(dns.server, 'A', 'nobody.launch.test')).toMatchObject({
        verdict: 'bad',
        text: expect.stringContaining('knows no A of nobody.launch.test'),
      });
      expect((await ask(dns.server, 'TXT', 'api.launch.test')).verdict).toBe('bad');
    });

    test('is unknown when the server refuses to say', async () => {
      expect(await ask(dns.server, 'A', 'elsewhere.example')).toMatchObject({
        verdict: 'unknown',
        text: expect.stringContaining('REFUSED'),
      });
    });
  });
}

describe('a name when DNS is in trouble', () => {
  test('is unknown where nothing listens, and where nobody answers in time', async () => {
    expect((await ask(`127.0.0.1:${await freePort()}`, 'A', 'api.launch.test')).verdict).toBe('unknown');
    const silent = createSocket('udp4');
    await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
    const startedAt = Date.now();
    const seen = await ask(`127.0.0.1:${silent.address().port}`, 'A', 'api.launch.test', undefined, 300);
    silent.close();
    expect(seen).toMatchObject({ verdict: 'unknown', text: expect.stringContaining('did not answer in time') });
    expect(Date.now() - startedAt).toBeLessThan(2000);
  });

  test('is unknown when what answers is no DNS', async () => {
    const babbling = createSocket('udp4');
    babbling.on('message', (_question, from) => babbling.send('who is there?', from.port, from.address));
    await new Promise<void>((resolve) => babbling.bind(0, '127.0.0.1', resolve));
    const seen = await ask(`127.0.0.1:${babbling.address().port}`, 'A', 'api.launch.test', undefined, 500);
    babbling.close();
    expect(seen.verdict).toBe('unknown');
  });

  test('is unknown when the server is no address', async () => {
    expect(await ask('not a server', 'A', 'api.launch.test')).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('no address of a server'),
    });
  });
});
