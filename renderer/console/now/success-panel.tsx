import { dayTime } from '#shared/views/format/day-time.ts';
import type { SuccessRow, WaitingStep } from '#shared/views/waiting-step.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { everyone } from '../act/who-may.ts';

type Props = { readonly waiting: WaitingStep; readonly now: number };

/** The success criteria that a step waits for: whoever has a role says whether they are met, signed like a tick. */
export function SuccessPanel({ waiting: { step, success }, now }: Props) {
  if (success === null) return null;
  const met = success.rows.filter((row) => row.state === 'met').length;
  return (
    <Panel title={success.title} aside={`${met} of ${success.rows.length} met, asked for by ${step.title}`} scrolls>
      <ul className="success-list">
        {success.rows.map((row) => (
          <Criterion key={row.criterion} set={success.set} row={row} now={now} />
        ))}
      </ul>
    </Panel>
  );
}

type RowProps = { readonly set: string; readonly row: SuccessRow; readonly now: number };

function Criterion({ set, row, now }: RowProps) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const mark = (to: SuccessRow['state']) => (text: string) =>
    ({ type: 'success.mark', set, criterion: row.criterion, state: to, text }) as const;
  const candidates = everyone(state).filter(({ id }) => (state.roster.people[id]?.roles.length ?? 0) > 0);
  return (
    <li>
      <span className="success-title">
        {row.title}
        <span className="dim">
          {row.at === null ? '' : `${row.by}, ${dayTime(row.at, now, zone)}`}
          {row.text === '' ? '' : `: ${row.text}`}
        </span>
      </span>
      {row.state === 'open' ? (
        <span className="muted">open</span>
      ) : (
        <StateMark tone={row.state === 'met' ? 'good' : 'act'}>{row.state === 'met' ? 'met' : 'not met'}</StateMark>
      )}
      <span className="success-buttons">
        {row.state === 'met' ? (
          <SignButton
            size="small"
            look="quiet"
            isDirect
            title={`${row.title}: open again?`}
            doing="Open again"
            candidates={candidates}
            command={mark('open')}
          />
        ) : (
          <SignButton
            size="small"
            isDirect
            title={`${row.title}: met?`}
            doing="Met"
            candidates={candidates}
            command={mark('met')}
          />
        )}
        {row.state === 'not-met' ? null : (
          <SignButton
            size="small"
            look="quiet"
            title={`${row.title}: not met?`}
            doing="Not met"
            candidates={candidates}
            reason={{ label: 'Why', isRequired: true }}
            command={mark('not-met')}
          />
        )}
      </span>
    </li>
  );
}
