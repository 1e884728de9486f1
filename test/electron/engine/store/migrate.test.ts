import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '#engine/store/db.ts';
import { migrations } from '#engine/store/migrations/migrate.ts';
import { verifyLog } from '#engine/store/verify.ts';
import { linesOf, startChild } from './child.ts';
import { laterSteps, rowsOfLaterStep } from './later-steps.ts';
import { faultOf, must, newPath, open, raw, testConsole, writtenLog } from './scratch-log.ts';

const versionOf = (path: string): number => raw(path, (db) => Number(db.pragma('user_version', { simple: true })));

describe('the format of a log', () => {
  test('of an older version is brought to the new one, with a backup of what was there, and loses nothing', () => {
    const who = testConsole();
    const path = writtenLog(12, who);
    const log = must(open(path, who, { migrations: laterSteps }));
    expect([...log.events()]).toHaveLength(12);
    log.close();
    expect(versionOf(path)).toBe(laterSteps.length);
    const backup = readdirSync(dirname(path)).filter((name) => name.includes('.before-format-1-'));
    expect(backup).toHaveLength(1);
    expect(must(verifyLog(`${dirname(path)}/${backup[0]}`))).toMatchObject({ isWhole: true, events: 12 });
  });

  test('of a newer version is refused and left as it was', () => {
    const who = testConsole();
    const path = writtenLog(2, who);
    must(open(path, who, { migrations: laterSteps })).close();
    const fault = faultOf(open(path, who));
    expect(fault.message).toMatch(/newer Tminus \(format 3; this one knows up to 1\)\. It was not touched/);
    expect(faultOf(verifyLog(path)).message).toMatch(/newer Tminus/);
    expect(versionOf(path)).toBe(3);
  });

  test('is the old or the new one, never between, when the program is killed in the middle of the change', async () => {
    const who = testConsole();
    const seen = new Set<number>();
    for (let delayMs = 0; delayMs <= 120; delayMs += 8) {
      const path = writtenLog(3, who);
      const child = startChild('migrator.ts', [path]);
      await linesOf(child, 1);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      child.process.kill('SIGKILL');
      await child.ended;
      const version = versionOf(path);
      seen.add(version);
      expect([1, 2, 3]).toContain(version);
      expect(raw(path, (db) => rowsOfLaterStep(db))).toBe({ 1: null, 2: 0, 3: 2000 }[version]);
      expect(must(open(path, who, { migrations: laterSteps })).head().position).toBe(3);
    }
    // Otherwise the kills all came too early or too late to show anything.
    expect(seen.size).toBeGreaterThan(1);
  }, 120_000);

  test('made from nothing is the same as the checked-in text of its tables', () => {
    const path = newPath();
    must(open(path, testConsole())).close();
    const model = new Database(':memory:');
    for (const { sql } of migrations) model.exec(sql);
    const schema = 'SELECT type, name, sql FROM sqlite_schema ORDER BY name';
    const made = must(openDatabase(path, true));
    expect(made.prepare(schema).all()).toEqual(model.prepare(schema).all());
    made.close();
    model.close();
  });
});
