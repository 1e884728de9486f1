import { useState } from 'react';
import { age } from '#shared/views/format/duration.ts';
import { type IncidentRow, incidentRows } from '#shared/views/incident-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { everyone } from '../act/who-may.ts';
import { DeclareDialog } from './declare-dialog.tsx';
import { GradeButton } from './grade-button.tsx';

/** Every incident with its severity and age; anyone declares one (authority.md). */
export function IncidentsPanel({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const [isDeclaring, setDeclaring] = useState(false);
  const rows = incidentRows(state, now);
  const open = rows.filter(({ entry }) => entry.resolvedAt === null).length;
  return (
    <Panel
      title="Incidents"
      aside={open === 0 ? undefined : `${open} open`}
      tone={open === 0 ? 'plain' : 'act'}
      className="incidents-panel"
    >
      {rows.length === 0 ? <StateMark tone="good">No incident.</StateMark> : <Rows rows={rows} />}
      <div className="task-actions">
        <Button look={open === 0 ? 'plain' : 'quiet'} onClick={() => setDeclaring(true)}>
          Declare an incident
        </Button>
      </div>
      {isDeclaring ? <DeclareDialog onClose={() => setDeclaring(false)} /> : null}
    </Panel>
  );
}

const Rows = ({ rows }: { readonly rows: readonly IncidentRow[] }) => (
  <Table label="Incidents">
    {rows.map((row) => (
      <Incident key={row.entry.id} row={row} />
    ))}
  </Table>
);

function Incident({ row: { entry, mark, by, ageMs } }: { readonly row: IncidentRow }) {
  const state = useLaunch((replica) => replica.state);
  return (
    <tr className={entry.resolvedAt === null ? '' : 'dim'}>
      <td className="incident-mark">
        <StateMark tone={mark.tone}>{mark.word}</StateMark>
      </td>
      <td>
        <b>{entry.title}</b>
        {entry.resolution === '' ? null : <div className="dim">{entry.resolution}</div>}
      </td>
      <td className="muted">{by}</td>
      <td className="num right">{age(ageMs)}</td>
      <td className="right">
        {entry.resolvedAt === null ? (
          <span className="incident-buttons">
            <GradeButton entry={entry} />
            <SignButton
              size="small"
              title={`Resolve: ${entry.title}`}
              doing="Resolve"
              candidates={everyone(state)}
              reason={{ label: 'How it was resolved', isRequired: true }}
              command={(text) => ({ type: 'incident.resolve', incident: entry.id, text })}
            />
          </span>
        ) : null}
      </td>
    </tr>
  );
}
