import type { Action } from '#shared/domain/action/state.ts';
import { useLaunch } from '../../stores/launch.ts';
import { SignButton } from './sign-button.tsx';
import { Where } from './where.tsx';
import { entitledPeople } from './who-may.ts';

/**
 * Goes on with what a restart left not started, or with a rollback that failed, while its confirmation is valid
 * (authority.md). A rollback goes on at once: it was confirmed as a goal.
 */
export function ContinueButton({ action }: { readonly action: Action }) {
  const state = useLaunch((replica) => replica.state);
  return (
    <SignButton
      look="primary"
      shortcut="C"
      keyTarget="continue"
      isDirect={action.subject.kind === 'rollback'}
      title={`${action.title}: go on?`}
      doing="Go on"
      candidates={entitledPeople(state, action)}
      command={() => ({ type: 'action.continue', action: action.id })}
    >
      <p>
        In <Where />: what was done is looked at first; only what is missing is done.
      </p>
    </SignButton>
  );
}
