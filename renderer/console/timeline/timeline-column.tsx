import { glance, newestLines } from '#shared/views/timeline.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useView } from '../../stores/view.ts';
import { ActionItemInput, NoteInput } from './note-input.tsx';
import { TimelineFilter } from './timeline-filter.tsx';
import { TimelineList } from './timeline-list.tsx';
import './timeline.css';

/** Beside every view: the newest of the log, and two lines to write into it. */
export function TimelineColumn() {
  const lines = useLaunch((replica) => replica.lines);
  const filter = useView((view) => view.filter);
  return (
    <aside className="timeline" aria-label="Timeline">
      <div className="timeline-head">
        <h2>Timeline</h2>
        <TimelineFilter />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="timeline-scroll" aria-label="Events" tabIndex={0} data-scrolls="">
        <TimelineList lines={newestLines(filter === '' ? glance(lines) : lines, filter, 80)} />
      </section>
      <NoteInput />
      <ActionItemInput />
    </aside>
  );
}
