import { isWall } from '../console/detail/open-detail.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { useAttention } from './use-attention.ts';

/** How many sources don't answer: in every screen's head, so that nobody takes an old value for a good one. */
export function SilentSources() {
  const { sources } = useAttention();
  if (sources === null) return null;
  return (
    <div className="wall-silent">
      <StateMark tone="unknown">{sources}</StateMark>
    </div>
  );
}

/** What is alarming on any screen, under the head of every one; the console has a banner of its own for it. */
export function AlarmStrip() {
  const { alarms } = useAttention();
  const [first] = alarms;
  if (first === undefined || !isWall()) return null;
  return (
    <p className="wall-glass">
      <span role="alert">
        Screen {first.screen}: {first.text}
        {alarms.length > 1 ? `, and ${alarms.length - 1} more` : ''}
      </span>{' '}
      <span aria-hidden="true">{first.lasts}</span>
    </p>
  );
}
