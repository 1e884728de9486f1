import type { Answerer } from './udp-port.ts';

/*
 * SNTP (RFC 4330) on node:dgram. Of our own: the packages of the registry ask for the time, none that is small, maintained and typed
 * gives it.
 */

const PACKET_BYTES = 48;
const MODE_CLIENT = 3;
const MODE_SERVER = 4;
/** Seconds between the beginnings of NTP's time (1900) and of the epoch (1970). */
const EPOCH_S = 2_208_988_800;
const STRATUM = 2;
/** 2^-20 s, about a microsecond. */
const PRECISION_LOG2 = -20;

/** Writes a moment, epoch ms with fractions, as NTP's 32 bits of seconds and 32 of their fraction. */
function writeTime(packet: Buffer, at: number, epochMs: number): void {
  const seconds = Math.floor(epochMs / 1_000);
  const fraction = Math.floor((epochMs / 1_000 - seconds) * 2 ** 32);
  packet.writeUInt32BE((seconds + EPOCH_S) % 2 ** 32, at);
  packet.writeUInt32BE(fraction, at + 4);
}

/** Answers what asks for the time as a client does, with the time of `nowMs` (epoch ms, fractions allowed). */
export function timeServer(nowMs: () => number): Answerer {
  return (request) => {
    const receivedMs = nowMs();
    const first = request[0] ?? 0;
    if (request.length < PACKET_BYTES || (first & 7) !== MODE_CLIENT) return null;
    const version = (first >> 3) & 7;
    const packet = Buffer.alloc(PACKET_BYTES);
    packet[0] = (version << 3) | MODE_SERVER;
    packet[1] = STRATUM;
    packet[2] = request[2] ?? 0;
    packet.writeInt8(PRECISION_LOG2, 3);
    packet.writeUInt32BE(1, 4);
    packet.writeUInt32BE(1, 8);
    packet.write('LOCL', 12, 'latin1');
    writeTime(packet, 16, receivedMs);
    // The client's own transmit time, by which it knows its answer and takes the way there and back out of the offset.
    request.copy(packet, 24, 40, 48);
    writeTime(packet, 32, receivedMs);
    writeTime(packet, 40, nowMs());
    return packet;
  };
}
