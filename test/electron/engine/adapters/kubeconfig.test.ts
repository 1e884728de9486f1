import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { ExecCredentials } from '#engine/adapters/kubernetes/exec-credentials.ts';
import { callText, type ExecCall, programOf } from '#engine/adapters/kubernetes/exec-plugin.ts';
import { seenContexts } from '#engine/settings/contexts.ts';
import type { AllowedProgram } from '#shared/settings/connections-shape.ts';
import { isAlive } from './support/programs.ts';
import { fault, value } from './support/run-context.ts';

describe('which kubeconfig is trusted', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tminus-kubeconfig-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const config = (cluster: object, user: object) => ({
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1', ...cluster } }],
    users: [{ name: 'u', user }],
    contexts: [
      { name: 'launch', context: { cluster: 'c', user: 'u' } },
      { name: 'orphan', context: { cluster: 'gone', user: 'u' } },
    ],
    'current-context': 'somewhere-else',
  });
  function connect(content: object | string, more: { context?: string; allowedExecPlugins?: string[] } = {}) {
    const kubeconfig = join(folder, 'config');
    writeFileSync(kubeconfig, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
    return connectKubernetes({ kubeconfig, context: 'launch', namespace: 'n', ...more });
  }

  test('the context is the one that was named, whatever the current one is', async () => {
    const connection = value(await connect(config({}, { token: 't' })));
    expect(connection.place).toEqual({ context: 'launch', namespace: 'n', user: 'u', server: 'https://127.0.0.1:1' });
    expect(connection.kubeconfig.getCurrentContext()).toBe('launch');
    connection.close();
  });

  test.each([
    [
      'insecure-skip-tls-verify',
      config({ 'insecure-skip-tls-verify': true }, { token: 't' }),
      /insecure-skip-tls-verify/,
    ],
    ['plain http', config({ server: 'http://127.0.0.1:1' }, { token: 't' }), /isn't https/],
    [
      'a program that nobody allowed',
      config({}, { exec: { command: '/bin/evil', apiVersion: 'v1' } }),
      /runs the program \/bin\/evil/,
    ],
    ['an auth provider that nobody allowed', config({}, { 'auth-provider': { name: 'gcp' } }), /auth-provider gcp/],
    ['a token outside its folder', config({}, { tokenFile: '/etc/passwd' }), /tokenFile \/etc\/passwd lies outside/],
    ['a key outside its folder', config({}, { 'client-key': '../key.pem' }), /client-key \.\.\/key\.pem lies outside/],
    ['another user in the name of ours', config({}, { token: 't', as: 'root' }), /acts as another user/],
    ['something that is no kubeconfig', 'just: [text', /isn't a kubeconfig/],
    ['an empty file', '', /isn't a kubeconfig/],
  ])('%s is refused by name', async (_name, content, words) => {
    const told = fault(await connect(content));
    expect(told).toMatchObject({ cause: 'invalid', retryable: false, message: expect.stringMatching(words) });
    expect(told.hint).toBeTruthy();
  });

  test('a program on the list may run', async () => {
    const listed = config(
      {},
      { exec: { command: 'gke-gcloud-auth-plugin', apiVersion: 'client.authentication.k8s.io/v1' } },
    );
    const connection = value(await connect(listed, { allowedExecPlugins: ['gke-gcloud-auth-plugin'] }));
    connection.close();
  });

  test('a context that is not there is told with those that are', async () => {
    expect(fault(await connect(config({}, { token: 't' }), { context: 'production' })).message).toContain(
      'it has no context production (it has: launch, orphan)',
    );
    expect(fault(await connect(config({}, { token: 't' }), { context: 'orphan' })).message).toContain(
      "a cluster it doesn't have",
    );
  });

  test.skipIf(process.platform === 'win32')(
    'a pipe or a device is no kubeconfig, and nobody waits for it',
    async () => {
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      for (const kubeconfig of [pipe, '/dev/zero', folder])
        expect(fault(await connectKubernetes({ kubeconfig, context: 'c', namespace: 'n' })).message).toMatch(
          /isn't a kubeconfig|can't be read/,
        );
      expect(programOf({ command: '/dev/zero' }, folder)).toBeNull();
    },
  );

  test('a file that is not there is told with its path', async () => {
    const told = fault(await connectKubernetes({ kubeconfig: join(folder, 'none'), context: 'c', namespace: 'n' }));
    expect(told).toMatchObject({ cause: 'disk', message: expect.stringContaining(join(folder, 'none')) });
  });
});

describe('a program that a person has allowed', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tminus-plugin-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const kubeconfig = () => join(folder, 'config');
  const call = { apiVersion: 'client.authentication.k8s.io/v1', command: './get-token', args: ['--cluster', 'prod'] };
  const write = (exec: object, program = '#!/bin/sh\n') => {
    writeFileSync(join(folder, 'get-token'), program, { mode: 0o700 });
    const content = {
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
      users: [{ name: 'u', user: { exec } }],
      contexts: [{ name: 'launch', context: { cluster: 'c', user: 'u' } }],
    };
    writeFileSync(kubeconfig(), JSON.stringify(content), { mode: 0o600 });
  };
  const connect = (allowed: AllowedProgram) =>
    connectKubernetes({ kubeconfig: kubeconfig(), context: 'launch', namespace: 'n', allowedExecPlugins: [allowed] });
  const pinned = (exec: ExecCall = call): AllowedProgram => {
    const pin = programOf(exec, folder);
    if (pin === null) throw new Error('there is no program');
    return pin;
  };

  test('is shown without what looks like a secret in its arguments', () => {
    const args = ['--client-secret', 'canary 1', '--token=canary-2', '-password', 'canary-3', '--cluster', 'prod'];
    const text = callText({ command: 'get-token', args });
    expect(text).not.toContain('canary');
    expect(text).toContain('--cluster prod');
  });

  const version = { verb: 'get', resource: 'version' } as const;
  const token = (status: object) =>
    `#!/bin/sh\ncd "$(dirname "$0")"\necho run >> runs\necho '${JSON.stringify({ status })}'\n`;
  /** Deaf to being asked to end, and with something started that is, too. */
  const hanging = `#!/bin/sh\ncd "$(dirname "$0")"\ntrap '' TERM\nsleep 600 &\necho $! > pid\nwait\n`;
  const pidOfWhatItStarted = async (): Promise<number> => {
    const said = () => (existsSync(join(folder, 'pid')) ? readFileSync(join(folder, 'pid'), 'utf8') : '');
    await expect.poll(said, { timeout: 10_000 }).toMatch(/^\d+\n$/);
    return Number(said());
  };

  test('runs from where it lay, once for all who wait for what it gives', async () => {
    write(call, token({ token: 't-1' }));
    const connection = value(await connect(pinned()));
    const ask = () => connection.streams();
    const answers = await Promise.all([ask(), ask(), ask()]);
    for (const answer of answers) expect(answer.headers).toMatchObject({ Authorization: 'Bearer t-1' });
    expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('run\n');
    connection.close();
  });

  test('runs again when what it gave has expired', async () => {
    rmSync(join(folder, 'runs'), { force: true });
    write(call, token({ token: 't-1', expirationTimestamp: '2020-01-01T00:00:00Z' }));
    const connection = value(await connect(pinned()));
    for (let times = 0; times < 2; times += 1) {
      const answer = await connection.call(version, () => Promise.resolve(0));
      expect(value(answer)).toBe(0);
    }
    expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('run\nrun\n');
    connection.close();
  });

  test('is ended with all it has started when the connection is closed; nobody waits for it then', async () => {
    rmSync(join(folder, 'pid'), { force: true });
    write(call, hanging);
    const connection = value(await connect(pinned()));
    const asked = connection.call(version, ({ version: api }, options) => api.getCode({}, options));
    const pid = await pidOfWhatItStarted();
    connection.close();
    expect(fault(await asked)).toMatchObject({ cause: 'cancelled' });
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('is the only one: an auth-provider beside it, which would run another, is left out', async () => {
    write(call, token({ token: 't-1' }));
    const pin = pinned();
    const other = { name: 'exec', config: { exec: { command: '/bin/sh', args: ['-c', 'echo evil'] } } };
    const file = JSON.parse(readFileSync(kubeconfig(), 'utf8'));
    file.users[0].user['auth-provider'] = other;
    writeFileSync(kubeconfig(), JSON.stringify(file), { mode: 0o600 });
    const connection = value(await connect(pin));
    expect((await connection.streams()).headers).toMatchObject({ Authorization: 'Bearer t-1' });
    connection.close();
  });

  test('is waited for no longer by whoever gives up', async () => {
    write(call, hanging);
    const connection = value(await connect(pinned()));
    const stop = new AbortController();
    const asked = connection.call({ ...version, verb: 'patch' }, () => Promise.resolve(0), stop.signal);
    stop.abort();
    expect(fault(await asked)).toMatchObject({ cause: 'cancelled', message: 'Cancelled: did not patch version in n.' });
    connection.close();
  });

  test('is ended when it takes too long, and said so', async () => {
    rmSync(join(folder, 'pid'), { force: true });
    write(call, hanging);
    const plugin = new ExecCredentials('u', { ...call, command: join(folder, 'get-token') }, 3000);
    const asked = plugin.ready({ what: 'read the version', where: 'the cluster', changes: false });
    const pid = await pidOfWhatItStarted();
    expect(fault(await asked)).toMatchObject({
      cause: 'unauthenticated',
      message: expect.stringMatching(/^Could not read the version: .*gave none within 3 s and was ended\.$/),
    });
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('that fails is told with its last words, without what looks like a secret', async () => {
    write(call, '#!/bin/sh\necho first >&2\necho "not logged in, token=canary-token" >&2\nexit 1\n');
    const connection = value(await connect(pinned()));
    const { message } = fault(await connection.call(version, () => Promise.resolve(0)));
    expect(message).toContain('which the kubeconfig runs for credentials, failed: not logged in, token=');
    expect(message).not.toContain('canary');
    connection.close();
  });

  test.each([
    ['called with other arguments', { ...call, args: ['-c', 'curl evil'] }, '#!/bin/sh\n', /in another way/],
    ['given another environment', { ...call, env: [{ name: 'X', value: '1' }] }, '#!/bin/sh\n', /in another way/],
    ['whose file has changed', call, '#!/bin/sh\necho changed\n', /another file than the one that was allowed/],
  ])('is refused when it is %s', async (_what, exec, program, words) => {
    write(call);
    const pin = pinned();
    write(exec, program);
    expect(fault(await connect(pin)).message).toMatch(words);
  });

  test('is shown in full before it is allowed, without the values it is given', () => {
    write({ ...call, env: [{ name: 'AWS_PROFILE', value: 'canary-prod' }] });
    chmodSync(kubeconfig(), 0o644);
    const seen = seenContexts(kubeconfig(), []);
    if (!seen.ok) throw new Error(seen.error.message);
    const [context] = seen.value.contexts;
    expect(context?.program).toMatchObject({ line: './get-token --cluster prod', environment: ['AWS_PROFILE'] });
    expect(context?.program?.pin).toEqual(pinned({ ...call, env: [{ name: 'AWS_PROFILE', value: 'canary-prod' }] }));
    expect(context?.problems).toEqual([]);
    expect(seen.value.warning).toContain('chmod 600');
    expect(JSON.stringify(seen)).not.toContain('canary-prod');
  });
});
