import type { DryRunFinding } from '#shared/domain/rollback/commands.ts';
import type { DryRunEntry } from '#shared/domain/rollback/state.ts';
import { type DryRunRow, dryRunRows, findingsToTell, howWords } from '#shared/views/dry-run-standing.ts';
import { age, minutesSeconds } from '#shared/views/format/duration.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { everyone } from '../act/who-may.ts';

/** Both procedures rehearsed against this cluster without changing it; the result is evidence (reconciled 26). */
export function DryRunPanels({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  return dryRunRows(state).map((row) => <DryRunPanel key={row.procedure} row={row} now={now} />);
}

function DryRunPanel({ row, now }: { readonly row: DryRunRow; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const { last, running } = row;
  return (
    <Panel title={`Dry run: ${row.title}`} aside={last?.endedAt == null ? 'never' : `${age(now - last.endedAt)} ago`}>
      <div className="dry-run-head">
        {running === null ? (
          <>
            <StateMark tone={row.tone}>{row.word}</StateMark>
            {row.whyNot === null ? null : <span className="muted">It doesn’t count for GO: {row.whyNot}.</span>}
          </>
        ) : (
          <span role="status">
            Being rehearsed for <span className="num">{minutesSeconds(now - running.askedAt)}</span>: nothing is changed
            and no message is sent.
          </span>
        )}
        <span className="push" />
        {row.isBusy ? null : (
          <SignButton
            isDirect
            title={`Rehearse ${row.title}?`}
            doing={last === null ? `Rehearse ${row.title}` : 'Rehearse again'}
            candidates={everyone(state)}
            command={() => ({ type: 'dry-run.ask', procedure: row.procedure })}
          >
            <p className="muted">It changes nothing and sends no message.</p>
          </SignButton>
        )}
      </div>
      {last === null ? null : <Findings entry={last} />}
    </Panel>
  );
}

/** What was tried on the server, what was only looked at, what is left to a person; what would simply work is folded. */
function Findings({ entry }: { readonly entry: DryRunEntry }) {
  const { told, folded } = findingsToTell(entry);
  return (
    <>
      {told.length === 0 ? null : <Found label="What the dry run found" findings={told} />}
      {folded.length === 0 ? null : (
        <details className="dry-run-more">
          <summary>
            {folded.length} operations were rehearsed on the server and <b className="good">would work</b>
          </summary>
          <Found label="What would work" findings={folded} />
        </details>
      )}
    </>
  );
}

type FoundProps = { readonly label: string; readonly findings: readonly DryRunFinding[] };
const Found = ({ label, findings }: FoundProps) => (
  <Table label={label} head={['Operation', 'How', 'Result', 'What was found']}>
    {findings.map((finding) => (
      <tr key={finding.operation}>
        <td>{finding.title}</td>
        <td className="muted dry-run-how">{howWords[finding.how]}</td>
        <td className="dry-run-state">
          <StateMark tone={finding.state}>{stateWords[finding.state]}</StateMark>
        </td>
        <td className="muted">{finding.text}</td>
      </tr>
    ))}
  </Table>
);

const stateWords = { good: 'would work', watch: 'with care', act: 'would fail', unknown: 'not known' } as const;
