import { useLaunch } from '../../stores/launch.ts';
import { SignButton } from '../act/sign-button.tsx';
import { clockSigners } from './clock-signers.ts';

/** Ends the launch for good. */
export function ScrubButton() {
  const state = useLaunch((replica) => replica.state);
  return (
    <SignButton
      look="danger"
      title="Scrub: end this launch"
      doing="Scrub"
      candidates={clockSigners(state, 'scrub')}
      reason={{ label: 'Reason', isRequired: true }}
      command={(reason) => ({ type: 'clock.scrub', reason })}
    >
      <p className="muted">
        Scrubbing ends this launch for good. What was changed stays as it is: roll back first if it must not.
      </p>
    </SignButton>
  );
}
