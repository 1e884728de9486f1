import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { ChainEnd } from './chain.ts';
import type { Db } from './db.ts';
import { codeOf, diskFault, isWorldError, storeFault } from './faults.ts';
import { applicationId, fileVersion, migrations, versionFault } from './migrations/migrate.ts';
import { elsewhere, type Problem, type Report } from './problem.ts';
import { openReadOnly } from './read-only.ts';
import { schemaDifferences } from './schema.ts';
import { type ConsoleRow, checkHeads, checkOutbox, checkSnapshots, readConsoles } from './verify-beside.ts';
import { walkEvents } from './verify-events.ts';

export type Verdict = {
  /** Every check holds. */
  readonly isWhole: boolean;
  /** Events that could be read. */
  readonly events: number;
  /** Positions 1 to this one are sound. */
  readonly soundTo: number;
  /** Hash of the last event in the file; null when it has none. */
  readonly headHash: string | null;
  /** Where each console's chain ends. */
  readonly consoles: readonly (ConsoleRow & ChainEnd & { readonly signedTo: number })[];
  /** First ones first; at most {@link mostProblems}. */
  readonly problems: readonly Problem[];
  /** What is not the log itself and can be rebuilt. */
  readonly notes: readonly string[];
};

/** More than this are not collected: the first one is what counts. */
const mostProblems = 100;

/**
 * Checks a whole log: SQLite's own integrity, tables and triggers, every header against its columns, hashes and chain,
 * signed heads, the outbox. `head` is a hash held elsewhere (a peer, the paper): without it a cut tail can't show.
 * A fault only when the file can't be looked at at all.
 */
export function verifyLog(path: string, options: { readonly head?: string } = {}): Result<Verdict, Fault> {
  const opened = openReadOnly(path);
  if (!opened.ok) return opened;
  const { db, missingBytes } = opened.value;
  try {
    return check(db, path, missingBytes, options.head);
  } catch (error) {
    return err(diskFault(error, `The file ${path} can't be read`));
  } finally {
    db.close();
  }
}

function check(db: Db, path: string, missingBytes: number, head: string | undefined): Result<Verdict, Fault> {
  const problems: Problem[] = [];
  const notes: string[] = [];
  const report: Report = (problem) => {
    if (problems.length < mostProblems) problems.push(problem);
  };
  const attempt = attemptWith(report);

  if (missingBytes > 0) report(elsewhere(`the file was cut: ${missingBytes} bytes are missing at its end`));
  // A file shorter than it says, or with a damaged schema, is refused as a whole unless it is taken as it is.
  db.pragma('writable_schema = ON');
  const shape = shapeOf(db, path);
  if (!shape.ok) return shape;
  attempt('The file', () => checkIntegrity(db, report));
  attempt('The tables', () => {
    for (const name of schemaDifferences(db, migrations)) {
      report(elsewhere(`${name} is not as Tminus made it: a table or trigger was dropped, changed or added`));
    }
  });
  const consoles = attempt('The table of consoles', () => readConsoles(db, report)) ?? [];
  const walked = walkEvents(db, consoles, report);
  const signed = attempt('The signed heads', () => checkHeads(db, consoles, walked, report)) ?? new Map();
  attempt('The outbox', () => checkOutbox(db, report));
  attempt('The snapshots', () => notes.push(...checkSnapshots(db, consoles)));
  if (head !== undefined && !walked.hashes.has(head)) report(elsewhere(missingHead(head, walked.events)));

  const first = Math.min(...problems.map((problem) => problem.position ?? Number.POSITIVE_INFINITY));
  return ok({
    isWhole: problems.length === 0,
    events: walked.events,
    soundTo: Math.min(walked.lastPosition, first - 1),
    headHash: walked.lastHash,
    consoles: consoles.map((entry) => ({
      ...entry,
      seq: walked.ends.get(entry.id)?.seq ?? 0,
      hash: walked.ends.get(entry.id)?.hash ?? '',
      signedTo: signed.get(entry.id) ?? 0,
    })),
    problems: problems.sort(
      (a, b) => (a.position ?? Number.POSITIVE_INFINITY) - (b.position ?? Number.POSITIVE_INFINITY),
    ),
    notes,
  });
}

/** Runs a check; what SQLite can't read becomes a problem instead of ending the others. */
const attemptWith =
  (report: Report) =>
  <T>(what: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!isWorldError(error) && codeOf(error) === '') throw error;
      report(elsewhere(`${what} can't be read: ${error instanceof Error ? error.message : 'damaged'}`));
      return undefined;
    }
  };

function shapeOf(db: Db, path: string): Result<void, Fault> {
  const isLog = Number(db.pragma('application_id', { simple: true })) === applicationId;
  const version = fileVersion(db);
  if (!isLog && db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'event'").get() === undefined) {
    return err(storeFault('invalid', `${path} is not a Tminus log.`, 'Give the path of a log file.'));
  }
  const newer = isLog ? versionFault(path, version, migrations.length) : undefined;
  return newer === undefined ? ok(undefined) : err(newer);
}

function checkIntegrity(db: Db, report: Report): void {
  const version = fileVersion(db);
  const mark = Number(db.pragma('application_id', { simple: true }));
  if (mark !== applicationId || version !== migrations.length) {
    report(elsewhere(`the file's own mark and format number were changed (mark ${mark}, format ${version})`));
  }
  const rows = db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check(20)').all();
  for (const { integrity_check: line } of rows) {
    if (line !== 'ok') report(elsewhere(`SQLite finds the file damaged: ${line}`));
  }
  for (const row of db.prepare<[], { table: string }>('PRAGMA foreign_key_check').all()) {
    report(elsewhere(`a row of ${row.table} points to something that is not there`));
  }
}

const missingHead = (head: string, events: number): string =>
  `the head ${head} is not among the ${events} events of this file: its end was cut off, or it was rewritten, or the head belongs to another log`;
