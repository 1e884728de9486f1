import type { LaunchListed } from '#shared/contract/facts.ts';
import { LeaveDialog } from './leave-dialog.tsx';

type Props = {
  /** The launch that is open. */
  readonly launch: LaunchListed;
  readonly onAway: () => Promise<void>;
  readonly onClose: () => void;
};

/** Before the launch that is open is put away: no launch is open then. */
export const AwayDialog = ({ launch, onAway, onClose }: Props) => (
  <LeaveDialog title={`Put ${launch.title} away?`} submit="Put it away" onSubmit={onAway} onClose={onClose}>
    <p>
      This <b className={`env-${launch.kind}`}>{launch.kind}</b> launch counts as over on this console.
      {launch.kind === 'production'
        ? ' If it is the last one here, the connections can then be changed without signing in.'
        : null}
    </p>
    <p className="muted">
      No launch is open then: nothing is watched from here, the wall is empty, and whoever is signed in is signed out.
      Its log stays whole, and it can be opened again and taken back.
    </p>
  </LeaveDialog>
);
