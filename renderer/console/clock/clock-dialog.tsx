import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { close, open } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ClockFacts } from './clock-facts.tsx';
import { ResumeButton } from './resume-button.tsx';
import { ScrubButton } from './scrub-button.tsx';
import { SlipForm } from './slip-form.tsx';
import './clock.css';

/** Hold, resume, slip and scrub, with where T-0 stands (reconciled 7). */
export function ClockDialog() {
  const clock = useLaunch((replica) => replica.state.clock);
  const now = useNow();
  const isOver = clock.scrub !== null;
  return (
    <Dialog title="The clock" onClose={close} width="wide">
      <ClockFacts now={now} />
      {isOver ? null : <SlipForm now={now} />}
      <div className="dialog-actions">
        {isOver ? null : <ScrubButton />}
        <span className="push" />
        <Button data-first-focus="" onClick={close}>
          Close
        </Button>
        {isOver ? null : clock.hold === null ? (
          <Button shortcut="H" onClick={() => open('hold')}>
            Hold
          </Button>
        ) : (
          <ResumeButton now={now} />
        )}
      </div>
    </Dialog>
  );
}
