import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyLog } from '#engine/store/verify.ts';
import { command, faultOf, fill, must, newPath, open, scratchFolder, testConsole } from './scratch-log.ts';

test('a backup made while the log is written is whole, is one file, and is a beginning of the log', async () => {
  const log = must(open(newPath(), testConsole()));
  for (let n = 0; n < 400; n += 1) must(log.append(command(`before-${n}`, 3)));
  const target = join(scratchFolder(), 'backup.db');
  let isDone = false;
  const backup = log.backup(target).finally(() => {
    isDone = true;
  });
  let written = 0;
  while (!isDone) {
    must(log.append(command(`during-${written}`)));
    written += 1;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  must(await backup);
  expect(written).toBeGreaterThan(0);
  expect(readdirSync(dirname(target))).toEqual(['backup.db']);
  const verdict = must(verifyLog(target));
  expect(verdict).toMatchObject({ isWhole: true, problems: [] });
  expect(verdict.events).toBeGreaterThanOrEqual(1200);
  const events = [...log.events()];
  expect(events[verdict.events - 1]?.hash).toBe(verdict.headHash);
});

test('a restored backup opens and goes on', async () => {
  const who = testConsole();
  const log = must(open(newPath(), who));
  fill(log, 5);
  const target = join(scratchFolder(), 'launch.db');
  must(await log.backup(target));
  const restored = must(open(target, who));
  expect(must(restored.append(command('next')))[0]).toMatchObject({ position: 6 });
});

test('a backup never takes the place of a file, and leaves nothing when its folder is missing', async () => {
  const log = must(open(newPath(), testConsole()));
  const target = join(scratchFolder(), 'there.db');
  writeFileSync(target, 'mine');
  expect(faultOf(await log.backup(target))).toMatchObject({ cause: 'conflict' });
  const nowhere = join(scratchFolder(), 'no', 'backup.db');
  expect(faultOf(await log.backup(nowhere)).message).toMatch(/was not made/);
  expect(existsSync(dirname(nowhere))).toBe(false);
});
