import type { Action } from '#shared/domain/action/state.ts';
import { useLaunch } from '../../stores/launch.ts';
import { SignButton } from './sign-button.tsx';
import { Where } from './where.tsx';
import { everyone } from './who-may.ts';

/** Goes on with what a restart left not started, while its confirmation is valid (authority.md). */
export function ContinueButton({ action }: { readonly action: Action }) {
  const state = useLaunch((replica) => replica.state);
  return (
    <SignButton
      look="primary"
      title={`${action.title}: go on?`}
      doing="Go on"
      candidates={everyone(state)}
      command={() => ({ type: 'action.continue', action: action.id })}
    >
      <p>
        In <Where />: what was done is looked at first; only what is missing is done.
      </p>
    </SignButton>
  );
}
