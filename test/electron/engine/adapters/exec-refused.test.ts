import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { programOf } from '#engine/adapters/kubernetes/exec-plugin.ts';
import { clusterKubeconfig } from '#test/servers/cluster-kubeconfig.ts';
import { selfSigned, startHttpsServer } from '#test/servers/https-server.ts';
import { value } from './support/run-context.ts';

test.each(['', ',"expirationTimestamp":"2099-01-01T00:00:00Z"'])(
  'a token that the cluster no longer takes is asked for anew (%s)',
  async (expires) => {
    const own = await selfSigned('localhost');
    let taken = 'Bearer t1';
    const server = await startHttpsServer(own, (request, response) => {
      response.setHeader('content-type', 'application/json');
      if (request.headers.authorization !== taken) {
        response.statusCode = 401;
        return response.end(
          JSON.stringify({ kind: 'Status', reason: 'Unauthorized', code: 401, message: 'Unauthorized' }),
        );
      }
      return response.end('{"major":"1","minor":"30","gitVersion":"v1.30.0"}');
    });
    const folder = mkdtempSync(join(tmpdir(), 'tminus-exec-'));
    const program = join(folder, 'get-token');
    writeFileSync(
      program,
      `#!/bin/sh
echo x >> ${folder}/count
n=$(wc -l < ${folder}/count | tr -d ' ')
echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t'$n'"${expires}}}'
`,
    );
    chmodSync(program, 0o700);
    const apiVersion = 'client.authentication.k8s.io/v1';
    const exec = { apiVersion, interactiveMode: 'Never', command: './get-token', args: [] };
    const kubeconfig = await clusterKubeconfig(folder, { ...own, port: server.port }, { exec });
    const allowed = programOf(exec, folder);
    const connection = value(
      await connectKubernetes(
        { kubeconfig, context: 'test', namespace: 'default', allowedExecPlugins: [allowed ?? ''] },
        3_000,
      ),
    );
    const ask = () =>
      connection.call({ verb: 'get', resource: 'version' }, ({ version }, options) => version.getCode({}, options));
    expect(await ask()).toMatchObject({ ok: true });
    taken = 'Bearer t2';
    // Credentials that are only just there are not asked for again: the program would be run for every request.
    expect(await ask()).toMatchObject({ ok: false, error: { cause: 'unauthenticated' } });
    const now = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => now() + 10_000);
    const after = await ask();
    vi.restoreAllMocks();
    connection.close();
    await server.stop();
    rmSync(folder, { recursive: true });
    expect(after).toMatchObject({ ok: true });
  },
);
