import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verifyLog } from '#engine/store/verify.ts';
import { command, faultOf, fill, must, newPath, open, raw, testConsole } from './scratch-log.ts';

const effect = (id: string, priority?: number) => ({
  id,
  kind: 'scale',
  payload: { id },
  touchesOutside: id !== 'note',
  priority,
});

describe('the outbox', () => {
  test('gives the most urgent effect first, then in the order of the commands, also after a restart', () => {
    const who = testConsole();
    const path = newPath();
    const log = must(open(path, who));
    must(log.append(command('a', 1, { effects: [effect('one'), effect('two')] })));
    must(log.append(command('b', 1, { effects: [effect('hold', 10), effect('note')] })));
    log.close();
    const pending = must(open(path, who)).outbox.pending();
    expect(pending.map(({ id }) => id)).toEqual(['hold', 'one', 'two', 'note']);
    expect(pending[0]).toMatchObject({
      commandId: 'b',
      payload: { id: 'hold' },
      touchesOutside: true,
      state: 'pending',
    });
    expect(pending[3]).toMatchObject({ touchesOutside: false });
  });

  test('an effect is started once: the second start is a conflict', () => {
    const log = must(open(newPath(), testConsole()));
    must(log.append(command('a', 1, { effects: [effect('e')] })));
    must(log.outbox.markStarted('e'));
    expect(faultOf(log.outbox.markStarted('e'))).toMatchObject({ cause: 'conflict' });
    expect(faultOf(log.outbox.markStarted('e')).message).toContain('it is started');
    expect(faultOf(log.outbox.markStarted('nothing'))).toMatchObject({ cause: 'not-found' });
  });

  test('what begins at once is started together, and one that may not start keeps none of the others from it', () => {
    const log = must(open(newPath(), testConsole()));
    must(log.append(command('a', 1, { effects: [effect('flag'), effect('done'), effect('weights')] })));
    must(log.outbox.markStarted('done'));
    const [flag, done, nothing, weights] = log.outbox.markAllStarted(['flag', 'done', 'nothing', 'weights']);
    expect([flag?.ok, weights?.ok]).toEqual([true, true]);
    expect(done?.ok === false && done.error.cause).toBe('conflict');
    expect(nothing?.ok === false && nothing.error.cause).toBe('not-found');
    expect(log.outbox.started().map(({ id }) => id)).toEqual(['flag', 'done', 'weights']);
  });

  test('one started without an end is there after a restart, becomes unknown, and is not started again', () => {
    const who = testConsole();
    const path = newPath();
    const log = must(open(path, who));
    must(log.append(command('a', 1, { effects: [effect('e')] })));
    must(log.outbox.markStarted('e'));
    log.close();
    const again = must(open(path, who));
    expect(again.outbox.started().map(({ id }) => id)).toEqual(['e']);
    must(again.outbox.markEnded('e', 'unknown'));
    expect(again.outbox.unknown().map(({ id }) => id)).toEqual(['e']);
    expect(faultOf(again.outbox.markStarted('e')).cause).toBe('conflict');
    must(again.outbox.markEnded('e', 'done'));
    must(again.outbox.markEnded('e', 'done'));
    expect(faultOf(again.outbox.markEnded('e', 'failed')).cause).toBe('conflict');
    expect(faultOf(again.outbox.markEnded('e', 'pending')).cause).toBe('conflict');
  });

  test('one that waits for a person can be let go on', () => {
    const log = must(open(newPath(), testConsole()));
    must(log.append(command('a', 1, { effects: [effect('e')] })));
    must(log.outbox.markEnded('e', 'waiting'));
    expect(log.outbox.pending()).toEqual([]);
    expect(log.outbox.waiting()).toHaveLength(1);
    must(log.outbox.markEnded('e', 'pending'));
    must(log.outbox.markStarted('e'));
  });
});

describe('snapshots', () => {
  test('the newest one of the same code comes back; of other code none does', () => {
    const log = must(open(newPath(), testConsole()));
    const events = fill(log, 5);
    for (const { position, hash } of events)
      must(log.saveSnapshot({ position, hash, fingerprint: 'v1', state: { position } }));
    expect(must(log.latestSnapshot('v1'))).toEqual({
      position: 5,
      hash: events[4]?.hash,
      fingerprint: 'v1',
      state: { position: 5 },
    });
    expect(must(log.latestSnapshot('v2'))).toBeUndefined();
  });

  test('one that was changed, or is of another log, is passed over for the one before', () => {
    const who = testConsole();
    const path = newPath();
    const log = must(open(path, who));
    const events = fill(log, 3);
    for (const { position, hash } of events)
      must(log.saveSnapshot({ position, hash, fingerprint: 'v1', state: { position } }));
    log.close();
    raw(path, (db) => db.exec(`UPDATE snapshot SET state = '{"position":300}' WHERE position = 3`));
    expect(must(must(open(path, who)).latestSnapshot('v1'))?.position).toBe(2);
  });
});

describe('signed heads', () => {
  test('a head is signed once for each place of the chain', () => {
    const log = must(open(newPath(), testConsole()));
    fill(log, 2);
    const first = must(log.signHead());
    expect(must(log.signHead())).toEqual(first);
    must(log.append(command('more')));
    expect(must(log.signHead()).seq).toBe(3);
    expect(must(log.lastSignedHead())?.seq).toBe(3);
  });
});

describe('a redaction', () => {
  test('takes the data away, is an event itself, and leaves the chain whole', () => {
    const who = testConsole();
    const path = newPath();
    const log = must(open(path, who));
    const [secret] = must(
      log.append(
        command('oops', 0, { events: [{ type: 'note.written', version: 1, data: { text: 'hunter2-the-password' } }] }),
      ),
    );
    fill(log, 3);
    must(log.append(command('redact', 1, { redacts: [String(secret?.id)] })));
    expect([...log.events()][0]).toMatchObject({ position: 1, data: null, isRedacted: true, hash: secret?.hash });
    for (const file of [path, `${path}-wal`]) expect(readFileSync(file).includes('hunter2')).toBe(false);
    log.close();
    expect(must(verifyLog(path))).toMatchObject({ isWhole: true, events: 5 });
    expect(must(open(path, who)).replay(0, () => {})).toEqual({ ok: true, value: 5 });
  });

  test('of an event that is not there is a bug and leaves nothing', () => {
    const log = must(open(newPath(), testConsole()));
    fill(log, 1);
    expect(() => log.append(command('redact', 1, { redacts: ['nobody'] }))).toThrow(/not there to be redacted/);
    expect(log.head().position).toBe(1);
  });
});
