import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#engine/store/db.ts';
import { exportEvents } from '#engine/store/export.ts';
import { verifyLog } from '#engine/store/verify.ts';
import {
  command,
  faultOf,
  fill,
  must,
  newPath,
  open,
  raw,
  scratchFolder,
  testConsole,
  writtenLog,
} from './scratch-log.ts';

/** A generator with a fixed seed, so that a failing offset fails again. */
function* seeded(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

const problemsOf = (path: string, head?: string) => must(verifyLog(path, head === undefined ? {} : { head }));

describe('the SQL forms of changing the past', () => {
  const forms = [
    "UPDATE event SET actor = 'nobody' WHERE position = 2",
    'UPDATE event SET salt = NULL, data = NULL WHERE position = 2',
    'UPDATE event SET position = 99 WHERE position = 2',
    'DELETE FROM event WHERE position = 2',
    'DELETE FROM event',
    'INSERT OR REPLACE INTO event SELECT * FROM event WHERE position = 2',
    "REPLACE INTO event SELECT 2, header, 'x', type, version, at, hlc, actor, console, 99, 'y', idx, prev_hash, data_hash, salt, data, hash, signature FROM event WHERE position = 2",
    'UPDATE OR REPLACE event SET console_seq = 1 WHERE position = 2',
    "UPDATE head SET hash = 'x'",
    'DELETE FROM head',
    'REPLACE INTO head SELECT * FROM head',
    "UPDATE console SET public_key = 'x'",
    'INSERT OR REPLACE INTO console SELECT * FROM console',
    "UPDATE outbox SET payload = '{}'",
    'DELETE FROM outbox',
    'INSERT OR REPLACE INTO outbox SELECT * FROM outbox',
  ];

  test.each(forms)('%s is refused', (sql) => {
    const path = newPath();
    const who = testConsole();
    const log = must(open(path, who));
    fill(log, 3);
    must(log.append(command('e', 1, { effects: [{ id: 'e', kind: 'k', payload: 1, touchesOutside: false }] })));
    must(log.signHead());
    log.close();
    const db = must(openDatabase(path, true));
    expect(() => db.exec(sql)).toThrow(/append-only|never deleted|changes its state alone/);
    db.close();
    expect(problemsOf(path)).toMatchObject({ isWhole: true, events: 4 });
  });

  test('whoever drops a trigger first and then deletes is found out by the chain and by the missing trigger', () => {
    const path = writtenLog(5);
    raw(path, (db) => db.exec('DROP TRIGGER event_never_deleted; DELETE FROM event WHERE position = 3'));
    const { isWhole, problems, soundTo } = problemsOf(path);
    expect(isWhole).toBe(false);
    expect(soundTo).toBe(2);
    expect(problems[0]).toMatchObject({ position: 3, what: 'the event is missing' });
    expect(problems.map(({ what }) => what).join()).toContain('event_never_deleted');
  });
});

/** Drops every trigger, does `work`, and puts them back as they were: what only the chain can show. */
function behindTriggers(path: string, work: (db: Database.Database) => void): void {
  raw(path, (db) => {
    const triggers = db
      .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      .all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    work(db);
    for (const { sql } of triggers) db.exec(sql);
  });
}

describe('verify names the place', () => {
  const cases: ReadonlyArray<readonly [string, string, RegExp]> = [
    [
      'changed data',
      `UPDATE event SET data = replace(data, 'command-4', 'command-5') WHERE position = 4`,
      /the data was changed/,
    ],
    [
      'a changed header',
      `UPDATE event SET header = replace(header, 'maria', 'mario') WHERE position = 4`,
      /the header was changed/,
    ],
    ['a changed column', `UPDATE event SET actor = 'mario' WHERE position = 4`, /columns actor do not say/],
    [
      'data taken away without a redaction',
      'UPDATE event SET salt = NULL, data = NULL WHERE position = 4',
      /without a redaction/,
    ],
    ['a deleted event', 'DELETE FROM event WHERE position = 4', /the event is missing/],
    [
      'two events changed over',
      'UPDATE event SET position = 99 WHERE position = 4; UPDATE event SET position = 4 WHERE position = 5; UPDATE event SET position = 5 WHERE position = 99',
      /chain of console/,
    ],
  ];

  test.each(cases)('of %s', (_name, sql, what) => {
    const path = writtenLog(8);
    behindTriggers(path, (db) => db.exec(sql));
    const { isWhole, problems, soundTo } = problemsOf(path);
    expect(isWhole).toBe(false);
    expect(soundTo).toBe(3);
    expect(problems[0]?.position).toBe(4);
    expect(problems[0]?.what).toMatch(what);
  });

  test('replay stops at the same place instead of folding what was changed', () => {
    const who = testConsole();
    const path = writtenLog(8, who);
    behindTriggers(path, (db) =>
      db.exec(`UPDATE event SET data = replace(data, 'command-4', 'command-5') WHERE position = 4`),
    );
    const log = must(open(path, who));
    const seen: number[] = [];
    const fault = faultOf(log.replay(0, ({ position }) => seen.push(position)));
    expect(seen).toEqual([1, 2, 3]);
    expect(fault.message).toMatch(/broken at position 4: the data was changed.*Everything before it is sound/);
  });

  test('an effect that was changed in the outbox is never given out', () => {
    const who = testConsole();
    const path = newPath();
    const log = must(open(path, who));
    must(
      log.append(
        command('a', 1, { effects: [{ id: 'e', kind: 'scale', payload: { replicas: 3 }, touchesOutside: true }] }),
      ),
    );
    log.close();
    behindTriggers(path, (db) => db.exec(`UPDATE outbox SET payload = '{"replicas":300}'`));
    expect(() => must(open(path, who)).outbox.pending()).toThrow(/effect e of the outbox was changed/);
    expect(problemsOf(path).problems[0]?.what).toMatch(/effect e of the outbox/);
  });
});

describe('one changed byte anywhere in the file', () => {
  let path = '';
  let bytes = Buffer.alloc(0);
  let sound = '';

  /** Everything that the log says, so that damage without effect (in unused space) can be told from damage. */
  const contentOf = (file: string): string => {
    const lines: string[] = [];
    const done = exportEvents(file, (event) => lines.push(JSON.stringify(event)));
    return done.ok && done.value.endsEarly === null ? lines.join('\n') : 'unreadable';
  };

  beforeAll(() => {
    const log = must(open(newPath(), testConsole()));
    for (let n = 0; n < 120; n += 1) {
      must(
        log.append(
          command(`c${n}`, 2, { effects: [{ id: `e${n}`, kind: 'scale', payload: { n }, touchesOutside: true }] }),
        ),
      );
    }
    must(log.signHead());
    const { hash, position } = log.head();
    must(log.saveSnapshot({ position, hash, fingerprint: 'f', state: { a: 1 } }));
    path = log.path;
    log.close();
    bytes = readFileSync(path);
    sound = contentOf(path);
  });

  test('is found, with the first bad place for an event, or has no effect: 500 offsets', () => {
    const target = join(scratchFolder(), 'flipped.db');
    const random = seeded(20_261_124);
    let found = 0;
    let placed = 0;
    for (let n = 0; n < 500; n += 1) {
      const offset = random.next().value % bytes.length;
      const flipped = Buffer.from(bytes);
      flipped[offset] = (flipped[offset] ?? 0) ^ (1 << (random.next().value % 8));
      writeFileSync(target, flipped);
      const verified = verifyLog(target);
      const isFound = !verified.ok || !verified.value.isWhole;
      if (isFound) found += 1;
      else expect(contentOf(target), `offset ${offset}`).toBe(sound);
      if (verified.ok && verified.value.problems[0]?.position != null) placed += 1;
    }
    // Most of the file is events; what isn't found lies in space that SQLite doesn't use.
    expect(found).toBeGreaterThan(350);
    expect(placed).toBeGreaterThan(200);
  }, 120_000);

  test('in the text of an event is found with exactly its place', () => {
    const target = join(scratchFolder(), 'flipped.db');
    for (const n of [0, 1, 59, 118, 119]) {
      writeFileSync(target, bytes);
      const offset = bytes.indexOf(`"text":"c${n} 1"`);
      expect(offset).toBeGreaterThan(0);
      const file = openSync(target, 'r+');
      const one = Buffer.alloc(1);
      readSync(file, one, 0, 1, offset + 9);
      one[0] = (one[0] ?? 0) ^ 1;
      writeSync(file, one, 0, 1, offset + 9);
      closeSync(file);
      expect(problemsOf(target).problems[0]).toMatchObject({ position: 2 * n + 2, consoleSeq: 2 * n + 2 });
    }
  });
});
