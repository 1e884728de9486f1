import type { LaunchListed } from '#shared/contract/facts.ts';
import { LeaveDialog } from './leave-dialog.tsx';

type Props = {
  readonly launch: LaunchListed;
  /** The launch that would be left. */
  readonly openTitle: string;
  readonly onOpen: () => Promise<void>;
  readonly onClose: () => void;
};

/** Before another launch is opened: nothing of the one that is left is lost, but nobody watches it from here meanwhile. */
export const OpenDialog = ({ launch, openTitle, onOpen, onClose }: Props) => (
  <LeaveDialog title={`Open ${launch.title}?`} submit="Open it" onSubmit={onOpen} onClose={onClose}>
    <p>
      It is a <b className={`env-${launch.kind}`}>{launch.kind}</b> launch of {launch.pack}.
    </p>
    <p className="muted">
      This console leaves {openTitle}: its log is whole, but its clock, probes and criteria are not watched from here
      until it is opened again, and whoever is signed in is signed out.
    </p>
  </LeaveDialog>
);
