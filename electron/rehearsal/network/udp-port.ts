import type { RemoteInfo, Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';

/** Makes the answer to a datagram; null sends none. */
export type Answerer = (message: Buffer) => Buffer | null;

/** A UDP port on 127.0.0.1 that answers datagrams, until it is closed. */
export class UdpPort {
  private readonly name: string;
  private readonly socket: Socket;

  constructor(name: string, answer: Answerer) {
    this.name = name;
    this.socket = createSocket('udp4');
    this.socket.on('message', (message, from) => this.receive(message, from, answer));
  }

  /** Listens on a free port; its address as HOST:PORT. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.socket.once('error', reject);
      this.socket.bind(0, '127.0.0.1', () => {
        this.socket.off('error', reject);
        resolve();
      });
    });
    this.socket.on('error', (error) => console.error(`rehearsal ${this.name}:`, error));
    const { address, port } = this.socket.address();
    return `${address}:${port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  private receive(message: Buffer, from: RemoteInfo, answer: Answerer): void {
    try {
      const reply = answer(message);
      if (reply) this.socket.send(reply, from.port, from.address);
    } catch (error) {
      // A bug of the environment's own must be seen, and must not end the process that plays the whole world.
      console.error(`rehearsal ${this.name}: a datagram of ${message.length} bytes:`, error);
    }
  }
}
