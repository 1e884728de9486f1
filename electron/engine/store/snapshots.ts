import { createPublicKey, verify } from 'node:crypto';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { encoder } from './heads.ts';
import { sha256 } from './record.ts';

/** The folded state after the event at `position`: a cache that can always be rebuilt by replay. */
export type Snapshot = {
  readonly position: number;
  /** Hash of the event at `position`. */
  readonly hash: string;
  /** Names the code that folded it; a snapshot of other code is not used. */
  readonly fingerprint: string;
  readonly state: unknown;
};

export type StoredSnapshot = { position: number; hash: string; fingerprint: string; state: string; signature: string };

/** How many are kept: the one before is there when the newest turns out to be damaged. */
const keptSnapshots = 2;

const insertSql =
  'INSERT OR REPLACE INTO snapshot (position, hash, fingerprint, state, signature) VALUES (?, ?, ?, ?, ?)';
const tidySql = `DELETE FROM snapshot WHERE position NOT IN
  (SELECT position FROM snapshot ORDER BY position DESC LIMIT ${keptSnapshots})`;
const latestSql = `SELECT snapshot.* FROM snapshot JOIN event USING (position)
  WHERE event.hash = snapshot.hash AND snapshot.fingerprint = ? ORDER BY position DESC`;

/** Signed, because at start it stands for all events before it. */
export const snapshotBytes = (row: Omit<StoredSnapshot, 'signature'>): Uint8Array =>
  encoder.encode(JSON.stringify(['tminus-snapshot/1', row.position, row.hash, row.fingerprint, sha256(row.state)]));

/** A raw Ed25519 public key in base64url as node:crypto takes it. */
export const publicKeyObject = (publicKey: string) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });

export function saveSnapshot(
  connection: Connection,
  snapshot: Snapshot,
  sign: (bytes: Uint8Array) => Uint8Array,
): Result<void, Fault> {
  const state = JSON.stringify(snapshot.state);
  const row = { position: snapshot.position, hash: snapshot.hash, fingerprint: snapshot.fingerprint, state };
  const signature = Buffer.from(sign(snapshotBytes(row))).toString('base64url');
  return connection.write('The snapshot could not be kept', () => {
    connection.statement(insertSql).run(row.position, row.hash, row.fingerprint, state, signature);
    connection.statement(tidySql).run();
  });
}

/** The newest snapshot of this code that is signed by this console and belongs to this log; undefined: replay all. */
export function latestSnapshot(
  connection: Connection,
  fingerprint: string,
  publicKey: string,
): Result<Snapshot | undefined, Fault> {
  const rows = connection.read('The snapshots of the log could not be read', () =>
    connection.statement<[string], StoredSnapshot>(latestSql).all(fingerprint),
  );
  if (!rows.ok) return rows;
  const key = publicKeyObject(publicKey);
  for (const row of rows.value) {
    if (!verify(null, snapshotBytes(row), key, Buffer.from(row.signature, 'base64url'))) continue;
    return ok({ position: row.position, hash: row.hash, fingerprint: row.fingerprint, state: JSON.parse(row.state) });
  }
  return ok(undefined);
}
