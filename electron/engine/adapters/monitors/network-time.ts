import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { performance } from 'node:perf_hooks';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type Doing, lost, networkFault } from '../network-fault.ts';
import { hostAndPort } from './host-and-port.ts';
import type { TimePort, TimeSeen } from './port.ts';

const NTP_PORT = 123;
/** Seconds from 1900, where NTP counts from, to 1970. */
const TO_1970_S = 2_208_988_800;
const ERA_S = 2 ** 32;
/** No leap second announced, version 4, mode client. */
const CLIENT = 0x23;
const SERVER_MODE = 4;
const UNSYNCHRONISED = 3;

/** An NTP timestamp as epoch ms; from 2036 on its seconds start from zero again. */
function epochMs(packet: Buffer, offset: number): number {
  const seconds = packet.readUInt32BE(offset);
  const era = seconds < TO_1970_S ? ERA_S : 0;
  return (seconds + era - TO_1970_S) * 1000 + (packet.readUInt32BE(offset + 4) / ERA_S) * 1000;
}

/** The four times of one exchange make the offset (RFC 4330); the way there and back is taken as equally long. */
function measured(packet: Buffer, sentAt: number, elapsedMs: number): TimeSeen {
  const [received, transmitted] = [epochMs(packet, 32), epochMs(packet, 40)];
  const roundTripMs = Math.max(0, elapsedMs - (transmitted - received));
  const offsetMs = (received - sentAt + (transmitted - (sentAt + elapsedMs))) / 2;
  return { offsetMs, roundTripMs, stratum: packet.readUInt8(1) };
}

function refusalOf(packet: Buffer): string | null {
  const stratum = packet.readUInt8(1);
  if (stratum === 0) return `it asks to be left alone (${packet.toString('latin1', 12, 16).replaceAll(/[^A-Z]/g, '')})`;
  if (packet.readUInt8(0) >> 6 === UNSYNCHRONISED || stratum > 15) return 'its own clock is not set by anything';
  return null;
}

/** Asks a time server once, by SNTP over UDP. Answers that aren't to our question are passed over. */
export const createTimeLook = (): TimePort => ({
  async offset(server, signal): Promise<Result<TimeSeen, Fault>> {
    const doing: Doing = { what: 'ask the time', where: `time server ${server}`, changes: false };
    const place = hostAndPort(server, NTP_PORT);
    if (place === null) return err(lost(doing, 'invalid', `"${server}" is no address of a server`));
    try {
      const { address, family } = await lookup(place.host);
      if (signal?.aborted) return err(networkFault(signal.reason, doing, signal));
      return await exchange({ address, family, port: place.port }, doing, signal);
    } catch (error) {
      return err(networkFault(error, doing, signal));
    }
  },
});

function exchange(
  to: { readonly address: string; readonly family: number; readonly port: number },
  doing: Doing,
  signal: AbortSignal | undefined,
): Promise<Result<TimeSeen, Fault>> {
  // What we send as our time comes back: random, so that nobody who doesn't see the question can answer it.
  const question = Buffer.concat([Buffer.from([CLIENT]), Buffer.alloc(39), randomBytes(8)]);
  const socket = createSocket(to.family === 6 ? 'udp6' : 'udp4');
  let isOver = false;
  return new Promise((resolve) => {
    const end = (result: Result<TimeSeen, Fault>) => {
      if (isOver) return;
      isOver = true;
      signal?.removeEventListener('abort', onAbort);
      socket.close();
      resolve(result);
    };
    const onAbort = () => end(err(networkFault(signal?.reason, doing, signal)));
    signal?.addEventListener('abort', onAbort);
    socket.on('error', (error) => end(err(networkFault(error, doing))));
    socket.connect(to.port, to.address, () => {
      const [sentAt, startedAt] = [Date.now(), performance.now()];
      socket.on('message', (packet) => {
        const elapsedMs = performance.now() - startedAt;
        if (packet.length < 48 || (packet.readUInt8(0) & 7) !== SERVER_MODE) return;
        if (!packet.subarray(24, 32).equals(question.subarray(40, 48))) return;
        const refusal = refusalOf(packet);
        end(refusal === null ? ok(measured(packet, sentAt, elapsedMs)) : err(lost(doing, 'unavailable', refusal)));
      });
      if (!isOver) socket.send(question);
    });
  });
}
