import { err, ok, type Result } from '../../lib/result.ts';
import { type Refusal, refusal } from '../../lib/trouble.ts';
import type { Command, Stamp } from '../commands.ts';
import type { LaunchState } from '../launch/state.ts';
import { requiredStatement } from './required.ts';
import { parseStatement } from './statement.ts';

/**
 * Checks that the stamp's signature is about this very command: launch, environment, cluster, subject, attempt, what
 * was shown, person, role, console, time; used once, not expired. The signature's mathematics is checked by the engine.
 */
export function checkStatement(state: LaunchState, command: Command, stamp: Stamp): Result<void, Refusal> {
  const required = requiredStatement(state, command);
  if (required === null) return ok(undefined);
  const no = (what: string) =>
    err(
      refusal('statement-wrong', `The signature is about something else: ${what}.`, 'Look at it again and sign again.'),
    );
  if (stamp.signed === null) return err(refusal('not-signed', 'This needs your signature.', 'Sign in first.'));
  const parsed = parseStatement(stamp.signed.text);
  if (!parsed.ok) return parsed;
  const said = parsed.value;
  const signer =
    command.type === 'person.enrol'
      ? command.witness
      : command.type === 'launch.create'
        ? command.keeper
        : stamp.person;
  const launch = command.type === 'launch.create' ? { id: command.launch, kind: command.kind } : state.launch;
  if (launch === null || said.launch !== launch.id) return no('another launch');
  if (said.environment !== launch.kind) return no('another environment');
  if (said.cluster !== (state.launch?.cluster?.uid ?? '')) return no('another cluster');
  if (said.kind !== required.kind || said.subject !== required.subject || said.attempt !== required.attempt)
    return no('another subject');
  if (said.shown !== required.shown) return no('another plan than the one shown now');
  if (said.person !== signer) return no('another person');
  if (said.role !== required.role) return no('another role');
  if (said.console !== stamp.console) return no('another console');
  if (state.nonces[said.nonce] === true)
    return err(refusal('statement-used', 'This signature was used already.', 'Sign again.'));
  if (said.expiresAt < stamp.at || said.expiresAt > said.at + required.validMs)
    return err(refusal('statement-expired', 'This signature has expired.', 'Sign again.'));
  return ok(undefined);
}
