import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import type { Signer } from './sealed-key.ts';

/** Who is signed in at a connection. */
export type SignedIn = { readonly person: string; readonly publicKey: string };
/** Why nobody is signed in any more, where that wasn't asked for. */
export type LockedFor = 'idle' | 'revoked';

/** The signed-in person of each connection (a window, or a headless run). Keys are here in memory and nowhere else. */
export type Sessions = {
  /** The person's key now signs for this connection; whoever was signed in there before is signed out. */
  signIn(connection: string, person: string, signer: Signer): void;
  who(connection: string): SignedIn | undefined;
  /** Signs for the person of this connection, base64url; refused when nobody is signed in there. */
  sign(connection: string, bytes: Uint8Array): Result<string, Refusal>;
  /** Signs out and wipes the key: a lock, or the window has gone. */
  lock(connection: string, why?: LockedFor): void;
  lockAll(): void;
  /** Why the last session of this connection ended; null when that was asked for. */
  lockedFor(connection: string): LockedFor | null;
  /** Somebody did something there. */
  touch(connection: string): void;
  /** Connections where someone is signed in and nothing was done for `idleMs` of real time. */
  idle(idleMs: number): readonly string[];
  /** Connections where this person is signed in. */
  of(person: string): readonly string[];
};

/** Sessions in memory; `now` is the real clock, epoch ms. */
export function createSessions(now: () => number): Sessions {
  const open = new Map<string, { readonly person: string; readonly signer: Signer; usedAt: number }>();
  const reasons = new Map<string, LockedFor>();
  const lock = (connection: string, why?: LockedFor): void => {
    open.get(connection)?.signer.wipe();
    if (open.delete(connection) && why !== undefined) reasons.set(connection, why);
    else if (why === undefined) reasons.delete(connection);
  };
  const where = (fits: (session: { readonly person: string; readonly usedAt: number }) => boolean) =>
    [...open].filter(([, session]) => fits(session)).map(([connection]) => connection);
  return {
    signIn: (connection, person, signer) => {
      lock(connection);
      open.set(connection, { person, signer, usedAt: now() });
    },
    who: (connection) => {
      const session = open.get(connection);
      return session === undefined ? undefined : { person: session.person, publicKey: session.signer.publicKey };
    },
    sign: (connection, bytes) => {
      const session = open.get(connection);
      return session === undefined
        ? err(
            refusal(
              'not-signed-in',
              'Nobody is signed in here, so nothing was signed.',
              'Sign in with your passphrase.',
            ),
          )
        : ok(session.signer.sign(bytes));
    },
    lock,
    lockedFor: (connection) => reasons.get(connection) ?? null,
    touch: (connection) => {
      const session = open.get(connection);
      if (session !== undefined) session.usedAt = now();
    },
    idle: (idleMs) => where(({ usedAt }) => now() - usedAt >= idleMs),
    of: (person) => where((session) => session.person === person),
    lockAll: () => {
      for (const connection of [...open.keys()]) lock(connection);
    },
  };
}
