import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startRehearsal } from '#main/rehearsal-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tminus-rehearsal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (code: string) => {
  const program = join(folder, 'program.mjs');
  writeFileSync(program, code);
  const lines: string[] = [];
  const ends: string[] = [];
  const run = startRehearsal({
    node: process.execPath,
    program,
    folder: join(folder, 'state'),
    speed: 60,
    onLine: (line) => lines.push(line),
    onExit: (why) => ends.push(why),
  });
  return { run, lines, ends };
};

describe('the rehearsal environment under main', () => {
  it('what it says when it is ready becomes the file that the engine gets, readable by its owner alone', async () => {
    const { run } = start(
      "console.log('warming up'); console.log(JSON.stringify({ args: process.argv.slice(2) })); setInterval(() => 0, 1000);",
    );
    const rehearsal = await run;
    expect(JSON.parse(readFileSync(rehearsal.file, 'utf8'))).toEqual({
      args: ['--dir', join(folder, 'state'), '--speed', '60'],
    });
    expect(statSync(rehearsal.file).mode & 0o077).toBe(0);
    await rehearsal.stop();
    expect(() => process.kill(rehearsal.pid ?? 0, 0)).toThrow();
  });

  it('what it says when it is ready may be long: every address of the environment is in it', async () => {
    const { run } = start("console.log(JSON.stringify({ addresses: 'x'.repeat(20000) })); setInterval(() => 0, 1000);");
    const rehearsal = await run;
    expect(JSON.parse(readFileSync(rehearsal.file, 'utf8')).addresses).toHaveLength(20_000);
    await rehearsal.stop();
  });

  it('one that ends before it is ready is said to have ended, with its code', async () => {
    await expect(start('process.exit(3)').run).rejects.toThrow('The rehearsal environment ended (code 3).');
  });

  it('one that dies later is told to main, and stopping it then is quiet', async () => {
    const { run, ends } = start("console.log('{}'); setTimeout(() => process.exit(9), 100);");
    const rehearsal = await run;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(ends).toEqual(['The rehearsal environment ended (code 9).']);
    await rehearsal.stop();
  });
});
