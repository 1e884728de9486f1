import { useEffect, useState } from 'react';
import { useView } from '../../stores/view.ts';
import { Parts } from '../../ui/parts.tsx';
import { DayView } from '../day/day-view.tsx';
import { LogView } from './log-view.tsx';
import { ActionItemInput, NoteInput } from './note-input.tsx';
import './timeline.css';

const parts = [
  { id: 'day', title: 'Day' },
  { id: 'log', title: 'Log' },
] as const;

/** The day as it was planned and is projected, and the log of what happened; both take notes. */
export function TimelineView() {
  const isFiltered = useView((view) => view.filter !== '');
  const [shown, setShown] = useState<(typeof parts)[number]['id']>(isFiltered ? 'log' : 'day');
  useEffect(() => {
    // The search is the log's: its key goes there.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === '/' && !(event.target instanceof HTMLInputElement)) setShown('log');
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
  return (
    <div className="timeline-parts">
      <div className="timeline-write">
        <Parts label="Timeline" parts={parts} shown={shown} onShow={setShown} />
        <NoteInput />
        <ActionItemInput />
      </div>
      {shown === 'day' ? <DayView /> : <LogView />}
    </div>
  );
}
