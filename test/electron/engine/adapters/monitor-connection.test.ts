import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { createHttpClient } from '#engine/adapters/http/http-client.ts';
import { createMonitorLook } from '#engine/adapters/monitors/look-at-monitor.ts';
import { createPage } from '#engine/adapters/monitors/page.ts';

test('a monitor looks as a user who comes now would: where nobody is let in any more it is down', async () => {
  const server = createServer((_request, response) => response.end('ok'));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  const http = createHttpClient();
  const look = createMonitorLook({ page: createPage(http), certificate: {} as never, name: {} as never });
  const check = { kind: 'http', url } as const;
  expect(await look.check(check)).toMatchObject({ isUp: true });
  // Nothing listens there any more (the name leads elsewhere, the certificate has expired, the firewall lets nobody in).
  const handle = (server as unknown as { _handle: { close(): void } })._handle;
  handle.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(fetch(url, { headers: { connection: 'close' } })).rejects.toThrow();
  expect(await look.check(check)).toMatchObject({ isUp: false });
  await http.close();
  server.closeAllConnections();
});
