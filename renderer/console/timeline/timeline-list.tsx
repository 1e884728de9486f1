import { memo, useState } from 'react';
import { clockTime } from '#shared/views/format/wall-time.ts';
import type { TimelineLine } from '#shared/views/timeline.ts';
import { useLaunch } from '../../stores/launch.ts';
import { StateMark } from '../../ui/state-mark.tsx';

type Props = { readonly lines: readonly TimelineLine[] };

/** Lines of the log, newest first. */
export function TimelineList({ lines }: Props) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  // Only what comes while the list is looked at is marked as new.
  const [known] = useState(() => useLaunch.getState().position);
  if (lines.length === 0) return <p className="dim">Nothing here.</p>;
  return (
    <ol className="timeline-list">
      {lines.map((line) => (
        <Line key={line.position} line={line} zone={zone} isNew={line.position > known} />
      ))}
    </ol>
  );
}

const Line = memo(
  ({ line, zone, isNew }: { readonly line: TimelineLine; readonly zone: string; readonly isNew: boolean }) => (
    <li className={isNew ? 'timeline-line just-now' : 'timeline-line'}>
      <time className="num dim">{clockTime(line.at, zone)}</time>
      <span>
        {line.tone === 'act' || line.tone === 'watch' ? <StateMark tone={line.tone} /> : null} <b>{line.title}</b>{' '}
        <span className="muted">{line.text}</span>
      </span>
    </li>
  ),
);
