import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestCluster } from './test-cluster.ts';
import { testCluster } from './test-cluster.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await testCluster();
});
afterEach(() => cluster.rehearsal.faults.clear());
afterAll(() => cluster.close());

const variable = (name: string): string => cluster.rehearsal.addresses.variables[name] ?? '';

/** Sends one datagram and waits for an answer; null when none comes within the time. */
function exchange(server: string, message: Buffer, withinMs = 2_000): Promise<Buffer | null> {
  const [host = '', port = ''] = server.split(':');
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(null), withinMs);
    const done = (answer: Buffer | null) => {
      clearTimeout(timer);
      socket.close(() => resolve(answer));
    };
    socket.once('message', done);
    socket.send(message, Number(port), host);
  });
}

describe('DNS', () => {
  const resolver = () => {
    const made = new Resolver({ timeout: 300, tries: 1 });
    made.setServers([variable('dns-server')]);
    return made;
  };

  test("knows the world's names in every record type, however they are written", async () => {
    expect(await resolver().resolve4('api.mediagateway.io')).toEqual(['127.0.0.1']);
    expect(await resolver().resolve4('API.MediaGateway.IO')).toEqual(['127.0.0.1']);
    expect(await resolver().resolve6('api.mediagateway.io')).toEqual(['::1']);
    expect(await resolver().resolveCname('cdn.mediagateway.io')).toEqual(['edge.mediagateway.io']);
    expect(await resolver().resolve4('cdn.mediagateway.io')).toEqual(['127.0.0.1']);
    expect(await resolver().resolveTxt('mediagateway.io')).toEqual([
      ['v=spf1 -all'],
      ['tminus-rehearsal=media-gateway'],
    ]);
    expect(await resolver().resolve4('web.two-services.example')).toEqual(['127.0.0.1']);
  });

  test('tells a name that does not exist from one without such a record', async () => {
    await expect(resolver().resolve4('none.mediagateway.io')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(resolver().resolve6('edge.mediagateway.io')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver().resolveMx('mediagateway.io')).rejects.toMatchObject({ code: 'ENODATA' });
  });

  test('can be wrong about one name, or silent when the network is cut', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'dns-wrong', name: 'api.mediagateway.io' });
    expect(await resolver().resolve4('api.mediagateway.io')).toEqual(['203.0.113.10']);
    expect(await resolver().resolve4('mediagateway.io')).toEqual(['127.0.0.1']);
    cluster.rehearsal.faults.clear();
    expect(await resolver().resolve4('api.mediagateway.io')).toEqual(['127.0.0.1']);
    cluster.rehearsal.faults.inject({ scenario: 'network-cut' });
    await expect(resolver().resolve4('api.mediagateway.io')).rejects.toMatchObject({ code: 'ETIMEOUT' });
  });

  test('is not brought down by what is no question', async () => {
    const server = variable('dns-server');
    expect(await exchange(server, Buffer.from('hello'), 200)).toBeNull();
    const cutShort = Buffer.from('beef01000001000000000000' + '3f61', 'hex');
    const refused = await exchange(server, cutShort);
    expect([refused?.readUInt16BE(0), (refused?.readUInt16BE(2) ?? 0) & 0xf]).toEqual([0xbeef, 1]);
    expect(await resolver().resolve4('api.mediagateway.io')).toEqual(['127.0.0.1']);
  });
});

describe('NTP', () => {
  const EPOCH_S = 2_208_988_800;
  const timeAt = (packet: Buffer, at: number) =>
    (packet.readUInt32BE(at) - EPOCH_S + packet.readUInt32BE(at + 4) / 2 ** 32) * 1_000;

  /** The offset as RFC 4330 computes it: how far the server's clock is ahead of ours, ms. */
  async function offsetMs(): Promise<number> {
    const packet = Buffer.alloc(48);
    packet[0] = (4 << 3) | 3;
    const sentMs = Date.now();
    packet.writeUInt32BE(Math.floor(sentMs / 1_000) + EPOCH_S, 40);
    packet.writeUInt32BE(Math.floor(((sentMs % 1_000) / 1_000) * 2 ** 32), 44);
    const answer = await exchange(variable('ntp-server'), packet);
    const heardMs = Date.now();
    if (!answer) throw new Error('No answer came from the time server.');
    expect([(answer[0] ?? 0) & 7, (answer[0] ?? 0) >> 6, answer[1]]).toEqual([4, 0, 2]);
    expect(answer.subarray(24, 32)).toEqual(packet.subarray(40, 48));
    return (timeAt(answer, 32) - sentMs + (timeAt(answer, 40) - heardMs)) / 2;
  }

  test('tells the real time to a few milliseconds', async () => {
    expect(Math.abs(await offsetMs())).toBeLessThan(50);
  });

  test('can be off, ahead or behind, by what a fault says', async () => {
    cluster.rehearsal.faults.inject({ scenario: 'clock-off', offsetMs: 2_500 });
    expect(Math.abs((await offsetMs()) - 2_500)).toBeLessThan(50);
    cluster.rehearsal.faults.clear();
    cluster.rehearsal.faults.inject({ scenario: 'clock-off', offsetMs: -90_000 });
    expect(Math.abs((await offsetMs()) + 90_000)).toBeLessThan(50);
  });

  test('answers clients alone', async () => {
    const server = Buffer.alloc(48);
    server[0] = (4 << 3) | 4;
    expect(await exchange(variable('ntp-server'), server, 200)).toBeNull();
    expect(await exchange(variable('ntp-server'), Buffer.alloc(12), 200)).toBeNull();
  });
});
