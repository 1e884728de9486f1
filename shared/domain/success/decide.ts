import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';

/** Whoever has a role in the launch says whether a success criterion is met, and signs for it (runbook §6.2). */
export function decideSuccess(state: LaunchState, command: CommandOf<'success.mark'>, stamp: Stamp): Decision {
  const { set, criterion, text } = command;
  const known = state.launch?.plan.successCriteria
    .find((entry) => entry.id === set)
    ?.criteria.find((entry) => entry.id === criterion);
  if (known === undefined)
    return refuse('no-such-criterion', `The runbook has no success criterion ${set}/${criterion}.`);
  if (stamp.person === null || stamp.signed === null)
    return refuse('not-signed', 'This is signed like a tick.', 'Sign in first.');
  if ((state.roster.people[stamp.person]?.roles.length ?? 0) === 0)
    return refuse('not-entitled', 'This is for someone with a role in the launch.', 'Ask them to say it.');
  if (command.state === 'not-met' && text === '')
    return refuse('reason-missing', 'Say why it is not met.', 'Write a few words.');
  const { person: by, signed } = stamp;
  return decided([{ type: 'success.marked', set, criterion, state: command.state, text, by, signed }]);
}
