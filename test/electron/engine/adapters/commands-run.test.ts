import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCommandKind } from '#engine/adapters/commands/command-kind.ts';
import { outputsIn } from '#engine/adapters/commands/output-file.ts';
import { type CommandSettings, createCommands } from '#engine/adapters/commands/run-command.ts';
import type { CommandSpec } from '#shared/domain/operation/spec.ts';
import { isAlive, programFolder } from './support/programs.ts';
import { checkState, fault, never, runContext, value } from './support/run-context.ts';

let pack: Awaited<ReturnType<typeof programFolder>>;
beforeAll(async () => {
  pack = await programFolder();
});
afterAll(() => pack.remove());

const spec = (program: string, more: Partial<CommandSpec> = {}): CommandSpec => ({
  ...{ kind: 'command.run', program, arguments: [], timeoutMs: 20_000, isRepeatable: false },
  ...more,
});
const kindWith = (settings: CommandSettings = {}, secrets: readonly string[] = []) =>
  createCommandKind(
    createCommands(settings, { packFolder: pack.folder, keepOutput: outputsIn(join(pack.folder, 'outputs')), secrets }),
  );
const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** Plans it, then runs what was planned. */
async function planAndRun(asked: CommandSpec, context = runContext(), kind = kindWith()) {
  const plan = value(await kind.plan(asked, never()));
  return { plan, context, outcome: await kind.run(asked, plan, context) };
}

describe.skipIf(process.platform === 'win32')('a program that a runbook names', () => {
  test('is planned without being run: its file, its hash and its arguments are what is confirmed', async () => {
    const file = await pack.script('clone', 'touch was-run');
    const plan = value(await kindWith().plan(spec('./clone', { arguments: ['--at', "8 o'clock"] }), never()));
    expect(plan.changes).toMatchObject([
      { field: 'program', from: '', to: `sha256:${sha256(await readFile(file))}` },
      { field: 'arguments', to: `--at '8 o'\\''clock'` },
    ]);
    expect(plan.equivalent).toBe(`cd ${pack.folder} && ./clone --at '8 o'\\''clock'`);
    expect(checkState(plan, 'program ./clone')).toBe('good');
    await expect(stat(join(pack.folder, 'was-run'))).rejects.toThrow();
  });

  test.each([
    ['is not there', './nowhere', {}, /there is no/],
    ['is nowhere in PATH', 'tminus-no-such-program', {}, /PATH has none/],
    [
      'is not the file that the pack pins',
      './pinned',
      { sha256: 'a'.repeat(64) },
      /is not the file that the pack has pinned/,
    ],
    ['may not be run', './not-executable', {}, /chmod \+x/],
  ] as const)('that %s stops the plan', async (_what, program, more, text) => {
    await pack.script('pinned', 'echo fine');
    await pack.script('not-executable', 'echo fine');
    await chmod(join(pack.folder, 'not-executable'), 0o644);
    const plan = value(await kindWith().plan(spec(program, more), never()));
    expect(plan.checks).toMatchObject([{ state: 'act', text: expect.stringMatching(text) }]);
  });

  test('runs in the pack’s folder, and its output is shown, remembered and kept under its hash', async () => {
    await pack.script('report', 'pwd -P; echo to the other stream >&2; sleep 0.1; echo All tests pass');
    const { outcome, context } = await planAndRun(spec('./report', { expected: 'All tests pass' }));
    expect(outcome).toMatchObject({ kind: 'done', seen: [{ seen: '0' }, { seen: 'All tests pass' }] });
    if (outcome.kind !== 'done') return;
    const kept = await readFile(join(pack.folder, 'outputs', outcome.output?.file ?? ''));
    expect(kept.toString().split('\n').toSorted()).toEqual(
      ['', 'All tests pass', pack.folder, 'to the other stream'].toSorted(),
    );
    expect(outcome.output).toMatchObject({ bytes: kept.length, sha256: sha256(kept), tail: kept.toString() });
    expect((await stat(join(pack.folder, 'outputs', outcome.output?.file ?? ''))).mode & 0o777).toBe(0o600);
    expect(context.lines).toEqual(expect.arrayContaining([pack.folder, 'All tests pass']));
  });

  test('that ends badly, or doesn’t say what it has to, has failed with the end of its output', async () => {
    await pack.script('bad', 'echo 3 of 8 tests failed; exit 4');
    expect((await planAndRun(spec('./bad'))).outcome).toMatchObject({
      kind: 'failed',
      fault: { message: './bad ended with exit code 4.', raw: '3 of 8 tests failed\n' },
      output: { tail: '3 of 8 tests failed\n' },
    });
    await pack.script('quiet', 'echo 7 of 8');
    expect((await planAndRun(spec('./quiet', { expected: 'All tests pass' }))).outcome).toMatchObject({
      kind: 'failed',
      fault: { message: expect.stringContaining('did not say "All tests pass"') },
    });
  });

  test('whose file changed after the confirmation is not run', async () => {
    await pack.script('moved', 'echo as confirmed');
    const plan = value(await kindWith().plan(spec('./moved'), never()));
    await pack.script('moved', 'touch moved-was-run');
    expect(await kindWith().run(spec('./moved'), plan, runContext())).toMatchObject({ kind: 'changed-since' });
    expect(await kindWith().run(spec('./moved'), null, runContext())).toMatchObject({ kind: 'failed' });
    await expect(stat(join(pack.folder, 'moved-was-run'))).rejects.toThrow();
  });

  test('of a rollback runs without a plan, but never as another file than the pack pins', async () => {
    await pack.script('goal', 'echo fine');
    const goal = runContext({ isGoal: true });
    expect(await kindWith().run(spec('./goal'), null, goal)).toMatchObject({ kind: 'done' });
    expect(await kindWith().run(spec('./goal', { sha256: 'b'.repeat(64) }), null, goal)).toMatchObject({
      kind: 'failed',
      fault: { message: expect.stringContaining('pinned') },
    });
  });

  test('named without a path is looked for in the folders of the settings before PATH', async () => {
    const folder = join(pack.folder, 'bin');
    await mkdir(folder, { recursive: true });
    await pack.script('bin/ls', 'echo ours');
    const ours = kindWith({ folders: [folder] });
    expect((await planAndRun(spec('ls'), runContext(), ours)).context.lines).toContain('ours');
    expect((await planAndRun(spec('ls'))).outcome).toMatchObject({ kind: 'done' });
  });

  test('gets no more of the environment than is named, and no shell reads its arguments', async () => {
    process.env.TMINUS_TEST_WORD = 'seen';
    await pack.script('words', 'echo "[$TMINUS_TEST_WORD]"; for word in "$@"; do echo "[$word]"; done');
    const asked = spec('./words', { arguments: ['$(touch pwned)', '; echo'] });
    expect((await planAndRun(asked)).context.lines.slice(1)).toEqual(['[]', '[$(touch pwned)]', '[; echo]']);
    const named = await planAndRun(asked, runContext(), kindWith({ env: ['TMINUS_TEST_WORD'] }));
    expect(named.context.lines[1]).toBe('[seen]');
    delete process.env.TMINUS_TEST_WORD;
  });

  test('shows and keeps no secret, and nothing that would move or colour the screen', async () => {
    await pack.script(
      'chatty',
      [
        `printf '\\033[31mred\\033[0m \\033]0;title\\007one\\rtwo\\n'`,
        'echo "the known one: hunter2-hunter2"',
        'echo "Authorization: Bearer abcdefgh12345678"',
        'echo "db_password=swordfish host=db"',
        'echo postgres://admin:swordfish@10.20.0.5/app',
        `printf -- '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBg\\n-----END PRIVATE KEY-----\\nafter\\n'`,
      ].join('\n'),
    );
    const { outcome, context } = await planAndRun(spec('./chatty'), runContext(), kindWith({}, ['hunter2-hunter2']));
    expect(context.lines.slice(1)).toEqual([
      'red one',
      'two',
      'the known one: •••',
      'Authorization: Bearer •••',
      'db_password=••• host=db',
      'postgres://admin:•••@10.20.0.5/app',
      ...['•••', '•••', '•••', 'after'],
    ]);
    const kept = outcome.kind === 'done' ? await pack.read(join('outputs', outcome.output?.file ?? '')) : 'not kept';
    expect(kept).toBe(`${context.lines.slice(1).join('\n')}\n`);
  });

  test('that takes too long is ended with all it has started; what it had done stands', async () => {
    await pack.script('slow', 'sleep 60 & echo $! > slow-child; echo $$ > slow-self; wait');
    const { outcome } = await planAndRun(spec('./slow', { timeoutMs: 500 }));
    expect(outcome).toMatchObject({ kind: 'failed', fault: { cause: 'timeout' } });
    expect(isAlive(await pack.pidIn('slow-child'))).toBe(false);
    expect(isAlive(await pack.pidIn('slow-self'))).toBe(false);
  });

  test('is ended with all it has started when a person cancels, also when it is deaf to being asked', async () => {
    await pack.script('deaf', 'trap "" TERM; echo $$ > deaf-self; while :; do sleep 0.1; done');
    const context = runContext();
    const running = planAndRun(spec('./deaf'), context);
    const pid = await pack.pidIn('deaf-self');
    context.cancel();
    expect((await running).outcome).toMatchObject({ kind: 'failed', fault: { cause: 'cancelled' } });
    expect(isAlive(pid)).toBe(false);
  });

  test('that is deaf to being asked does not outlive a console that quits', async () => {
    const file = await pack.script('outliving', 'trap "" TERM; echo $$ > outliving-self; while :; do sleep 0.1; done');
    const console_ = fileURLToPath(new URL('support/quits-at-once.ts', import.meta.url));
    spawnSync(process.execPath, [console_, file, pack.folder, join(pack.folder, 'outliving-self')]);
    const pid = await pack.pidIn('outliving-self');
    await expect.poll(() => isAlive(pid), { timeout: 1_000 }).toBe(false);
  });

  test('that writes 100 MB is kept whole; little of it stays in memory, and windows are not flooded', async () => {
    await pack.script(
      'flood',
      'yes "a line of exactly forty-nine letters and one end" | head -c 104857600; echo; echo the end',
    );
    const before = process.memoryUsage().rss;
    let most = before;
    const watching = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 20);
    const { outcome, context } = await planAndRun(spec('./flood', { expected: 'the end', timeoutMs: 60_000 }));
    clearInterval(watching);
    expect(outcome).toMatchObject({ kind: 'done', output: { tail: expect.stringMatching(/the end\n$/) } });
    if (outcome.kind !== 'done') return;
    expect(outcome.output?.bytes).toBeGreaterThan(104_000_000);
    expect((await stat(join(pack.folder, 'outputs', outcome.output?.file ?? ''))).size).toBe(outcome.output?.bytes);
    expect(Buffer.byteLength(outcome.output?.tail ?? '')).toBeLessThanOrEqual(4096);
    expect(context.lines.length).toBeLessThan(20_000);
    expect(most - before).toBeLessThan(150 * 1024 * 1024);
  }, 60_000);

  test('whose output can’t be kept runs all the same, and says so', async () => {
    await writeFile(join(pack.folder, 'a-file'), '');
    await pack.script('kept', 'echo fine');
    const kind = createCommandKind(
      createCommands({}, { packFolder: pack.folder, keepOutput: outputsIn(join(pack.folder, 'a-file', 'outputs')) }),
    );
    const { outcome, context } = await planAndRun(spec('./kept'), runContext(), kind);
    expect(outcome).toMatchObject({ kind: 'done', output: { tail: 'fine\n', file: '' } });
    expect(context.lines).toContainEqual(expect.stringContaining("can't be kept in a file"));
  });

  test('that was lost in the middle is a question for a person, unless the pack calls it repeatable', async () => {
    const told = fault(await kindWith().look(spec('./clone'), null, never()));
    expect(told).toMatchObject({
      cause: 'outcome-unknown',
      retryable: false,
      hint: expect.stringContaining('say whether'),
    });
    expect(value(await kindWith().look(spec('./clone', { isRepeatable: true }), null, never())).applied).toBe('no');
  });
});
