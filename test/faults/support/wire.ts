import { readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A stretch of network in front of a server: what is encrypted passes through as it is, or stops to. */
export type Wire = {
  /** Open connections. */
  count(): number;
  /** From now on nothing comes through open connections, and nobody is told: as when a firewall forgets them. */
  forget(): void;
  /** New connections are taken and nothing ever comes of them. */
  hang(isHung: boolean): void;
  /** Cuts every open connection after so many more bytes of answers, in the midst of whatever it is. */
  cutAfter(bytes: number): void;
  /** Answers come at so many bytes a second; null: as fast as they are. */
  slow(bytesPerSecond: number | null): void;
  stop(): Promise<void>;
};
type Open = { readonly client: net.Socket; readonly server: net.Socket; isForgotten: boolean; left: number };

/** Puts a wire in front of the server that a kubeconfig names, and writes the kubeconfig that leads through it. */
export async function wireBefore(kubeconfig: string, through: string): Promise<Wire> {
  const text = await readFile(kubeconfig, 'utf8');
  const [, port = ''] = /server: https:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? [];
  const open = new Set<Open>();
  const sockets = new Set<net.Socket>();
  const kept = (socket: net.Socket): net.Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket));
  };
  let isHung = false;
  let bytesPerSecond: number | null = null;
  const bring = async (one: Open, part: Buffer): Promise<void> => {
    if (one.isForgotten) return;
    const passed = part.subarray(0, one.left);
    one.left -= passed.length;
    for (let from = 0; bytesPerSecond !== null && from < passed.length; from += bytesPerSecond / 10) {
      one.client.write(passed.subarray(from, from + bytesPerSecond / 10));
      await sleep(100);
    }
    if (bytesPerSecond === null) one.client.write(passed);
    if (one.left <= 0) one.client.destroy();
  };
  const listener = net.createServer((client) => {
    kept(client).on('error', () => undefined);
    if (isHung) return;
    const server = kept(net.connect(Number(port), '127.0.0.1'));
    const one: Open = { client, server, isForgotten: false, left: Number.POSITIVE_INFINITY };
    open.add(one);
    server.on('error', () => client.destroy());
    client.on('data', (part) => one.isForgotten || server.write(part));
    let before = Promise.resolve();
    server.on('data', (part) => {
      before = before.then(() => bring(one, part));
    });
    server.on('close', () => one.isForgotten || client.destroy());
    client.on('close', () => {
      open.delete(one);
      server.destroy();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  await writeFile(through, text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${own}`), { mode: 0o600 });
  const each = (change: (one: Open) => void): void => {
    for (const one of open) change(one);
  };
  return {
    count: () => open.size,
    forget() {
      each((one) => {
        one.isForgotten = true;
      });
    },
    hang(is) {
      isHung = is;
    },
    cutAfter(bytes) {
      each((one) => {
        one.left = bytes;
      });
    },
    slow(rate) {
      bytesPerSecond = rate;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
}
