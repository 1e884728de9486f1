import http from 'node:http';

/**
 * What happens to a request on its way: its answer is lost after the server did it, it never gets there, or nothing
 * answers any more.
 */
export type ProxyTrouble = 'lose-answer' | 'lose-request' | 'hang';

/** A network between a client and a server that speaks plain HTTP; `next` is what happens to requests from now on. */
export async function startHttpProxy(upstream: string) {
  const heard: string[] = [];
  let trouble: ProxyTrouble | null = null;
  let left = 0;
  const server = http.createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    const now = left > 0 && request.method !== 'GET' ? trouble : null;
    if (now !== null) left -= 1;
    if (now === 'hang') return;
    if (now === 'lose-request') return void request.socket.destroy();
    const onward = http.request(new URL(request.url ?? '/', upstream), {
      method: request.method,
      headers: request.headers,
    });
    onward.on('response', (answer) => {
      if (now === 'lose-answer') return void answer.resume().on('end', () => request.socket.destroy());
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    /** The next `times` requests that change something meet this. */
    next(what: ProxyTrouble, times = 1): void {
      trouble = what;
      left = times;
    },
    stop(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
