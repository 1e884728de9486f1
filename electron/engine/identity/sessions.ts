import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import type { Signer } from './sealed-key.ts';

/** Who is signed in at a connection. */
export type SignedIn = { readonly person: string; readonly publicKey: string };

/** The signed-in person of each connection (a window, or a headless run). Keys are here in memory and nowhere else. */
export type Sessions = {
  /** The person's key now signs for this connection; whoever was signed in there before is signed out. */
  signIn(connection: string, person: string, signer: Signer): void;
  who(connection: string): SignedIn | undefined;
  /** Signs for the person of this connection, base64url; refused when nobody is signed in there. */
  sign(connection: string, bytes: Uint8Array): Result<string, Refusal>;
  /** Signs out and wipes the key: a lock, or the window has gone. */
  lock(connection: string): void;
  lockAll(): void;
};

export function createSessions(): Sessions {
  const open = new Map<string, { readonly person: string; readonly signer: Signer }>();
  const lock = (connection: string): void => {
    open.get(connection)?.signer.wipe();
    open.delete(connection);
  };
  return {
    signIn: (connection, person, signer) => {
      lock(connection);
      open.set(connection, { person, signer });
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
    lockAll: () => {
      for (const connection of [...open.keys()]) lock(connection);
    },
  };
}
