import type { Hold } from '#shared/domain/clock/state.ts';
import { minutesSeconds } from '#shared/views/format/duration.ts';
import { useLaunch } from '../../stores/launch.ts';
import { open, show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { ResumeButton } from '../clock/resume-button.tsx';
import { ScrubButton } from '../clock/scrub-button.tsx';
import { TaskCard } from './task-card.tsx';

/** The launch is on hold: who, why, how long; the commander resumes or scrubs. */
export function HeldTask({ hold, now }: { readonly hold: Hold; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const by = hold.by === null ? 'someone at this console' : (state.roster.people[hold.by]?.name ?? hold.by);
  return (
    <TaskCard
      label="Hold"
      tone="watch"
      head="The launch is on hold."
      clock={minutesSeconds(now - hold.since)}
      text={`Held by ${by}${hold.reason === '' ? '' : `: ${hold.reason}`}. No step may be asked for; the Launch Commander resumes.`}
    >
      <ResumeButton now={now} />
      <Button shortcut="T" onClick={() => open('clock')}>
        Slip T-0
      </Button>
      <ScrubButton />
      <Button look="danger" shortcut="R" onClick={() => show('rollback')}>
        Roll back
      </Button>
    </TaskCard>
  );
}
