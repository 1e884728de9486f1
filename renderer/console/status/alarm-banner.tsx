import { useState } from 'react';
import { alarms } from '#shared/views/alarms.ts';
import { investigatingDraft } from '#shared/views/status/investigating.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { Button } from '../../ui/button.tsx';
import { DraftDialog } from './draft-dialog.tsx';
import './alarm-banner.css';

/** What the public is told is not what our checks see: on every view of the console, with what can be done about it. */
export function AlarmBanner() {
  const latest = useObservations((seen) => seen.latest);
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  const [alarm] = alarms(latest, now);
  const draft = investigatingDraft(latest, state);
  if (alarm === undefined && !isOpen) return null;
  return (
    <div className="banner alarm-banner">
      {alarm === undefined ? null : (
        <span className="ellipsis" title={alarm.text}>
          <span role="alert">
            The {alarm.title}: {alarm.text}
          </span>{' '}
          <span aria-hidden="true">({alarm.lasts})</span>
        </span>
      )}
      {draft === null ? null : (
        <Button size="small" onClick={() => setOpen(true)}>
          Draft: {draft.template.subject ?? draft.template.title}
        </Button>
      )}
      {isOpen && draft !== null ? <DraftDialog draft={draft} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
