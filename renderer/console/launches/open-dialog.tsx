import { useEffect, useRef } from 'react';
import type { LaunchListed } from '#shared/contract/facts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

type Props = {
  readonly launch: LaunchListed;
  /** The launch that would be left. */
  readonly openTitle: string;
  readonly onOpen: () => void;
  readonly onClose: () => void;
};

/** Before this console leaves the launch that is open: nothing of it is lost, but nobody watches it from here meanwhile. */
export function OpenDialog({ launch, openTitle, onOpen, onClose }: Props) {
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    <Dialog title={`Open ${launch.title}?`} onClose={onClose}>
      <p>
        It is a <b className={`env-${launch.kind}`}>{launch.kind}</b> launch of {launch.pack}.
      </p>
      <p className="muted">
        This console leaves {openTitle}: its log is whole, but its clock, probes and criteria are not watched from here
        until it is opened again, and whoever is signed in is signed out.
      </p>
      <div className="dialog-actions">
        <Button ref={cancel} onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" onClick={onOpen}>
          Open it
        </Button>
      </div>
    </Dialog>
  );
}
