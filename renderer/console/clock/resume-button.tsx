import { spoken } from '#shared/views/format/duration.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { boundsOf, tZeroOnResume } from '#shared/views/slip-preview.ts';
import { useLaunch } from '../../stores/launch.ts';
import { SignButton } from '../act/sign-button.tsx';
import { clockSigners, OVERRIDE_REASON } from './clock-signers.ts';

/** Ends the hold; says where T-0 goes, and asks for an override where that is out of the launch window. */
export function ResumeButton({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const { clock } = state;
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const tZeroAt = tZeroOnResume(clock, now);
  const isOutside = tZeroAt !== clock.tZeroAt && boundsOf(clock, tZeroAt) !== 'within';
  return (
    <SignButton
      look="primary"
      title={isOutside ? 'Resume out of the launch window?' : 'Resume the launch'}
      doing="Resume"
      candidates={clockSigners(state, 'resume', isOutside)}
      reason={{ label: isOutside ? OVERRIDE_REASON : 'What was settled', isRequired: true }}
      command={(reason) => ({ type: 'clock.resume', reason, ...(isOutside ? { isOverride: true } : {}) })}
    >
      <p className="muted">
        {tZeroAt === clock.tZeroAt
          ? 'T-0 stays: the hold began after it.'
          : `T-0 moves by ${spoken(tZeroAt - clock.tZeroAt)}, to ${minuteTime(tZeroAt, zone)}.`}
      </p>
    </SignButton>
  );
}
