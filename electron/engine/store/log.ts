import { existsSync } from 'node:fs';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type Append, type Appender, appenderOf, type Head } from './append.ts';
import { backupTo } from './backup.ts';
import { type Connection, connectTo } from './connection.ts';
import { type Db, openDatabase } from './db.ts';
import { storeFault } from './faults.ts';
import { type FileLock, takeLock } from './file-lock.ts';
import { lastSignedHead, type SignedHead, signHead } from './heads.ts';
import { type Migration, migrate, migrations } from './migrations/migrate.ts';
import { type Outbox, outboxOf } from './outbox.ts';
import { type Reader, readerOf } from './read.ts';
import type { Recorded } from './record.ts';
import { defaultReserveBytes, type Reserve, reserveBeside } from './reserve.ts';
import { schemaTrouble } from './schema.ts';
import { latestSnapshot, type Snapshot, saveSnapshot } from './snapshots.ts';

export type OpenLog = {
  /** Who writes: the id of this console, 1..64 characters. */
  readonly consoleId: string;
  /** Signs with the console's key (Ed25519); for heads and snapshots. */
  readonly sign: (bytes: Uint8Array) => Uint8Array;
  /** The console's public key: raw Ed25519, base64url. */
  readonly publicKey: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** True: make a new log, which must not be there yet. False: open one, which must. Left out: whichever it is. */
  readonly isCreate?: boolean | undefined;
  /** Bytes of the reserve file; 0 for none. */
  readonly reserveBytes?: number | undefined;
  /** For tests of the migrations alone. */
  readonly migrations?: readonly Migration[] | undefined;
};

/** One launch's log, open for writing. Docs: docs/log-format.md and README.md of this folder. */
export interface Log {
  readonly path: string;
  /**
   * Records a command's events and effects in one transaction, on disk when this returns. A command recorded before
   * gives its events again and writes nothing. The result may begin with events of an earlier command whose append had
   * failed without it being known whether it was on disk: fold everything past the last position you folded.
   */
  append(input: Append): Result<readonly Recorded[], Fault>;
  /** Events after a position, chain checked; throws a BrokenLog (faults.ts) at a broken place. */
  events(afterPosition?: number): IterableIterator<Recorded>;
  /** The same as values: how many were given to `visit`, or what is broken and where. */
  replay(afterPosition: number, visit: (event: Recorded) => void): Result<number, Fault>;
  readonly outbox: Outbox;
  /** Where this console's chain stands: the last position of the file, its own sequence and hash. */
  head(): Head;
  /** Signs the head and keeps it; to be called every minute. */
  signHead(): Result<SignedHead, Fault>;
  lastSignedHead(): Result<SignedHead | undefined, Fault>;
  saveSnapshot(snapshot: Snapshot): Result<void, Fault>;
  latestSnapshot(fingerprint: string): Result<Snapshot | undefined, Fault>;
  backup(target: string): Promise<Result<void, Fault>>;
  hasReserve(): boolean;
  /** Gives the reserve back to a full disk, so that hold, stop and rollback can be recorded. */
  freeReserve(): Result<void, Fault>;
  restoreReserve(): Result<void, Fault>;
  close(): void;
}

/** Opens or makes a log file: lock, settings, format, tables as they must be, console, reserve. */
export function openLog(path: string, options: OpenLog): Result<Log, Fault> {
  const isThere = existsSync(path);
  if (options.isCreate === true && isThere) {
    return err(storeFault('conflict', `The log ${path} is already there.`, 'Open it, or choose another file.'));
  }
  if (options.isCreate === false && !isThere) {
    return err(
      storeFault('not-found', `There is no log ${path}.`, 'Choose the log file of a launch, or restore a backup.'),
    );
  }
  const lock = takeLock(path);
  if (!lock.ok) return lock;
  const opened = openLocked(path, options, isThere, lock.value);
  if (!opened.ok) lock.value.release();
  return opened;
}

function openLocked(path: string, options: OpenLog, isThere: boolean, lock: FileLock): Result<Log, Fault> {
  const opened = openDatabase(path, isThere);
  if (!opened.ok) return opened;
  const db = opened.value;
  const steps = options.migrations ?? migrations;
  const ready = migrate(db, path, steps, (version) =>
    vacuumInto(db, `${path}.before-format-${version}-${options.now()}`),
  );
  const trouble = ready.ok ? schemaTrouble(db, path, steps) : ready.error;
  if (trouble !== undefined) {
    db.close();
    return err(trouble);
  }
  const connection = connectTo(path, db);
  const enrolled = enrol(connection, options);
  const appender = enrolled.ok
    ? connection.read(`The log ${path} can't be read`, () =>
        appenderOf(connection, readerOf(connection), options.consoleId),
      )
    : enrolled;
  if (!appender.ok) {
    connection.close();
    return appender;
  }
  const reserve = reserveBeside(path, options.reserveBytes ?? defaultReserveBytes);
  // A disk without room for the reserve must not keep the launch from opening: hasReserve() tells.
  reserve.restore();
  return ok(compose(connection, readerOf(connection), appender.value, reserve, lock, options));
}

const vacuumInto = (db: Db, target: string): void => {
  db.prepare('VACUUM INTO ?').run(target);
};

/** Notes the console's public key when it first writes; another key under the same name is refused. */
function enrol(connection: Connection, options: OpenLog): Result<void, Fault> {
  const known = connection.read(`The log ${connection.path} can't be read`, () =>
    connection
      .statement<[string], { public_key: string }>('SELECT public_key FROM console WHERE id = ?')
      .get(options.consoleId),
  );
  if (!known.ok) return known;
  if (known.value?.public_key === options.publicKey) return ok(undefined);
  if (known.value !== undefined) {
    return err(
      storeFault(
        'conflict',
        `The log ${connection.path} knows console ${options.consoleId} under another key. Nothing was changed.`,
        'Open it with the console and profile that wrote it, or give this console a name of its own.',
      ),
    );
  }
  return connection.write(`Console ${options.consoleId} can't be entered in the log ${connection.path}`, () => {
    connection
      .statement('INSERT INTO console (id, public_key) VALUES (?, ?)')
      .run(options.consoleId, options.publicKey);
  });
}

const compose = (
  connection: Connection,
  reader: Reader,
  appender: Appender,
  reserve: Reserve,
  lock: FileLock,
  { consoleId, sign, publicKey, now }: OpenLog,
): Log => ({
  path: connection.path,
  append: appender.append,
  events: reader.events,
  replay: reader.replay,
  outbox: outboxOf(connection, now),
  head: appender.head,
  signHead: () => {
    const { seq, hash } = appender.head();
    return signHead(connection, { console: consoleId, seq, hash, at: now() }, sign);
  },
  lastSignedHead: () => lastSignedHead(connection, consoleId),
  saveSnapshot: (snapshot) => saveSnapshot(connection, snapshot, sign),
  latestSnapshot: (fingerprint) => latestSnapshot(connection, fingerprint, publicKey),
  backup: (target) => backupTo(connection, target),
  hasReserve: reserve.isHeld,
  freeReserve: reserve.free,
  restoreReserve: reserve.restore,
  close: () => {
    connection.close();
    lock.release();
  },
});
