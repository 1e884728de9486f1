import type { CommandOf, Stamp } from '../commands.ts';
import type { Signed } from '../confirmation/statement.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { PersonId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { stopPublicity } from '../publicity/stop.ts';
import { askingRole, authorityById, namesWithRole, personById, roleTitle } from '../roster/roles.ts';
import { clockTroubles } from './troubles.ts';

type ClockCommand = CommandOf<'clock.hold' | 'clock.resume' | 'clock.slip' | 'clock.scrub'>;
type Signer = { readonly by: PersonId; readonly signed: Signed };

/** Hold is anyone's, at once; the rest is the commander's, with a reason (reconciled 7, authority.md). */
export function decideClock(state: LaunchState, command: ClockCommand, stamp: Stamp): Decision {
  const { clock } = state;
  if (clock.scrub !== null) return refuse('scrubbed', 'This launch was scrubbed.', 'Make a new launch.');
  if (command.type === 'clock.hold') {
    if (clock.hold !== null)
      return refuse('already-held', 'The clock is on hold already.', 'The Launch Commander resumes it.');
    const { reason } = command;
    return decided([{ type: 'clock.held', by: stamp.person, reason }, ...stopPublicity(state, 'Hold', reason)]);
  }
  const authority = { 'clock.resume': 'resume', 'clock.slip': 'slip', 'clock.scrub': 'scrub' }[command.type];
  const denied = notEntitled(state, authority, stamp);
  if (denied !== null) return denied;
  const { person: by, signed } = stamp;
  if (by === null || signed === null) return refuse('not-signed', 'This needs a signature.', 'Sign in first.');
  switch (command.type) {
    case 'clock.resume':
      return resume(state, command, stamp, { by, signed });
    case 'clock.slip':
      return slip(state, command, stamp, { by, signed });
    case 'clock.scrub': {
      const { reason } = command;
      return decided([{ type: 'clock.scrubbed', by, reason, signed }, ...stopPublicity(state, 'Scrub', reason)]);
    }
  }
}

/** Resuming moves T-0 by the hold, when it was before T-0. */
function resume(state: LaunchState, command: CommandOf<'clock.resume'>, stamp: Stamp, signer: Signer): Decision {
  const { hold, tZeroAt: before } = state.clock;
  if (hold === null) return refuse('not-held', 'The clock is not on hold.');
  const heldMs = stamp.at - hold.movesFrom;
  const tZeroAt = hold.movesFrom < before ? before + heldMs : before;
  const moved = tZeroAt === before ? null : mayMoveTo(state, tZeroAt, command.isOverride === true, stamp);
  if (moved !== null) return moved;
  const { by, signed } = signer;
  const event = { type: 'clock.resumed', by, reason: command.reason, heldMs, tZeroAt, ...overridden(command) } as const;
  return decided([{ ...event, signed }]);
}

function slip(state: LaunchState, command: CommandOf<'clock.slip'>, stamp: Stamp, signer: Signer): Decision {
  const { tZeroAt, reason } = command;
  if (tZeroAt <= stamp.at)
    return refuse('slip-to-past', 'T-0 can only move to a time to come.', 'Choose a later time.');
  const moved = mayMoveTo(state, tZeroAt, command.isOverride === true, stamp);
  if (moved !== null) return moved;
  const { by, signed } = signer;
  return decided([
    { type: 'clock.slipped', by, tZeroAt, reason, ...overridden(command), signed },
    ...stopPublicity(state, 'Slip', reason),
  ]);
}

const overridden = ({ isOverride }: { readonly isOverride?: boolean | undefined }) =>
  isOverride === true ? { isOverride } : {};

/** The launch window bounds T-0; past it only an override or a scrub (reconciled 7). Clock times must exist (6). */
function mayMoveTo(state: LaunchState, tZeroAt: number, isOverride: boolean, stamp: Stamp): Decision | null {
  const { window } = state.clock;
  const isOutside = window !== null && (tZeroAt < window.earliestAt || tZeroAt > window.latestAt);
  if (isOutside && !isOverride)
    return refuse(
      'outside-window',
      `T-0 would be ${tZeroAt > window.latestAt ? 'after the end' : 'before the begin'} of the launch window.`,
      'Override the window with a reason, or scrub.',
    );
  if (isOutside) {
    const denied = notEntitled(state, 'override', stamp);
    if (denied !== null) return denied;
  }
  const [trouble] = state.launch === null ? [] : clockTroubles(state.launch.plan, state.clock, tZeroAt);
  return trouble === undefined
    ? null
    : refuse('clock-time-impossible', trouble, 'Choose another day, or another time in the pack.');
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
