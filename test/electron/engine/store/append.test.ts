import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { headerText, parseHeader } from '#engine/store/record.ts';
import { command, fill, must, newPath, noon, open, raw, scratchFolder, testConsole } from './scratch-log.ts';

const effect = (id: string) => ({ id, kind: 'scale', payload: { replicas: 3 }, touchesOutside: true });

describe('recording a command', () => {
  test('its events are chained, numbered and given back as they will be read', () => {
    const log = must(open(newPath(), testConsole()));
    const first = must(log.append(command('a', 2)));
    const second = must(log.append(command('b')));
    const all = [...first, ...second];
    expect(all.map(({ position, consoleSeq, commandId, index }) => [position, consoleSeq, commandId, index])).toEqual([
      [1, 1, 'a', 0],
      [2, 2, 'a', 1],
      [3, 3, 'b', 0],
    ]);
    expect([...log.events()]).toEqual(all);
    expect([...log.events(2)]).toEqual(second);
    for (const { id } of all)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('the same command twice is done once and gives the same events', () => {
    const log = must(open(newPath(), testConsole()));
    const first = must(log.append(command('a', 2, { effects: [effect('e')] })));
    const again = must(log.append(command('a', 1, { effects: [effect('other')] })));
    expect(again).toEqual(first);
    expect(log.head().position).toBe(2);
    expect(log.outbox.all().map(({ id }) => id)).toEqual(['e']);
  });

  test('a command that leaves effects alone is done once, too', () => {
    const log = must(open(newPath(), testConsole()));
    for (let time = 0; time < 2; time += 1) must(log.append(command('a', 0, { effects: [effect('e')] })));
    expect(log.outbox.pending()).toHaveLength(1);
  });

  test('events and effects are there together or not at all', () => {
    const log = must(open(newPath(), testConsole()));
    must(log.append(command('a', 1, { effects: [effect('e')] })));
    expect(() => log.append(command('b', 2, { effects: [effect('f'), effect('e')] }))).toThrow(/UNIQUE/);
    expect(log.head().position).toBe(1);
    expect([...log.events()]).toHaveLength(1);
    expect(log.outbox.all()).toHaveLength(1);
    expect(must(log.append(command('b')))[0]).toMatchObject({ position: 2, consoleSeq: 2 });
  });

  test('a command that reports the end of an effect ends it in the same transaction, and may say so twice', () => {
    const log = must(open(newPath(), testConsole()));
    must(log.append(command('a', 1, { effects: [effect('e')] })));
    must(log.outbox.markStarted('e'));
    must(log.append(command('b', 1, { endsEffect: 'e' })));
    expect(log.outbox.started()).toEqual([]);
    must(log.append(command('c', 1, { endsEffect: { id: 'e', state: 'done' } })));
    expect(() => log.append(command('d', 1, { endsEffect: { id: 'e', state: 'failed' } }))).toThrow(/is done/);
    expect(log.head().position).toBe(3);
  });

  test('the clock on the wall may go back, the logical one goes on', () => {
    const log = must(open(newPath(), testConsole()));
    const hours = [0, 26, 24, -2, -2, 30];
    const events = hours.flatMap((hour, n) => must(log.append(command(`c${n}`, 2, { at: noon + hour * 3_600_000 }))));
    expect(events.filter((_, n) => n % 2 === 0).map(({ at }) => (at - noon) / 3_600_000)).toEqual(hours);
    const moments = events.map(({ hlc }) => hlc);
    expect([...new Set(moments)].sort()).toEqual(moments);
  });

  test('the logical clock goes on after the log was closed and the clock set back', () => {
    const who = testConsole();
    const path = newPath();
    const log = must(open(path, who));
    const [before] = fill(log, 1);
    log.close();
    const [after] = must(must(open(path, who)).append(command('later', 1, { at: noon - 7_200_000 })));
    expect(String(after?.hlc) > String(before?.hlc)).toBe(true);
  });

  test('what is not a JSON value is a bug, and leaves nothing', () => {
    const log = must(open(newPath(), testConsole()));
    expect(() => log.append(command('a', 0, { events: [{ type: 'x', version: 1, data: undefined }] }))).toThrow(/JSON/);
    expect(log.head().position).toBe(0);
    expect(must(log.append(command('a')))).toHaveLength(1);
  });
});

describe('the bytes that are hashed', () => {
  const awkward = [
    { text: 'lone \ud800 surrogate \udfff' },
    { nfc: '\u00e9', nfd: 'e\u0301' },
    { b: 1, a: 2, '10': 3, '9': 4 },
    { float: 1.0, tiny: 1e-7, big: 1e21, minusZero: -0, nul: '\u0000' },
    'a " quote and a \\ and \u2028',
    null,
    [[[]]],
  ];

  test('are the stored ones, whatever is in them: no event has to be written again to be checked', () => {
    const path = newPath();
    const log = must(open(path, testConsole()));
    for (const [n, data] of awkward.entries()) {
      must(log.append(command(`"\\${n}é`, 0, { actor: 'ma"ri\\a', events: [{ type: 'x', version: 1, data }] })));
    }
    const read = [...log.events()];
    expect(read.map(({ data }) => data)).toEqual(JSON.parse(JSON.stringify(awkward)));
    log.close();
    const sql =
      'SELECT CAST(header AS BLOB) AS header, CAST(salt AS BLOB) AS salt, CAST(data AS BLOB) AS data, hash FROM event';
    const rows = raw(path, (db) =>
      db.prepare<[], { header: Buffer; salt: Buffer; data: Buffer; hash: string }>(sql).all(),
    );
    for (const { header, salt, data, hash } of rows) {
      expect(createHash('sha256').update(header).digest('hex')).toBe(hash);
      const { dataHash } = JSON.parse(header.toString());
      expect(createHash('sha256').update(salt).update(data).digest('hex')).toBe(dataHash);
    }
    expect(rows).toHaveLength(awkward.length);
  });

  test('a header reads the same by either way of reading it', () => {
    const header = {
      id: 'i',
      type: 't',
      version: 1,
      at: 2,
      hlc: 'h',
      actor: 'a',
      console: 'c',
      consoleSeq: 3,
      commandId: 'd',
      index: 4,
      prevHash: 'p',
      dataHash: 'q',
    };
    expect(parseHeader(headerText(header))).toEqual(header);
    const escaped = { ...header, actor: 'a "b" \\' };
    expect(parseHeader(headerText(escaped))).toEqual(escaped);
    for (const broken of [
      '',
      '{}',
      'null',
      headerText(header).slice(1),
      headerText(header).replace('"at":2', '"at":"2"'),
    ]) {
      expect(parseHeader(broken)).toBeUndefined();
    }
  });

  test('two logs with the same events have different hashes of the data: the salt keeps them from being guessed', () => {
    const who = testConsole();
    const hashes = [1, 2].map(
      () => must(must(open(`${scratchFolder()}/launch.db`, who)).append(command('a')))[0]?.hash,
    );
    expect(new Set(hashes).size).toBe(2);
  });
});
