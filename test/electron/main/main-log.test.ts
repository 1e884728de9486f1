import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const mainLog = new URL('../../../electron/main/main-log.ts', import.meta.url).href;
/** Main in small: it notes something now and then, and every mistake. */
const program = (folder: string): string => `
  import { openMainLog } from ${JSON.stringify(mainLog)};
  const log = openMainLog(${JSON.stringify(folder)}, () => new Date());
  process.on('uncaughtException', (error) => log.note('mistake in main: ' + error.message));
  setInterval(() => log.note('all is well'), 20);
`;

test('a terminal that has gone is no mistake to write down again and again: the file goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tminus-main-log-'));
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(folder)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    rmSync(folder, { recursive: true });
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdout.destroy();
  const file = join(folder, 'main.log');
  await expect.poll(() => existsSync(file)).toBe(true);
  const lines = () => readFileSync(file, 'utf8').trim().split('\n');
  const before = lines().length;
  await expect.poll(() => lines().length, { timeout: 10_000 }).toBeGreaterThan(before + 10);
  expect(lines().filter((line) => line.includes('mistake'))).toEqual([]);
});
