import type { Checklist } from '#shared/domain/plan/checklist.ts';
import { dayTime } from '#shared/views/format/day-time.ts';
import { type SignOffRow, signOffRows } from '#shared/views/sign-off-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { SignOffButton } from './sign-off-dialog.tsx';

const marks = { missing: 'unknown', given: 'good', stale: 'act' } as const;

/** Who signs the list off: given, missing, or stale and why (reconciled 29). */
export function SignOffsPanel({ list, now }: { readonly list: Checklist; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const rows = signOffRows(state, list, now);
  if (rows.length === 0)
    return (
      <Panel title="Sign-offs">
        <p className="muted">Nobody signs this list: the decision that follows needs it complete.</p>
        <div className="task-actions">
          <Button size="small" shortcut="6" onClick={() => show('decisions')}>
            Decisions
          </Button>
        </div>
      </Panel>
    );
  const given = rows.filter((row) => row.state === 'given').length;
  return (
    <Panel title="Sign-offs" aside={`${given} of ${rows.length}`}>
      <ul className="sign-offs">
        {rows.map((row) => (
          <SignOffLine key={row.role} row={row} list={list} now={now} />
        ))}
      </ul>
    </Panel>
  );
}

type LineProps = { readonly row: SignOffRow; readonly list: Checklist; readonly now: number };

function SignOffLine({ row, list, now }: LineProps) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const { given } = row;
  return (
    <li>
      <span className="sign-off-who">
        <b>{row.title}</b>
        <span className="dim">
          {given === null
            ? row.candidates.map((one) => one.name).join(' or ') || 'nobody on the roster'
            : `${given.by}, ${dayTime(given.at, now, zone)}`}
          {given !== null && given.exceptions > 0 ? `, ${given.exceptions} exceptions` : ''}
        </span>
        {row.why === '' ? null : <span className="act">{row.why}</span>}
      </span>
      {row.state === 'given' ? (
        <StateMark tone="good">given</StateMark>
      ) : (
        <span className="sign-off-act">
          {row.state === 'stale' ? <StateMark tone={marks.stale}>stale</StateMark> : null}
          <SignOffButton list={list} row={row} />
        </span>
      )}
    </li>
  );
}
