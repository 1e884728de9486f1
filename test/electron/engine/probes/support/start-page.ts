import { createServer, type ServerResponse } from 'node:http';

/** A page that can be held back, broken and mended, and that counts who asks. */
export async function startPage() {
  const held = new Set<ServerResponse>();
  const paths: string[] = [];
  const times: number[] = [];
  let [isHolding, status, most] = [false, 200, 0];
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    times.push(Date.now());
    if (!isHolding) return void response.writeHead(status).end();
    held.add(response);
    most = Math.max(most, held.size);
    response.on('close', () => held.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    hold: () => {
      isHolding = true;
    },
    release: () => {
      isHolding = false;
      for (const response of held) response.writeHead(status).end();
    },
    fail: () => {
      status = 500;
    },
    mend: () => {
      status = 200;
    },
    waiting: () => held.size,
    /** The most that were held at the same time. */
    most: () => most,
    asked: (path: string) => paths.filter((one) => one === path).length,
    times: () => times,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
