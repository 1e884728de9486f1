import { verify } from 'node:crypto';
import type { Db } from './db.ts';
import { headBytes, type SignedHead } from './heads.ts';
import { effectChecksum, type StoredEffect } from './outbox.ts';
import { elsewhere, type Report } from './problem.ts';
import { chainStart } from './record.ts';
import { publicKeyObject, type StoredSnapshot, snapshotBytes } from './snapshots.ts';
import type { Walked } from './verify-events.ts';

/** A console as the file knows it. */
export type ConsoleRow = { readonly id: string; readonly publicKey: string };

const isSigned = (bytes: Uint8Array, publicKey: string, signature: string): boolean => {
  try {
    return verify(null, bytes, publicKeyObject(publicKey), Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
};

export function readConsoles(db: Db, report: Report): readonly ConsoleRow[] {
  const consoles = db.prepare<[], ConsoleRow>('SELECT id, public_key AS publicKey FROM console ORDER BY id').all();
  for (const { id, publicKey } of consoles) {
    try {
      publicKeyObject(publicKey);
    } catch {
      report(elsewhere(`the public key of console ${id} is not one`));
    }
  }
  return consoles;
}

/** Every signed head must be in the chain as it was signed. Gives the last signed sequence of each console. */
export function checkHeads(
  db: Db,
  consoles: readonly ConsoleRow[],
  walked: Walked,
  report: Report,
): Map<string, number> {
  const keys = new Map(consoles.map(({ id, publicKey }) => [id, publicKey]));
  const signed = new Map<string, number>();
  const rows = db
    .prepare<[], SignedHead>('SELECT console, seq, hash, at, signature FROM head ORDER BY console, seq')
    .all();
  for (const head of rows) {
    const key = keys.get(head.console);
    const when = new Date(head.at).toISOString();
    if (key === undefined || !isSigned(headBytes(head), key, head.signature)) {
      report(elsewhere(`the head that ${head.console} signed at event ${head.seq} does not have its signature`));
      continue;
    }
    signed.set(head.console, head.seq);
    const end = walked.ends.get(head.console);
    if (head.seq === 0 && head.hash === chainStart) continue;
    if (head.seq > (end?.seq ?? 0)) {
      report({
        position: walked.lastPosition + 1,
        consoleSeq: (end?.seq ?? 0) + 1,
        what: `the end was cut off: ${head.console} signed event ${head.seq} at ${when}, the file ends at ${end?.seq ?? 0}`,
      });
      continue;
    }
    const seen = walked.hashes.get(head.hash);
    if (seen === undefined || seen.console !== head.console || seen.seq !== head.seq) {
      report(
        elsewhere(
          `event ${head.seq} of ${head.console} is not the one it signed at ${when}: the log was rewritten at or before it`,
        ),
      );
    }
  }
  return signed;
}

export function checkOutbox(db: Db, report: Report): void {
  for (const row of db.prepare<[], StoredEffect>('SELECT * FROM outbox ORDER BY place').iterate()) {
    if (effectChecksum(row) !== row.checksum) report(elsewhere(`effect ${row.id} of the outbox was changed`));
  }
}

/** Snapshots are a cache: a bad one is a note, the log is whole without it. */
export function checkSnapshots(db: Db, consoles: readonly ConsoleRow[]): readonly string[] {
  return db
    .prepare<[], StoredSnapshot>('SELECT * FROM snapshot ORDER BY position')
    .all()
    .filter((row) => !consoles.some(({ publicKey }) => isSigned(snapshotBytes(row), publicKey, row.signature)))
    .map(
      (row) =>
        `The snapshot at position ${row.position} is damaged; it is not used, and is built anew from the events.`,
    );
}
