import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase, readPragmas } from '#engine/store/db.ts';
import { command, faultOf, must, newPath, open, raw, scratchFolder, testConsole, writtenLog } from './scratch-log.ts';

describe('opening a log', () => {
  test('every setting that keeps commits safe reads back right at the first open and at the tenth', () => {
    const path = newPath();
    for (let time = 1; time <= 10; time += 1) {
      const db = must(openDatabase(path, time > 1));
      expect(readPragmas(db, 'linux')).toEqual({
        journal_mode: 'wal',
        synchronous: 2,
        recursive_triggers: 1,
        foreign_keys: 1,
        trusted_schema: 0,
        secure_delete: 1,
      });
      db.close();
    }
    const mac = must(openDatabase(path, true));
    expect(Object.keys(readPragmas(mac, 'darwin'))).toEqual(
      expect.arrayContaining(['fullfsync', 'checkpoint_fullfsync']),
    );
    mac.close();
  });

  test('a place that can not keep a write-ahead log is refused with what was seen', () => {
    expect(faultOf(openDatabase(':memory:', false)).message).toMatch(/journal_mode must be wal, but reads memory/);
  });

  test('a database of something else is refused and left as it was', () => {
    const path = newPath();
    raw(path, (db) => db.exec('CREATE TABLE recipes (name TEXT)'));
    expect(faultOf(open(path, testConsole())).message).toContain('is not a Tminus log');
    expect(raw(path, (db) => db.pragma('journal_mode', { simple: true }))).toBe('delete');
  });

  test('a file that is no database is refused with what to do', () => {
    const path = newPath();
    writeFileSync(path, 'a letter to the editor '.repeat(500));
    const fault = faultOf(open(path, testConsole()));
    expect(fault).toMatchObject({ kind: 'fault', cause: 'disk', retryable: false });
    expect(fault.message).toContain('damaged');
  });

  test('a folder that is not there is said, and nothing is made', () => {
    const path = join(scratchFolder(), 'nowhere', 'launch.db');
    expect(faultOf(open(path, testConsole()))).toMatchObject({ cause: 'disk' });
    expect(existsSync(path)).toBe(false);
  });

  test('making a log where one is, and opening one that is not there, are refused', () => {
    const who = testConsole();
    const path = writtenLog(1, who);
    expect(faultOf(open(path, who, { isCreate: true }))).toMatchObject({ cause: 'conflict' });
    expect(faultOf(open(newPath(), who, { isCreate: false }))).toMatchObject({ cause: 'not-found' });
  });

  test('a console that comes with another key under the same name is refused', () => {
    const path = writtenLog(1, testConsole('console-1'));
    expect(faultOf(open(path, testConsole('console-1'))).message).toContain('under another key');
  });

  test('what was recorded is there after closing and opening, and the chain goes on', () => {
    const who = testConsole();
    const path = writtenLog(3, who);
    const log = must(open(path, who));
    expect(log.head()).toMatchObject({ position: 3, seq: 3 });
    const [next] = must(log.append(command('later')));
    expect(next).toMatchObject({ position: 4, consoleSeq: 4 });
    expect([...log.events()]).toHaveLength(4);
  });

  test('a log in which a trigger was dropped is not opened, and it is named', () => {
    const who = testConsole();
    const path = writtenLog(3, who);
    raw(path, (db) => db.exec('DROP TRIGGER event_never_deleted'));
    expect(faultOf(open(path, who)).message).toContain('event_never_deleted');
  });

  test('a log whose last event was changed is not written on', () => {
    const who = testConsole();
    const path = writtenLog(3, who);
    raw(path, (db) => {
      const trigger = String(
        db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'event_never_changed'").pluck().get(),
      );
      db.exec('DROP TRIGGER event_never_changed');
      db.exec("UPDATE event SET header = replace(header, 'maria', 'mario') WHERE position = 3");
      db.exec(trigger);
    });
    expect(faultOf(open(path, who)).message).toMatch(/broken at position 3: the header was changed/);
  });
});
