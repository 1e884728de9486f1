import { err, ok, type Result } from '../../lib/result.ts';
import { type Refusal, refusal } from '../../lib/trouble.ts';
import { anyonesCommands, type Command, type Stamp } from '../commands.ts';
import type { LaunchState } from '../launch/state.ts';

const needNoKey: ReadonlySet<string> = anyonesCommands;

/** Whoever acts with their name has a key that counts, also where nothing is signed; what is anyone's needs none. */
export function mayAct(state: LaunchState, command: Command, { person }: Stamp): Result<void, Refusal> {
  if (person === null || state.launch === null || needNoKey.has(command.type)) return ok(undefined);
  const entry = state.roster.people[person];
  if (entry !== undefined && entry.publicKey !== null) return ok(undefined);
  return err(
    refusal('no-key', `${entry?.name ?? person} has no key that counts.`, 'They enrol before a witness, then sign in.'),
  );
}
