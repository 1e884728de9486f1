import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { askingRole, authorityById, namesWithRole, personById, roleTitle } from '../roster/roles.ts';

type ClockCommand = CommandOf<'clock.hold' | 'clock.resume' | 'clock.slip' | 'clock.scrub'>;

/** Hold is anyone's, at once; the rest is the commander's, with a reason (reconciled 7, authority.md). */
export function decideClock(state: LaunchState, command: ClockCommand, stamp: Stamp): Decision {
  const { clock } = state;
  if (clock.scrub !== null) return refuse('scrubbed', 'This launch was scrubbed.', 'Make a new launch.');
  if (command.type === 'clock.hold') {
    if (clock.hold !== null)
      return refuse('already-held', 'The clock is on hold already.', 'The Launch Commander resumes it.');
    return decided([{ type: 'clock.held', by: stamp.person, reason: command.reason }]);
  }
  const denied = notEntitled(state, command.type === 'clock.scrub' ? 'scrub' : 'resume', stamp);
  if (denied !== null) return denied;
  const { person: by, signed } = stamp;
  if (by === null || signed === null) return refuse('not-signed', 'This needs a signature.', 'Sign in first.');
  const { reason } = command;
  switch (command.type) {
    case 'clock.resume': {
      if (clock.hold === null) return refuse('not-held', 'The clock is not on hold.');
      const heldMs = stamp.at - clock.hold.since;
      const tZeroAt = clock.hold.since < clock.tZeroAt ? clock.tZeroAt + heldMs : clock.tZeroAt;
      return decided([{ type: 'clock.resumed', by, reason, heldMs, tZeroAt, signed }]);
    }
    case 'clock.slip':
      if (command.tZeroAt <= stamp.at)
        return refuse('slip-to-past', 'T-0 can only move to a time to come.', 'Choose a later time.');
      return decided([{ type: 'clock.slipped', by, tZeroAt: command.tZeroAt, reason, signed }]);
    case 'clock.scrub':
      return decided([{ type: 'clock.scrubbed', by, reason, signed }]);
  }
}

function notEntitled(state: LaunchState, authorityId: string, stamp: Stamp): Decision | null {
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, authorityId);
  if (plan === undefined || authority === undefined)
    return refuse(
      'no-authority',
      `The pack names nobody who may do this ("${authorityId}").`,
      'Add the authority to the pack.',
    );
  if (askingRole(authority, personById(state.roster, stamp.person)) !== null) return null;
  const roles = Array.isArray(authority.asks) ? authority.asks : [];
  const who = roles.map((role) => `${roleTitle(plan, role)} (${namesWithRole(state.roster, role)})`).join(' or ');
  return refuse('not-entitled', `${authority.title} is for ${who}.`, 'Ask them to sign in and do it.');
}
