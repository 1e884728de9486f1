import type { Hold } from '#shared/domain/clock/state.ts';
import { minutesSeconds } from '#shared/views/format/duration.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { askersOf } from '../act/who-may.ts';
import { TaskCard } from './task-card.tsx';

/** The launch is on hold: who, why, how long; the commander resumes or scrubs. */
export function HeldTask({ hold, now }: { readonly hold: Hold; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const by = hold.by === null ? 'someone at this console' : (state.roster.people[hold.by]?.name ?? hold.by);
  const commanders = askersOf(state, state.launch?.plan.rollbackAuthority ?? '');
  return (
    <TaskCard
      label="Hold"
      tone="watch"
      head="The launch is on hold."
      clock={minutesSeconds(now - hold.since)}
      text={`Held by ${by}${hold.reason === '' ? '' : `: ${hold.reason}`}. No step may be asked for; the Launch Commander resumes.`}
    >
      <SignButton
        look="primary"
        title="Resume the launch"
        doing="Resume"
        candidates={commanders}
        reason={{ label: 'What was settled', isRequired: true }}
        command={(reason) => ({ type: 'clock.resume', reason })}
      />
      <SignButton
        look="danger"
        title="Scrub: end this launch"
        doing="Scrub"
        candidates={commanders}
        reason={{ label: 'Reason', isRequired: true }}
        command={(reason) => ({ type: 'clock.scrub', reason })}
      >
        <p className="muted">
          Scrubbing ends this launch for good. What was changed stays as it is: roll back first if it must not.
        </p>
      </SignButton>
      <Button look="danger" shortcut="R" onClick={() => show('rollback')}>
        Roll back
      </Button>
    </TaskCard>
  );
}
