import type { WallAlarm } from '#shared/views/wall-attention.ts';
import { isWall } from '../console/detail/open-detail.ts';
import { StateMark } from '../ui/state-mark.tsx';

type Silent = { readonly text: string | null; readonly note: string | null };

/**
 * How many sources don't answer, in every screen's head, so that nobody takes an old value for a good one; and what the
 * screen itself says of what it doesn't know.
 */
export const SilentSources = ({ text, note }: Silent) =>
  text === null && note === null ? null : (
    <div className="wall-silent">
      {text === null ? null : <StateMark tone="unknown">{text}</StateMark>}
      {note === null ? null : (
        <span className="wall-note ellipsis" title={note}>
          {note}
        </span>
      )}
    </div>
  );

/** What is alarming on any screen, under the head of every one; the console has a banner of its own for it. */
export function AlarmStrip({ alarms: [first, ...others] }: { readonly alarms: readonly WallAlarm[] }) {
  if (first === undefined || !isWall()) return null;
  return (
    <p className="wall-glass">
      <span role="alert">
        Screen {first.screen}: {first.text}
        {others.length > 0 ? `, and ${others.length} more` : ''}
      </span>{' '}
      <span aria-hidden="true">{first.lasts}</span>
    </p>
  );
}
