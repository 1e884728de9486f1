import { breakGlassText } from '#shared/views/break-glass.ts';
import { useLaunch } from '../../stores/launch.ts';

/** Two senior engineers took a rollback on themselves: on every view until the launch ends; nothing takes it away. */
export function BreakGlassNotice() {
  const state = useLaunch((replica) => replica.state);
  const text = breakGlassText(state);
  return text === null ? null : (
    <div className="banner" role="alert">
      {text}
    </div>
  );
}
