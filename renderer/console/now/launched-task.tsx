import { clockTime } from '#shared/views/format/wall-time.ts';
import { laterText, type WaitingStep } from '#shared/views/waiting-step.ts';
import { useLaunch } from '../../stores/launch.ts';
import { TaskCard } from './task-card.tsx';

type Props = { readonly at: number; readonly later: WaitingStep | null; readonly now: number };

/** Everything runs on the new version; what is left has its time, and one line until then. */
export function LaunchedTask({ at, later, now }: Props) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  return (
    <TaskCard
      label="Launched"
      head={later === null ? 'Every step is verified.' : 'All traffic is on the new version.'}
      text={
        <>
          Since {clockTime(at, zone)}. The fast way back stays open: see Rollback.
          {later?.fromAt == null ? null : (
            <p>
              Later: {later.step.title}, {laterText(later.fromAt, now, zone)}
              {later.unmet === 0 ? '' : `, once ${later.unmet} success criteria are met`}.
            </p>
          )}
        </>
      }
    />
  );
}
