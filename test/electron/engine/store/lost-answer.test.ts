import { describe, expect, test } from 'vitest';
import { type Appender, appenderOf } from '#engine/store/append.ts';
import { type Connection, connectTo } from '#engine/store/connection.ts';
import { openDatabase } from '#engine/store/db.ts';
import { storeFault } from '#engine/store/faults.ts';
import { readerOf } from '#engine/store/read.ts';
import { err } from '#shared/lib/result.ts';
import { command, faultOf, must, newPath, open, testConsole } from './scratch-log.ts';

type Trouble = { answer: 'right' | 'lost'; canSettle: boolean; reopened: number };

/** A real log on a disk whose commits can be on it although they failed: the write went through, its sync did not. */
function onBadDisk(): { appender: Appender; trouble: Trouble } {
  const path = newPath();
  must(open(path, testConsole())).close();
  const connection = connectTo(path, must(openDatabase(path, true)));
  const trouble: Trouble = { answer: 'right', canSettle: true, reopened: 0 };
  const bad: Connection = {
    ...connection,
    generation: () => connection.generation() + trouble.reopened,
    settle: () => trouble.canSettle && connection.settle(),
    write: (what, work) => {
      const done = connection.write(what, work);
      if (trouble.answer === 'right') return done;
      trouble.reopened += 1;
      trouble.answer = 'right';
      return err(
        storeFault('disk', `${what}: the disk answered with an error. Nothing was recorded and nothing was run.`, ''),
      );
    },
  };
  return { appender: appenderOf(bad, readerOf(bad), 'console-1'), trouble };
}

describe('a commit that failed and is in the file all the same', () => {
  test('counts as recorded when the new handle can move it into the main file and sync it', () => {
    const { appender, trouble } = onBadDisk();
    must(appender.append(command('a')));
    trouble.answer = 'lost';
    const recorded = must(appender.append(command('b', 2)));
    expect(recorded.map(({ position, commandId }) => [position, commandId])).toEqual([
      [2, 'b'],
      [3, 'b'],
    ]);
    expect(must(appender.append(command('c')))[0]).toMatchObject({ position: 4, consoleSeq: 4 });
  });

  test('is said to be unknown when it can not be synced, and comes first with the next command', () => {
    const { appender, trouble } = onBadDisk();
    must(appender.append(command('a')));
    Object.assign(trouble, { answer: 'lost', canSettle: false });
    expect(faultOf(appender.append(command('b', 2))).message).toMatch(
      /It is not known whether it was recorded; nothing was run/,
    );
    const recorded = must(appender.append(command('c')));
    expect(recorded.map(({ position, commandId }) => [position, commandId])).toEqual([
      [2, 'b'],
      [3, 'b'],
      [4, 'c'],
    ]);
    expect(must(appender.append(command('d'))).map(({ commandId }) => commandId)).toEqual(['d']);
  });

  test('is given once when the same command is sent again', () => {
    const { appender, trouble } = onBadDisk();
    Object.assign(trouble, { answer: 'lost', canSettle: false });
    faultOf(appender.append(command('b', 2)));
    expect(must(appender.append(command('b', 2))).map(({ position }) => position)).toEqual([1, 2]);
    expect(appender.head().position).toBe(2);
  });
});
