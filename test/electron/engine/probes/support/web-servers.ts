import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CertificateAuthority, certificateAuthority, type KeyPairPem } from '#rehearsal/certificates/authority.ts';
import { startHttpsServer } from '#test/servers/https-server.ts';
import { type Reply, startHttpServer } from '../../adapters/support/http-server.ts';

/** Servers of a test file, all on loopback, with a CA of their own in a folder of their own. */
export class WebServers {
  readonly authority: CertificateAuthority;
  readonly folder: string;
  readonly caFile: string;
  readonly #stops: (() => Promise<void>)[] = [];

  private constructor(authority: CertificateAuthority, folder: string, caFile: string) {
    this.authority = authority;
    this.folder = folder;
    this.caFile = caFile;
  }

  static async open(): Promise<WebServers> {
    const folder = await mkdtemp(join(tmpdir(), 'tminus-probes-'));
    const authority = await certificateAuthority();
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, authority.certificate);
    return new WebServers(authority, folder, caFile);
  }

  async secure(pair: KeyPairPem, listener?: Parameters<typeof startHttpsServer>[1]): Promise<number> {
    const server = await startHttpsServer(pair, listener);
    this.#stops.push(server.stop);
    return server.port;
  }

  async plain(...replies: readonly Reply[]) {
    const server = await startHttpServer(...replies);
    this.#stops.push(server.stop);
    return server;
  }

  /** A port where something listens that is no web server. */
  async bare(onConnection: (socket: Socket) => void): Promise<number> {
    const open = new Set<Socket>();
    const server = createServer((socket) => {
      open.add(socket);
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#stops.push(() => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    });
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Ends what was started; the CA stays. */
  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0)) await stop();
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
