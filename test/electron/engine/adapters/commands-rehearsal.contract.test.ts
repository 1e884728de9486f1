import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { outputsIn } from '#engine/adapters/commands/output-file.ts';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import type { OperationKind } from '#engine/adapters/operation-kind.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { builtInPacks } from '#engine/pack-places.ts';
import { type Rehearsal, startRehearsal } from '#rehearsal/start.ts';
import type { CommandSpec, MessageSpec } from '#shared/domain/operation/spec.ts';
import { err } from '#shared/lib/result.ts';
import { findProgram } from '#test/servers/program.ts';
import { never, runContext, value } from './support/run-context.ts';

const nobody = { kind: 'fault', cause: 'invalid', message: 'no messages here', retryable: false } as const;
const messages: OperationKind<MessageSpec> = {
  kind: 'message.post',
  plan: async () => err(nobody),
  run: async () => ({ kind: 'failed', fault: nobody }),
  look: async () => err(nobody),
};
const hasCurl = findProgram('curl') !== null && process.platform !== 'win32';

describe.skipIf(!hasCurl)(`programs of the Media Gateway pack${hasCurl ? '' : ' (skipped: there is no curl)'}`, () => {
  let dir = '';
  let rehearsal: Rehearsal;
  let outside: Outside;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tminus-rehearsal-'));
    rehearsal = await startRehearsal({ dir, podReadyMs: [50, 100], cloneMs: 1_500 });
    const own = { packFolder: join(builtInPacks, 'media-gateway'), keepOutput: outputsIn(join(dir, 'outputs')) };
    outside = value(await connectOutside(connectionsFromRehearsal(JSON.stringify(rehearsal.addresses)), own));
  });
  afterEach(() => rehearsal.faults.clear());
  afterAll(async () => {
    await outside?.close();
    await rehearsal?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** Plans it and runs what was planned; its outcome and everything it said. */
  async function run(program: string, words: readonly string[], more: Partial<CommandSpec> = {}) {
    const spec: CommandSpec = {
      ...{ kind: 'command.run', program, arguments: [...words], timeoutMs: 30_000, isRepeatable: false },
      ...more,
    };
    const kind = outside.kinds({ messages, noted: () => ({}) })['command.run'];
    const plan = value(await kind.plan(spec, never()));
    expect(plan.checks.filter(({ state }) => state === 'act')).toEqual([]);
    const context = runContext();
    const outcome = await kind.run(spec, plan, context);
    return { outcome, said: context.lines.slice(1).join('\n') };
  }
  const variable = (name: string) => rehearsal.addresses.variables[name] ?? '';
  const smoke = (...words: string[]) =>
    run('./scripts/smoke-test.sh', [...words, '--url', variable('smoke-url'), '--cacert', variable('smoke-ca')], {
      expected: 'All tests pass',
    });
  const scale = async (deployment: string, count: number) => {
    const kind = outside.kinds({ messages, noted: () => ({}) })['kubernetes.scale'];
    const spec = { kind: 'kubernetes.scale', deployment, replicas: { count }, readyTimeoutMs: 20_000 } as const;
    expect(await kind.run(spec, null, runContext({ isGoal: true }))).toMatchObject({ kind: 'done' });
  };

  describe('the smoke test', () => {
    test('passes for all eight services while stable does its work', async () => {
      const { outcome, said } = await smoke('--full');
      expect(outcome).toMatchObject({ kind: 'done', output: { tail: expect.stringContaining('All tests pass') } });
      expect(said.match(/^ok {4}[a-z-]+ stable: /gm)).toHaveLength(8);
    });

    test('fails for a canary without a pod, passes once it has one, and fails when 6 % of its requests do', async () => {
      expect((await smoke('--target', 'canary', '--service', 'auth-service')).outcome).toMatchObject({
        kind: 'failed',
        fault: { message: './scripts/smoke-test.sh ended with exit code 1.' },
      });
      await scale('auth-service-canary', 1);
      expect((await smoke('--target', 'canary', '--service', 'auth-service')).outcome.kind).toBe('done');
      rehearsal.faults.inject({ scenario: 'error-spike', service: 'auth-service', percent: 6 });
      const { outcome, said } = await smoke('--target', 'canary', '--service', 'auth-service');
      expect(outcome.kind).toBe('failed');
      expect(said).toMatch(
        /FAIL {2}auth-service canary: 1 ready pod, 6\.\d\d % of its requests fail\n1 of 1 tests failed/,
      );
      expect((await smoke('--target', 'stable', '--service', 'auth-service')).outcome.kind).toBe('done');
    });

    test('fails when nothing answers, and says so', async () => {
      const { outcome, said } = await run('./scripts/smoke-test.sh', ['--full', '--url', 'http://127.0.0.1:9/smoke']);
      expect(outcome.kind).toBe('failed');
      expect(said).toContain('could not be listed');
    });

    test.each([
      [['--target', 'everything']],
      [['--full', '--service']],
      [['--service', 'a;b', '--full']],
      [['--full']],
    ])('called as %j says how it is used and asks nobody', async (words) => {
      const { outcome, said } = await run('./scripts/smoke-test.sh', words);
      expect(outcome).toMatchObject({ fault: { message: expect.stringContaining('exit code 2') } });
      expect(said).toContain('usage: smoke-test.sh');
    });
  });

  describe('the database', () => {
    const clone = (name: string, at: number | string) => {
      const time = typeof at === 'number' ? new Date(at).toISOString() : at;
      return run('gcloud', ['sql', 'instances', 'clone', 'media-gateway-db', name, `--point-in-time=${time}`]);
    };
    const ask = (host: string, sql: string, ...more: string[]) =>
      run('psql', ['-h', host, '-U', 'admin', '-d', 'media_gateway', ...more, '-c', sql]);
    const rows = async (host: string) => Number((await ask(host, 'SELECT count(*) FROM users;', '-At')).said);

    test('is cloned as it was, and the clone says how many rows it has and when the last one came', async () => {
      const at = rehearsal.launchNow() - 60 * 60_000;
      const { outcome, said } = await clone('restored-1', at);
      expect(outcome).toMatchObject({ kind: 'done' });
      expect(said).toMatch(/still cloning[\s\S]*Created restored-1, RUNNABLE at restored-1\.sql\.rehearsal\.internal$/);
      const answer = await ask(
        'restored-1.sql.rehearsal.internal',
        'SELECT count(*) FROM users; SELECT max(created_at) FROM content;',
      );
      expect(answer.outcome).toMatchObject({ kind: 'done' });
      expect(answer.said).toMatch(/count[\s\S]*\(1 row\)[\s\S]*max[\s\S]*\(1 row\)/);
      expect(answer.said).toContain(new Date(at - 12_000).toISOString().slice(0, 19).replace('T', ' '));
      expect((await rows('10.20.0.5')) - (await rows('restored-1.sql.rehearsal.internal'))).toBeGreaterThanOrEqual(120);
      expect((await run('gcloud', ['sql', 'instances', 'describe', 'restored-1'])).said).toContain('state: RUNNABLE');
    });

    test('is not cloned under a name that is taken, from the future, or from before its backup', async () => {
      const hourAgo = rehearsal.launchNow() - 60 * 60_000;
      for (const [name, at, text] of [
        ['media-gateway-db', hourAgo, '[HTTPError 409] The Cloud SQL instance already exists.'],
        ['restored-2', rehearsal.launchNow() + 60_000, 'lies in the future'],
        ['restored-2', rehearsal.launchNow() - 5 * 3_600_000, 'before the oldest backup'],
        ['restored-2', 'yesterday', 'Invalid value for --point-in-time'],
      ] as const) {
        const { outcome, said } = await clone(name, at);
        expect(outcome).toMatchObject({ kind: 'failed', fault: { message: 'gcloud ended with exit code 1.' } });
        expect(said).toContain(text);
      }
      expect((await run('gcloud', ['sql', 'instances', 'describe', 'restored-2'])).outcome.kind).toBe('failed');
    });

    test('that is not there, or a table that is not in it, is an error', async () => {
      const nowhere = await ask('nobody.example', 'SELECT 1');
      expect(nowhere.outcome).toMatchObject({ fault: { message: 'psql ended with exit code 2.' } });
      expect(nowhere.said).toContain('could not translate host name "nobody.example"');
      const { outcome, said } = await ask('10.20.0.5', 'SELECT count(*) FROM payments');
      expect(outcome).toMatchObject({ fault: { message: 'psql ended with exit code 1.' } });
      expect(said).toContain('relation "payments" does not exist');
    });

    test('is being cloned on after the program was cancelled: a person looks what came of it', async () => {
      const kind = outside.kinds({ messages, noted: () => ({}) })['command.run'];
      const words = ['sql', 'instances', 'clone', 'media-gateway-db', 'restored-3'];
      const time = `--point-in-time=${new Date(rehearsal.launchNow() - 60_000).toISOString()}`;
      const spec: CommandSpec = {
        ...{
          kind: 'command.run',
          program: 'gcloud',
          arguments: [...words, time],
          timeoutMs: 30_000,
          isRepeatable: false,
        },
      };
      const context = runContext();
      const running = kind.run(spec, value(await kind.plan(spec, never())), context);
      await expect.poll(() => context.lines.join(), { timeout: 10_000 }).toContain('still cloning');
      context.cancel();
      expect(await running).toMatchObject({ kind: 'failed', fault: { cause: 'cancelled' } });
      const state = async () => (await run('gcloud', ['sql', 'instances', 'describe', 'restored-3'])).said;
      await expect.poll(state, { timeout: 10_000, interval: 500 }).toContain('state: RUNNABLE');
      expect((await kind.look(spec, null, never())).ok).toBe(false);
    });
  });
});
