import { useState } from 'react';
import { severities } from '#shared/domain/incident/severities.ts';
import type { IncidentEntry } from '#shared/domain/incident/state.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Choice } from '../../ui/field.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { everyone } from '../act/who-may.ts';
import { severityWords } from './declare-dialog.tsx';

/** Makes an incident worse or less; the reason is told. */
export function GradeButton({ entry }: { readonly entry: IncidentEntry }) {
  const state = useLaunch((replica) => replica.state);
  const others = severities.filter((one) => one !== entry.severity);
  const [wanted, setWanted] = useState<string>('');
  const severity = others.find((one) => one === wanted) ?? others[0] ?? 'P1';
  return (
    <SignButton
      size="small"
      look="quiet"
      title={`Regrade: ${entry.title}`}
      doing="Regrade"
      candidates={everyone(state)}
      reason={{ label: 'Reason', isRequired: true }}
      command={(reason) => ({ type: 'incident.grade', incident: entry.id, severity, reason })}
    >
      <Choice
        label={`It is ${entry.severity}; make it`}
        value={severity}
        onChange={setWanted}
        choices={others.map((one) => ({ value: one, text: severityWords[one] }))}
      />
    </SignButton>
  );
}
