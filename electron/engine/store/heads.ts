import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';

/** A console's signed word about where its chain stands; peers, the report and the paper carry it. */
export type SignedHead = {
  readonly console: string;
  readonly seq: number;
  readonly hash: string;
  /** Epoch ms. */
  readonly at: number;
  /** Ed25519 over {@link headBytes}, base64url. */
  readonly signature: string;
};

export const encoder = new TextEncoder();

/** The exact bytes that a console signs for its head. */
export const headBytes = (head: Omit<SignedHead, 'signature'>): Uint8Array =>
  encoder.encode(JSON.stringify(['tminus-head/1', head.console, head.seq, head.hash, head.at]));

const insertSql = 'INSERT OR IGNORE INTO head (console, seq, hash, at, signature) VALUES (?, ?, ?, ?, ?)';
const lastSql = 'SELECT console, seq, hash, at, signature FROM head WHERE console = ? ORDER BY seq DESC LIMIT 1';

/** Signs where the chain stands and keeps it; the head signed before when nothing was recorded since. */
export function signHead(
  connection: Connection,
  head: Omit<SignedHead, 'signature'>,
  sign: (bytes: Uint8Array) => Uint8Array,
): Result<SignedHead, Fault> {
  return connection.write('The head of the log could not be signed', () => {
    const last = connection.statement<[string], SignedHead>(lastSql).get(head.console);
    if (last !== undefined && last.seq === head.seq && last.hash === head.hash) return last;
    const signature = Buffer.from(sign(headBytes(head))).toString('base64url');
    connection.statement(insertSql).run(head.console, head.seq, head.hash, head.at, signature);
    return { ...head, signature };
  });
}

/** The newest head that a console signed, if any. */
export const lastSignedHead = (connection: Connection, consoleId: string): Result<SignedHead | undefined, Fault> =>
  connection.read('The signed heads of the log could not be read', () =>
    connection.statement<[string], SignedHead>(lastSql).get(consoleId),
  );
