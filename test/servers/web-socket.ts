import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The other end of a WebSocket (RFC 6455), as much of it as a server needs that speaks and hardly listens. */
export type ServerSocket = {
  text(message: string): void;
  ping(): void;
  /** Ends it as a server does that says why. */
  close(code: number, reason: string): void;
  /** Cuts the connection without a word. */
  cut(): void;
  /** Sends nothing any more, and keeps the connection. */
  hang(): void;
  onGone(listener: () => void): void;
};

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

/** Answers an upgrade; everything the client sends is taken and thrown away but its end. */
export function acceptWebSocket(request: IncomingMessage, socket: Duplex): ServerSocket {
  const key = createHash('sha1')
    .update(`${request.headers['sec-websocket-key'] ?? ''}${GUID}`)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${key}\r\n\r\n`,
  );
  let isHanging = false;
  const send = (opcode: number, payload: Buffer): void => {
    if (!isHanging && !socket.destroyed) socket.write(frame(opcode, payload));
  };
  socket.on('data', (part: Buffer) => {
    // A closing frame of the client: it is answered, and that is the end.
    if (((part[0] ?? 0) & 0x0f) !== 8 || isHanging) return;
    send(8, Buffer.from([0x03, 0xe8]));
    socket.end();
  });
  socket.on('error', () => socket.destroy());
  return {
    text: (message) => send(1, Buffer.from(message)),
    ping: () => send(9, Buffer.alloc(0)),
    close(code, reason) {
      const payload = Buffer.concat([Buffer.alloc(2), Buffer.from(reason)]);
      payload.writeUInt16BE(code);
      send(8, payload);
      socket.end();
    },
    cut: () => socket.destroy(),
    hang() {
      isHanging = true;
    },
    onGone: (listener) => void socket.once('close', listener),
  };
}
