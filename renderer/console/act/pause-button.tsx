import type { Action } from '#shared/domain/action/state.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { SignButton } from './sign-button.tsx';
import { useDispatch } from './use-dispatch.ts';
import { entitledPeople } from './who-may.ts';

/** Nothing further begins; what runs goes on. Pausing is anyone's, save a rollback's; resuming is for who may confirm. */
export function PauseButton({ action }: { readonly action: Action }) {
  const state = useLaunch((replica) => replica.state);
  const { send, trouble, isBusy } = useDispatch();
  if (action.state !== 'running') return null;
  if (!action.isPaused && !isRollback(action))
    return (
      <>
        <Button
          shortcut="P"
          data-key-target="pause"
          disabled={isBusy}
          onClick={() => void send({ type: 'action.pause', action: action.id })}
        >
          Pause
        </Button>
        <TroubleNote trouble={trouble} />
      </>
    );
  return (
    <SignButton
      look={action.isPaused ? 'primary' : 'plain'}
      shortcut="P"
      keyTarget="pause"
      isDirect
      title={`${action.title}: ${action.isPaused ? 'resume?' : 'pause?'}`}
      doing={action.isPaused ? 'Resume' : 'Pause'}
      candidates={entitledPeople(state, action)}
      command={() => ({ type: action.isPaused ? 'action.resume' : 'action.pause', action: action.id })}
    >
      <p className="muted">
        {action.isPaused ? 'The next operations begin.' : 'No further operation begins; what runs goes on.'}
      </p>
    </SignButton>
  );
}
