import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ProbeCheck } from '#shared/domain/plan/probe.ts';
import { lookAt } from './support/look-at.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tminus-commands-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => {
  delete process.env.TMINUS_TEST_PASSWORD;
});

const sha256 = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
/** A program of the team, and the check that pins it. */
async function program(name: string, script: string, ...words: string[]) {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return { kind: 'command', program: name, arguments: words, sha256: await sha256(file) } as const;
}
const set = (env: string[] = []) => ({ looks: { commands: { folder, env } } });
/** One that has ended but that nobody has asked about yet still has a number. */
const isAlive = (pid: number): boolean => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
};
const pidIn = async (name: string): Promise<number> => {
  await expect.poll(() => readFile(join(folder, name), 'utf8').catch(() => '')).toMatch(/^\d+\n$/);
  return Number(await readFile(join(folder, name), 'utf8'));
};

describe.skipIf(process.platform === 'win32')("a program of the team's", () => {
  test('that ends well is good with the last thing it said, that ends badly is bad', async () => {
    const good = await program('good', 'echo looking; echo "4 of 4 backups readable"');
    expect(await lookAt(good, set())).toMatchObject({
      verdict: 'good',
      text: '4 of 4 backups readable',
      latencyMs: expect.any(Number),
    });
    const bad = await program('bad', 'echo "1 backup is damaged" >&2; exit 3');
    expect(await lookAt(bad, set())).toMatchObject({ verdict: 'bad', text: 'Exit code 3: 1 backup is damaged' });
  });

  test('gets its arguments as they are: no shell reads them', async () => {
    const words = ['$(touch pwned)', '; rm -rf *', 'two words'];
    const check = await program('words', 'for word in "$@"; do printf "[%s]" "$word"; done', ...words);
    expect((await lookAt(check, set())).text).toBe('[$(touch pwned)][; rm -rf *][two words]');
  });

  test('is not run when its file has changed since it was pinned', async () => {
    const check = await program('pinned', 'echo fine');
    await writeFile(join(folder, 'pinned'), `#!/bin/sh\ntouch ${folder}/was-run\n`);
    expect(await lookAt(check, set())).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('is not the file that the pack has pinned'),
    });
    await expect(readFile(join(folder, 'was-run'))).rejects.toThrow();
  });

  test('is unknown when it is not there, can not be started, or its folder is not set', async () => {
    const nowhere: ProbeCheck = { kind: 'command', program: 'nowhere', arguments: [], sha256: '0'.repeat(64) };
    expect(await lookAt(nowhere, set())).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('there is no'),
    });
    expect(await lookAt(nowhere)).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('no folder of commands'),
    });
    const check = await program('not-a-program', 'echo');
    await chmod(join(folder, 'not-a-program'), 0o644);
    expect(await lookAt(check, set())).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining("can't be started"),
    });
  });

  test('sees nothing of the environment but what is allowed, and what it may see is never shown', async () => {
    process.env.TMINUS_TEST_PASSWORD = 'correct horse';
    const check = await program('env', 'echo "password: $(printenv TMINUS_TEST_PASSWORD || echo none)"');
    expect((await lookAt(check, set())).text).toBe('password: none');
    expect((await lookAt(check, { ...set(['TMINUS_TEST_PASSWORD']), secrets: ['correct horse'] })).text).toBe(
      'password: •••',
    );
  });

  test('runs in the folder that is set', async () => {
    expect((await lookAt(await program('where', 'pwd -P'), set())).text).toBe(folder);
  });

  test('that takes too long is ended with all it has started, and is unknown', async () => {
    const check = await program('slow', 'sleep 60 & echo $! > slow-child; echo $$ > slow-self; wait');
    const startedAt = Date.now();
    expect(await lookAt(check, { ...set(), timeoutMs: 400 })).toMatchObject({ verdict: 'unknown', latencyMs: null });
    expect(Date.now() - startedAt).toBeLessThan(3000);
    await expect.poll(async () => isAlive(await pidIn('slow-child'))).toBe(false);
    expect(isAlive(await pidIn('slow-self'))).toBe(false);
  });

  test('that does not hear SIGTERM is ended all the same', async () => {
    const check = await program('deaf', 'trap "" TERM; echo $$ > deaf-self; while :; do sleep 0.1; done');
    expect((await lookAt(check, { ...set(), timeoutMs: 400 })).verdict).toBe('unknown');
    expect(isAlive(await pidIn('deaf-self'))).toBe(false);
  });

  test('that leaves something running behind does not keep it, nor the probe waiting', async () => {
    const check = await program('leaver', 'sleep 60 & echo $! > left-behind; echo done');
    const startedAt = Date.now();
    expect(await lookAt(check, set())).toMatchObject({ verdict: 'good', text: 'done' });
    expect(Date.now() - startedAt).toBeLessThan(3000);
    await expect.poll(async () => isAlive(await pidIn('left-behind'))).toBe(false);
  });

  test('is ended when the launch is closed in the middle', async () => {
    const check = await program('closing', 'echo $$ > closing-self; sleep 60');
    const abort = new AbortController();
    const looking = lookAt(check, { ...set(), signal: abort.signal, timeoutMs: 60_000 });
    const pid = await pidIn('closing-self');
    abort.abort();
    expect((await looking).verdict).toBe('unknown');
    expect(isAlive(pid)).toBe(false);
  });

  test('that floods its output is read to its end, and only its last line is kept', async () => {
    const check = await program('flood', 'yes "a line that is repeated" | head -n 200000; echo "the end"');
    expect(await lookAt(check, set())).toMatchObject({ verdict: 'good', text: 'the end' });
  });
});
