import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, type Effect, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { askingRole, authorityById, personById } from '../roster/roles.ts';
import { isSuspended } from './stop.ts';

export function decidePublicity(
  state: LaunchState,
  command: CommandOf<'publicity.mark' | 'publicity.release'>,
  stamp: Stamp,
): Decision {
  if (stamp.person === null) return refuse('not-signed', 'This is recorded with a name.', 'Sign in first.');
  return command.type === 'publicity.mark' ? mark(state, command, stamp) : release(state, command, stamp);
}

function mark(state: LaunchState, command: CommandOf<'publicity.mark'>, { person }: Stamp): Decision {
  const post = state.launch?.plan.publicity.find((entry) => entry.id === command.post);
  if (post === undefined || person === null)
    return refuse('no-such-post', `The runbook has no public post "${command.post}".`);
  const before = state.publicity.posts[post.id]?.state ?? 'scheduled';
  if (before === command.state) return refuse('already-so', `"${post.title}" is ${before} already.`);
  return decided([{ type: 'publicity.marked', post: post.id, state: command.state, note: command.note, by: person }]);
}

/** For whoever may resume; what waited is sent then. */
function release(state: LaunchState, command: CommandOf<'publicity.release'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, 'resume');
  if (state.publicity.stop === null) return refuse('not-stopped', 'Publicity is not stopped.');
  if (state.clock.scrub !== null)
    return refuse('scrubbed', 'This launch was scrubbed: nothing of it goes out any more.');
  if (authority === undefined || askingRole(authority, personById(state.roster, stamp.person)) === null)
    return refuse('not-entitled', 'Publicity is released by whoever may resume the launch.', 'Ask the commander.');
  const { person: by, signed } = stamp;
  if (by === null || signed === null) return refuse('not-signed', 'This needs a signature.', 'Sign in first.');
  const waiting = state.messages.messages.filter(
    (message) => message.state === 'queued' && isSuspended(state, message.channel),
  );
  return decided(
    [{ type: 'publicity.released', by, reason: command.reason, signed }],
    waiting.map((message): Effect => ({ kind: 'send-message', message: message.id })),
  );
}
