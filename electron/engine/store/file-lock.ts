import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { codeOf, diskFault, storeFault } from './faults.ts';

/** Held while a log is open for writing. */
export type FileLock = { release(): void };

const readPid = (path: string): number | undefined => {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Lets one process write a log. The lock is an exclusive SQLite lock on an empty file beside it: the operating system
 * drops it when its process ends however it ends, so a lock can't be left behind and a reused pid can't fool it.
 * The pid file is there only to name who holds it.
 */
export function takeLock(logPath: string): Result<FileLock, Fault> {
  const pidPath = `${logPath}.pid`;
  let holder: Database.Database | undefined;
  try {
    holder = new Database(`${logPath}.lock`, { timeout: 0 });
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder?.close();
    if (codeOf(error).startsWith('SQLITE_BUSY')) return err(alreadyOpen(logPath, readPid(pidPath)));
    const failure = error instanceof TypeError ? Object.assign(new Error(error.message), { code: 'ENOENT' }) : error;
    return err(diskFault(failure, `The log ${logPath} can't be opened for writing`));
  }
  notePid(pidPath);
  const held = holder;
  return ok({
    release: () => {
      rmSync(pidPath, { force: true });
      held.close();
    },
  });
}

/** A full disk must not keep a log from being opened: then the lock holds and only the name is missing. */
function notePid(pidPath: string): void {
  try {
    writeFileSync(pidPath, String(process.pid));
  } catch {
    rmSync(pidPath, { force: true });
  }
}

const alreadyOpen = (logPath: string, pid: number | undefined): Fault => {
  const who = pid === undefined ? 'another process' : `pid ${pid}`;
  return storeFault(
    'conflict',
    `The log ${logPath} is already open by ${who}. Nothing was changed.`,
    `Use the Tminus that is already running, or end ${who} and open it again.`,
    { retryable: true },
  );
};
