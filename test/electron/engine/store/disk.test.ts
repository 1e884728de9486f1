import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Log } from '#engine/store/log.ts';
import { verifyLog } from '#engine/store/verify.ts';
import { command, faultOf, must, newPath, open, scratchFolder, testConsole } from './scratch-log.ts';

/** Mounting a disk of a few megabytes takes root on Linux; elsewhere these tests say so and are skipped. */
const canMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const place = scratchFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const mounted: string[] = [];

// Runs before the folders are removed: what is registered later runs first.
afterEach(() => {
  for (const place of mounted.splice(0)) execFileSync('umount', ['-l', place]);
});

function smallDisk(megabytes: number): string {
  const place = join(scratchFolder(), 'disk');
  mkdirSync(place);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place]);
  mounted.push(place);
  return place;
}

const fillUp = (place: string): string => {
  const filler = join(place, 'filler');
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    for (;;) {
      try {
        writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
  return filler;
};

/** Records until the disk refuses; gives the fault and how many commands were recorded. */
function untilFull(log: Log) {
  for (let n = 0; n < 10_000; n += 1) {
    const done = log.append(
      command(`fill-${n}`, 1, { events: [{ type: 'note.written', version: 1, data: 'x'.repeat(2000) }] }),
    );
    if (!done.ok) return { fault: done.error, recorded: n };
  }
  throw new Error('the disk never got full');
}

describe.skipIf(!canMount)('a full disk (needs root on Linux, to mount a small one)', () => {
  test('refuses the command with nothing partial, lets hold through after the reserve is freed, and recovers by itself', () => {
    const place = smallDisk(8);
    const who = testConsole();
    const log = must(open(join(place, 'launch.db'), who, { reserveBytes: 2 << 20 }));
    expect(log.hasReserve()).toBe(true);
    const filler = fillUp(place);
    const { fault, recorded } = untilFull(log);
    expect(fault).toMatchObject({ kind: 'fault', cause: 'disk', retryable: true });
    expect(fault.message).toMatch(/can't be written: the disk is full\. Nothing was recorded and nothing was run\./);
    expect(fault.hint).toContain('Free space');
    expect(log.head().position).toBe(recorded);

    // Still refused, again and again, while the reserve is kept for what may use it.
    const big = { events: [{ type: 'note.written', version: 1, data: 'x'.repeat(50_000) }] };
    expect(faultOf(log.append(command('again', 1, big))).cause).toBe('disk');

    must(log.freeReserve());
    expect(log.hasReserve()).toBe(false);
    const [hold] = must(
      log.append(command('hold', 1, { events: [{ type: 'clock.held', version: 1, data: { reason: '' } }] })),
    );
    expect(hold?.position).toBe(recorded + 1);

    rmSync(filler);
    expect(must(log.append(command('again', 1, big)))).toHaveLength(1);
    must(log.restoreReserve());
    expect(log.hasReserve()).toBe(true);
    expect([...log.events()]).toHaveLength(recorded + 2);
    log.close();
    expect(must(verifyLog(log.path))).toMatchObject({ isWhole: true, events: recorded + 2 });
  });

  test('a full disk also refuses effects, heads, snapshots and backups in words, and none of them is half there', async () => {
    const place = smallDisk(4);
    const log = must(open(join(place, 'launch.db'), testConsole()));
    must(log.append(command('a', 1, { effects: [{ id: 'e', kind: 'k', payload: 1, touchesOutside: true }] })));
    fillUp(place);
    const { recorded } = untilFull(log);
    const { hash, position } = log.head();
    const state = 'x'.repeat(2_000_000);
    expect(faultOf(log.saveSnapshot({ position, hash, fingerprint: 'f', state })).message).toMatch(/the disk is full/);
    expect(faultOf(await log.backup(join(place, 'backup.db'))).message).toMatch(/was not made: the disk is full/);
    expect(statSync(join(place, 'backup.db'), { throwIfNoEntry: false })).toBeUndefined();
    expect(must(log.latestSnapshot('f'))).toBeUndefined();
    expect([...log.events()]).toHaveLength(recorded + 1);
  });

  test('a log can be opened on a disk without room for the reserve, and says that it has none', () => {
    const place = smallDisk(4);
    const log = must(open(join(place, 'launch.db'), testConsole(), { reserveBytes: 64 << 20 }));
    expect(log.hasReserve()).toBe(false);
    expect(must(log.append(command('a')))).toHaveLength(1);
  });

  test('a log on a disk that may only be read is refused in words, can still be verified, and goes on when it may be written', () => {
    const place = smallDisk(8);
    const who = testConsole();
    const log = must(open(join(place, 'launch.db'), who));
    must(log.append(command('a')));
    log.close();
    execFileSync('mount', ['-o', 'remount,ro', place]);
    const fault = faultOf(open(join(place, 'launch.db'), who));
    expect(fault).toMatchObject({ cause: 'disk' });
    expect(fault.message).toMatch(/may only be read|could not be opened/);
    expect(must(verifyLog(join(place, 'launch.db')))).toMatchObject({ isWhole: true, events: 1 });
    execFileSync('mount', ['-o', 'remount,rw', place]);
    expect(must(must(open(join(place, 'launch.db'), who)).append(command('b')))).toHaveLength(1);
  });
});

describe('the reserve', () => {
  test('is as large as it was asked for, is freed once, and can be taken again', () => {
    const log = must(open(newPath(), testConsole(), { reserveBytes: 3 << 20 }));
    const path = `${log.path}.reserve`;
    expect(statSync(path).size).toBe(3 << 20);
    expect(statSync(path).blocks * 512).toBeGreaterThanOrEqual(3 << 20);
    must(log.freeReserve());
    must(log.freeReserve());
    expect(log.hasReserve()).toBe(false);
    must(log.restoreReserve());
    expect(log.hasReserve()).toBe(true);
  });
});
