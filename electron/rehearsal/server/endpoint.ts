import type { Server } from 'node:https';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { KeyPairPem } from '../certificates/authority.ts';
import { BadBody, Exchange } from './exchange.ts';

export type Handler = (exchange: Exchange) => Promise<void> | void;

/** One HTTPS server on 127.0.0.1. It can stop listening and come back on the same port, as a server that goes down does. */
export class Endpoint {
  readonly name: string;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly stopping = new AbortController();
  private readonly caCertificate: string;
  private port = 0;

  constructor(name: string, pair: KeyPairPem, caCertificate: string, handler: Handler) {
    this.name = name;
    this.caCertificate = caCertificate;
    this.server = createServer(
      { ...this.identity(pair), requestCert: true, rejectUnauthorized: false },
      (request, response) => {
        request.on('error', () => undefined);
        response.on('error', () => undefined);
        void this.answer(new Exchange(request, response), handler);
      },
    );
    this.server.keepAliveTimeout = 65_000;
    this.server.on('tlsClientError', () => undefined);
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  get origin(): string {
    return `https://${this.host}`;
  }

  /** HOST:PORT of its entrance. */
  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Shows another certificate to every connection made from now on. */
  present(pair: KeyPairPem): void {
    this.server.setSecureContext(this.identity(pair));
  }

  /** Listens; on the port it had before, if it had one. */
  async listen(): Promise<void> {
    if (this.server.listening) return;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    // `listen` on a TCP port always yields an AddressInfo; a string is for pipes.
    const address: AddressInfo | string | null = this.server.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
  }

  /** Refuses new connections and cuts the open ones, until `listen` is called again. */
  async refuse(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.cutAll();
    await closed;
  }

  /** Cuts every open connection; new ones are taken. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.stopping.abort();
    if (this.server.listening) await this.refuse();
    else this.cutAll();
  }

  private identity({ certificate, key }: KeyPairPem) {
    return { cert: certificate, key, ca: this.caCertificate };
  }

  private async answer(exchange: Exchange, handler: Handler): Promise<void> {
    try {
      await handler(exchange);
    } catch (error) {
      if (error instanceof BadBody) exchange.json(error.status, { message: error.message });
      else if (!this.stopping.signal.aborted && !exchange.response.destroyed) {
        // A bug of the environment's own must be seen, and must not end the process that plays the whole world.
        console.error(`rehearsal ${this.name}: ${exchange.method} ${exchange.url.pathname}:`, error);
        exchange.json(500, { message: `The rehearsal environment failed on this request: ${String(error)}` });
      }
    }
  }
}
