import { randomUUID } from 'node:crypto';
import type { Command, Stamp } from '#shared/domain/commands.ts';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { type Signed, type Statement, statementText } from '#shared/domain/confirmation/statement.ts';
import type { ConsoleId, PersonId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { verifySignature } from '../identity/signature.ts';

/** Signs bytes with an unlocked key; base64url. */
export type Sign = (bytes: Uint8Array) => string;

/** Makes and signs the statement that a command needs; null for a command that needs none. */
export function signFor(
  state: LaunchState,
  command: Command,
  who: { readonly person: PersonId; readonly console: ConsoleId; readonly at: number; readonly sign: Sign },
): Signed | null {
  const required = requiredStatement(state, command);
  if (required === null) return null;
  const launch = command.type === 'launch.create' ? { id: command.launch, kind: command.kind } : state.launch;
  if (launch === null) return null;
  const { validMs, ...about } = required;
  const statement: Statement = {
    format: 1,
    ...about,
    launch: launch.id,
    environment: launch.kind,
    cluster: state.launch?.cluster?.uid ?? '',
    person: who.person,
    console: who.console,
    at: who.at,
    expiresAt: who.at + validMs,
    nonce: randomUUID(),
  };
  const text = statementText(statement);
  return { text, signature: who.sign(Buffer.from(text)) };
}

/** Checks the mathematics: the signature under a command, and again those under the confirmations it acts upon. */
export function signatureTrouble(state: LaunchState, command: Command, stamp: Stamp): Refusal | null {
  const wrong = (person: string) =>
    refusal(
      'signature-wrong',
      `The signature of ${person} does not match their key.`,
      'Sign in again and sign anew. If it stays, the log or the key file was changed.',
    );
  if (stamp.signed !== null) {
    const [signer, key] = signerOf(state, command, stamp);
    if (key === null || !verifySignature(key, Buffer.from(stamp.signed.text), stamp.signed.signature))
      return wrong(signer);
  }
  if (command.type !== 'action.start' && command.type !== 'action.continue') return null;
  for (const { person, signed } of state.actions.byId[command.action]?.confirmations ?? []) {
    const key = state.roster.people[person]?.publicKey ?? null;
    if (key === null || !verifySignature(key, Buffer.from(signed.text), signed.signature)) return wrong(person);
  }
  return null;
}

function signerOf(state: LaunchState, command: Command, stamp: Stamp): readonly [string, string | null] {
  if (command.type === 'launch.create') return [command.keeper, command.keeperKey];
  const signer = command.type === 'person.enrol' ? command.witness : (stamp.person ?? '');
  return [signer, state.roster.people[signer]?.publicKey ?? null];
}
