import http from 'node:http';
import type { ApiDescription, Asked } from './api-description.ts';

export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Request = Asked & { readonly headers: http.IncomingHttpHeaders; readonly json: unknown };
/** An answer, or none: `cut` breaks the connection, `cut-after` does so once the request has been carried out. */
export type Doing = Answer | 'cut' | 'hang';

export type DescribedServer = {
  readonly url: string;
  readonly heard: readonly Request[];
  /** Everything that did not agree with the description; a test expects none. */
  readonly violations: readonly string[];
  stop(): Promise<void>;
};

/**
 * A server on loopback that plays an API: every request is checked against the API's own description before it is
 * carried out, and every answer before it is sent. `bodies` has what the description says in prose alone, by content type.
 */
export async function startDescribedServer(
  api: ApiDescription,
  carryOut: (request: Request) => Doing,
  bodies: Readonly<Record<string, object>> = {},
): Promise<DescribedServer> {
  const heard: Request[] = [];
  const violations: string[] = [];
  const server = http.createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const request: Request = {
      method: incoming.method ?? '',
      url: new URL(incoming.url ?? '/', 'http://127.0.0.1'),
      contentType: incoming.headers['content-type'] ?? '',
      body,
      headers: incoming.headers,
      json: body === '' ? undefined : JSON.parse(body),
    };
    heard.push(request);
    violations.push(...api.request(request, bodies));
    const doing = carryOut(request);
    if (doing === 'hang') return;
    if (doing === 'cut') return void incoming.socket.destroy();
    const text = doing.body === undefined ? '' : JSON.stringify(doing.body);
    violations.push(...api.answer(request, doing.status, text));
    response.writeHead(doing.status, { 'content-type': 'application/json', ...doing.headers }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    heard,
    violations,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
