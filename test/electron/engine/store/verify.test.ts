import { createHash, sign } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headBytes } from '#engine/store/heads.ts';
import { headerText, parseHeader } from '#engine/store/record.ts';
import { verifyLog } from '#engine/store/verify.ts';
import {
  command,
  faultOf,
  fill,
  must,
  newPath,
  noon,
  open,
  raw,
  scratchFolder,
  testConsole,
  writtenLog,
} from './scratch-log.ts';

const dropAll = "SELECT 'DROP TRIGGER ' || name AS sql FROM sqlite_schema WHERE type = 'trigger'";

describe('a whole log', () => {
  test('is said to be whole, with its head and how far it is signed', () => {
    const log = must(open(newPath(), testConsole()));
    fill(log, 7);
    must(log.signHead());
    const last = fill(log, 9).at(-1);
    log.close();
    expect(must(verifyLog(log.path, { head: String(last?.hash) }))).toMatchObject({
      isWhole: true,
      events: 9,
      soundTo: 9,
      headHash: last?.hash,
      problems: [],
      consoles: [{ id: 'console-1', seq: 9, signedTo: 7 }],
    });
  });

  test('can be verified while it is being written, and nothing beside it changes when it is not', () => {
    const log = must(open(newPath(), testConsole()));
    fill(log, 7);
    expect(must(verifyLog(log.path))).toMatchObject({ isWhole: true, events: 7 });
    fill(log, 8);
    log.close();
    const before = readdirSync(dirname(log.path));
    const bytes = readFileSync(log.path);
    expect(must(verifyLog(log.path))).toMatchObject({ isWhole: true, events: 8 });
    expect(readdirSync(dirname(log.path))).toEqual(before);
    expect(readFileSync(log.path).equals(bytes)).toBe(true);
  });

  test('can be verified in a folder that may only be read', () => {
    const path = writtenLog(3);
    const folder = join(scratchFolder(), 'archive');
    mkdirSync(folder);
    const copy = join(folder, 'launch.db');
    writeFileSync(copy, readFileSync(path));
    chmodSync(folder, 0o555);
    expect(must(verifyLog(copy))).toMatchObject({ isWhole: true, events: 3 });
    expect(readdirSync(folder)).toEqual(['launch.db']);
    chmodSync(folder, 0o755);
  });

  test('an empty log is whole', () => {
    const log = must(open(newPath(), testConsole()));
    must(log.signHead());
    log.close();
    expect(must(verifyLog(log.path))).toMatchObject({ isWhole: true, events: 0, headHash: null });
  });
});

describe('what does not hold', () => {
  test('the last events cut off show against the head that the console signed', () => {
    const path = writtenLog(20);
    raw(path, (db) => {
      const triggers = db.prepare<[], { sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").all();
      for (const { sql } of db.prepare<[], { sql: string }>(dropAll).all()) db.exec(sql);
      db.exec('DELETE FROM event WHERE position > 17');
      for (const { sql } of triggers) db.exec(sql);
    });
    const { isWhole, problems } = must(verifyLog(path));
    expect(isWhole).toBe(false);
    expect(problems[0]).toMatchObject({ position: 18 });
    expect(problems[0]?.what).toMatch(/the end was cut off: console-1 signed event 20 at .*, the file ends at 17/);
  });

  test('cut off together with the signed heads they show against a head kept elsewhere, and only then', () => {
    const path = writtenLog(20);
    const head = String(must(verifyLog(path)).headHash);
    raw(path, (db) => {
      const triggers = db.prepare<[], { sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").all();
      for (const { sql } of db.prepare<[], { sql: string }>(dropAll).all()) db.exec(sql);
      db.exec('DELETE FROM event WHERE position > 17; DELETE FROM head');
      for (const { sql } of triggers) db.exec(sql);
    });
    expect(must(verifyLog(path)).isWhole).toBe(true);
    const verdict = must(verifyLog(path, { head }));
    expect(verdict.isWhole).toBe(false);
    expect(verdict.problems[0]?.what).toContain('its end was cut off');
  });

  test('a past that was written anew with a right chain does not fit any head signed or kept before', () => {
    const path = writtenLog(20);
    const head = String(must(verifyLog(path)).headHash);
    raw(path, (db) => {
      const triggers = db.prepare<[], { sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").all();
      for (const { sql } of db.prepare<[], { sql: string }>(dropAll).all()) db.exec(sql);
      rewriteFrom(db, 10);
      for (const { sql } of triggers) db.exec(sql);
    });
    const verdict = must(verifyLog(path));
    expect(verdict.isWhole).toBe(false);
    expect(verdict.problems.map(({ what }) => what)).toEqual([
      expect.stringMatching(/event 20 of console-1 is not the one it signed/),
    ]);
    expect(must(verifyLog(path, { head })).problems).toHaveLength(2);
  });

  test('a head signed by someone else, or for another place, is not taken', () => {
    const log = must(open(newPath(), testConsole()));
    const [first] = fill(log, 3);
    log.close();
    const head = { console: 'console-1', seq: 2, hash: String(first?.hash), at: noon };
    const signature = sign(null, headBytes(head), testConsole().privateKey).toString('base64url');
    raw(log.path, (db) =>
      db.prepare('INSERT INTO head VALUES (?, ?, ?, ?, ?)').run(head.console, head.seq, head.hash, head.at, signature),
    );
    expect(must(verifyLog(log.path)).problems[0]?.what).toMatch(/does not have its signature/);
  });

  test.each([0.3, 0.6, 0.9])(
    'a file cut to %f of its length is broken, with the first place that can not be read',
    (part) => {
      const log = must(open(newPath(), testConsole()));
      for (let n = 0; n < 100; n += 1) must(log.append(command(`c${n}`, 5)));
      log.close();
      const bytes = readFileSync(log.path).length;
      truncateSync(log.path, Math.floor(bytes * part));
      const { isWhole, problems, soundTo } = must(verifyLog(log.path));
      expect(isWhole).toBe(false);
      expect(problems.map(({ what }) => what).join()).toMatch(/the file was cut: \d+ bytes are missing/);
      expect(problems[0]?.position).toBe(soundTo + 1);
      expect(soundTo).toBeGreaterThan(0);
      expect(soundTo).toBeLessThan(500);
    },
  );

  test('a file that is no log, and one that is not there, are faults and not verdicts', () => {
    const path = newPath();
    expect(faultOf(verifyLog(path))).toMatchObject({ cause: 'not-found' });
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, 'no log');
    expect(faultOf(verifyLog(path)).message).toContain('is not a Tminus log');
    const other = newPath();
    raw(other, (db) => db.exec('CREATE TABLE recipes (name TEXT)'));
    expect(faultOf(verifyLog(other)).message).toContain('is not a Tminus log');
  });

  test('a damaged snapshot is a note: the log is whole without it', () => {
    const log = must(open(newPath(), testConsole()));
    const [event] = fill(log, 1);
    must(log.saveSnapshot({ position: 1, hash: String(event?.hash), fingerprint: 'f', state: { go: false } }));
    log.close();
    raw(log.path, (db) => db.exec(`UPDATE snapshot SET state = '{"go":true}'`));
    const verdict = must(verifyLog(log.path));
    expect(verdict.isWhole).toBe(true);
    expect(verdict.notes[0]).toMatch(/snapshot at position 1 is damaged/);
  });
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Changes the event at `from` and makes every hash after it right again, as a forger with the file would. */
function rewriteFrom(db: Parameters<Parameters<typeof raw>[1]>[0], from: number): void {
  let prevHash = '';
  const rows = db.prepare<[number], { position: number; header: string; salt: string; data: string; hash: string }>(
    'SELECT position, header, salt, data, hash FROM event WHERE position >= ? ORDER BY position',
  );
  for (const row of rows.all(from)) {
    const header = parseHeader(row.header);
    if (header === undefined) throw new Error('no header');
    const data = row.position === from ? row.data.replace('command', 'nothing') : row.data;
    const dataHash = sha256(row.salt + data);
    const text = headerText({ ...header, dataHash, prevHash: row.position === from ? header.prevHash : prevHash });
    prevHash = sha256(text);
    db.prepare('UPDATE event SET header = ?, data = ?, hash = ?, data_hash = ?, prev_hash = ? WHERE position = ?').run(
      text,
      data,
      prevHash,
      dataHash,
      parseHeader(text)?.prevHash,
      row.position,
    );
  }
}
