import { useNow } from '../../stores/now.ts';
import { ActionItemsPanel } from './action-items-panel.tsx';
import { ChangesPanel } from './changes-panel.tsx';
import { IncidentsPanel } from './incidents-panel.tsx';
import './incidents.css';

/** What went wrong and who mends it: incidents, action items, and what others changed on watched objects. */
export function IncidentsView() {
  const now = useNow();
  return (
    <>
      <IncidentsPanel now={now} />
      <ActionItemsPanel now={now} />
      <ChangesPanel now={now} />
    </>
  );
}
