import { describe, expect, test } from 'vitest';
import { verifyLog } from '#engine/store/verify.ts';
import { linesOf, startChild } from './child.ts';
import { command, faultOf, must, newPath, open, testConsole } from './scratch-log.ts';

const privateText = (who: ReturnType<typeof testConsole>): string =>
  who.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');

describe('a writer that is killed', () => {
  test('loses nothing that was acknowledged, 20 times over on the same log', async () => {
    const who = testConsole();
    const path = newPath();
    for (let time = 0; time < 20; time += 1) {
      const child = startChild('writer.ts', [path, who.publicKey, privateText(who)]);
      // A different number of commands each time, so that it dies at another place of its work.
      await linesOf(child, 2 + ((time * 7) % 23));
      child.process.kill('SIGKILL');
      await child.ended;
      const [position = '', hash = ''] = (child.lines.at(-1) ?? '').split(' ');
      const verdict = must(verifyLog(path, { head: hash }));
      expect(verdict).toMatchObject({ isWhole: true, problems: [] });
      expect(verdict.events).toBeGreaterThanOrEqual(Number(position));
      expect(verdict.events % 2).toBe(0);
    }
    const log = must(open(path, who));
    expect(log.outbox.pending()).toHaveLength(log.head().position / 2);
    expect(must(log.append(command('after the crash')))).toHaveLength(1);
  }, 120_000);
});

describe('two consoles on one log', () => {
  test('the second is refused with the pid of the first, in the same process and in another', async () => {
    const who = testConsole();
    const path = newPath();
    const first = must(open(path, who));
    expect(faultOf(open(path, who)).message).toContain(`already open by pid ${process.pid}`);
    first.close();
    const child = startChild('writer.ts', [path, who.publicKey, privateText(who), 'hold']);
    await linesOf(child, 1);
    const fault = faultOf(open(path, who));
    expect(fault.cause).toBe('conflict');
    expect(fault.message).toContain(`already open by pid ${child.process.pid}`);
    expect(fault.hint).toContain(`end pid ${child.process.pid}`);
  });

  test('a lock left behind by a killed process keeps nobody out', async () => {
    const who = testConsole();
    const path = newPath();
    const child = startChild('writer.ts', [path, who.publicKey, privateText(who), 'hold']);
    await linesOf(child, 1);
    child.process.kill('SIGKILL');
    await child.ended;
    expect(must(open(path, who)).head().position).toBe(0);
  });
});
