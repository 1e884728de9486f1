import { never } from '../../lib/invariant.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import type { Decision } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { decideEnrol } from './enrol.ts';
import { decideHandOver } from './hand-over.ts';
import { decideRevoke } from './revoke.ts';

type RosterCommand = CommandOf<'person.enrol' | 'person.revoke' | 'role.hand-over'>;

/** People, their keys and their roles (authority.md "People", "Deputies"). */
export function decideRoster(state: LaunchState, command: RosterCommand, stamp: Stamp): Decision {
  switch (command.type) {
    case 'person.enrol':
      return decideEnrol(state, command, stamp);
    case 'person.revoke':
      return decideRevoke(state, command, stamp);
    case 'role.hand-over':
      return decideHandOver(state, command, stamp);
    default:
      return never(command, 'decideRoster');
  }
}
