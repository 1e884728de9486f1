import { useState } from 'react';
import { alarms } from '#shared/views/alarms.ts';
import { type Draft, investigatingDraft } from '#shared/views/status/investigating.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { Button } from '../../ui/button.tsx';
import { DraftDialog } from './draft-dialog.tsx';
import './alarm-banner.css';

/** What the public is told is not what our checks see: on every view of the console, with what can be done about it. */
export function AlarmBanner() {
  const isRinging = useObservations(({ latest }) => alarms(latest, 0).length > 0);
  // Kept while it is written: the alarm may end under it.
  const [draft, setDraft] = useState<Draft | null>(null);
  return (
    <>
      {isRinging ? <Ringing onDraft={setDraft} /> : null}
      {draft === null ? null : <DraftDialog draft={draft} onClose={() => setDraft(null)} />}
    </>
  );
}

function Ringing({ onDraft }: { readonly onDraft: (draft: Draft) => void }) {
  const latest = useObservations((seen) => seen.latest);
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const draft = investigatingDraft(latest, state);
  return (
    <div className="banner alarm-banner">
      {alarms(latest, now).map(({ id, title, text, lasts }) => (
        <span key={id} className="ellipsis" title={text}>
          <span role="alert">
            The {title}: {text}
          </span>{' '}
          <span aria-hidden="true">({lasts})</span>
        </span>
      ))}
      {draft === null ? null : (
        <Button size="small" onClick={() => onDraft(draft)}>
          Draft: {draft.template.subject ?? draft.template.title}
        </Button>
      )}
    </div>
  );
}
