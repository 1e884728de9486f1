import { createSocket } from 'node:dgram';

/** How it answers; `offsetMs`: how far its clock is ahead of this machine's. */
export type TimeTraits = {
  readonly offsetMs?: number;
  readonly delayMs?: number;
  readonly stratum?: number;
  readonly kind?: 'right' | 'garbage' | 'someone-elses' | 'silent' | 'kiss';
};

const ERA_S = 2 ** 32;
function writeTime(packet: Buffer, at: number, offset: number): void {
  const seconds = Math.floor(at / 1000);
  packet.writeUInt32BE(seconds + 2_208_988_800, offset);
  packet.writeUInt32BE(Math.floor(((at - seconds * 1000) / 1000) * ERA_S), offset + 4);
}

function answerTo(question: Buffer, { offsetMs = 0, stratum = 2, kind = 'right' }: TimeTraits): Buffer {
  if (kind === 'garbage') return Buffer.from('this is no time at all');
  const packet = Buffer.alloc(48);
  packet.writeUInt8(0x24, 0);
  packet.writeUInt8(kind === 'kiss' ? 0 : stratum, 1);
  if (kind === 'kiss') packet.write('RATE', 12, 'latin1');
  if (kind !== 'someone-elses') question.copy(packet, 24, 40, 48);
  writeTime(packet, Date.now() + offsetMs, 32);
  writeTime(packet, Date.now() + offsetMs, 40);
  return packet;
}

/** A time server (SNTP over UDP) on loopback. */
export async function startTimeServer(traits: TimeTraits = {}): Promise<{ server: string; stop(): Promise<void> }> {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    if (traits.kind === 'silent') return;
    const answer = answerTo(question, traits);
    setTimeout(() => socket.send(answer, from.port, from.address), traits.delayMs ?? 0);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    server: `127.0.0.1:${socket.address().port}`,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
