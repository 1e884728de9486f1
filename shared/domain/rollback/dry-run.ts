import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';

/** A dry run changes nothing, so anyone who is signed in may ask for one; its result is evidence (reconciled 26). */
export function decideDryRun(
  state: LaunchState,
  command: CommandOf<'dry-run.ask' | 'dry-run.report'>,
  stamp: Stamp,
): Decision {
  if (command.type === 'dry-run.report') {
    const entry = state.rollback.dryRuns.find((one) => one.id === command.dryRun);
    if (entry === undefined || entry.findings !== null) return decided([]);
    const { dryRun, findings } = command;
    const isPassed = findings.length > 0 && findings.every(({ state: is }) => is === 'good' || is === 'watch');
    return decided([{ type: 'dry-run.reported', dryRun, isPassed, findings }]);
  }
  if (stamp.person === null) return refuse('not-signed', 'This is for someone who is signed in.', 'Sign in first.');
  const { procedure } = command;
  if (procedure === 'database-rollback' && state.launch?.plan.databaseRollback === undefined)
    return refuse('no-such-procedure', 'The runbook has no database rollback.');
  if (state.rollback.dryRuns.some((entry) => entry.findings === null))
    return refuse('running', 'A dry run is under way.', 'Wait until it is done.');
  const dryRun = `dry-run.${state.rollback.dryRuns.length + 1}.${stamp.commandId.slice(-6)}`;
  return decided([{ type: 'dry-run.requested', dryRun, procedure, by: stamp.person }], [{ kind: 'dry-run', dryRun }]);
}
