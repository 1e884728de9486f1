import type { Action } from '#shared/domain/action/state.ts';
import { equivalents } from '#shared/views/equivalents.ts';
import { age } from '#shared/views/format/duration.ts';
import { type CheckLine, planChecks } from '#shared/views/plan-checks.ts';
import { type DiffGroup, type DiffRow, planDiff } from '#shared/views/plan-diff.ts';
import { CopyBlock } from '../../ui/copy-block.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { shortHash } from '../act/short-hash.ts';
import { Where } from '../act/where.tsx';

/** What will change: the diff against the live cluster, and what was checked. */
export function PlanPanel({ action, now }: { readonly action: Action; readonly now: number }) {
  const diff = planDiff(action.operations);
  const commands = equivalents(action.operations);
  const checks = planChecks(action.operations);
  const aside =
    action.shown === null || action.plannedAt === null
      ? 'being made'
      : `plan ${shortHash(action.shown)}, checked ${age(now - action.plannedAt)} ago`;
  if (action.plannedAt === null)
    return (
      <Panel title="What will change" aside={aside}>
        <p className="muted">The cluster is being read and the change tried without effect.</p>
      </Panel>
    );
  return (
    <Panel title="What will change" aside={aside} scrolls>
      {action.forced === null ? null : <p className="watch">Forced: {action.forced}</p>}
      <p>
        <b>{diff.counts.join(', ') || 'Nothing'}</b> in <Where />
      </p>
      <Checks checks={checks.filter(({ tone }) => tone === 'act')} />
      {diff.groups.length === 0 ? null : (
        <div className="diff">
          {diff.groups.map((group) => (
            <Group key={group.rows.map((row) => row.name).join()} group={group} />
          ))}
        </div>
      )}
      {diff.unchanged.length === 0 ? null : (
        <p className="dim">
          {diff.unchanged.length} {diff.unchanged.length === 1 ? 'operation changes' : 'operations change'} no field.
        </p>
      )}
      <Checks checks={checks.filter(({ tone }) => tone !== 'act')} />
      {commands.length === 0 ? null : (
        <details className="plan-commands">
          <summary>The same as {commands.length === 1 ? 'a command' : `${commands.length} commands`}</summary>
          <CopyBlock label="The same as commands" text={commands.join('\n')} />
        </details>
      )}
    </Panel>
  );
}

/** What was checked; what stands in the way is told before what would change. */
const Checks = ({ checks }: { readonly checks: readonly CheckLine[] }) =>
  checks.map((check) => (
    <div className="check" key={check.what}>
      <StateMark tone={check.tone}>{check.what}</StateMark>
      <span className="muted">{check.text}</span>
    </div>
  ));

const Group = ({ group }: { readonly group: DiffGroup }) => (
  <>
    <Rows rows={group.rows} />
    {group.more.length === 0 ? null : (
      <details>
        <summary className="dim">and {group.more.length} more with the same change</summary>
        <Rows rows={group.more} />
      </details>
    )}
  </>
);

const Rows = ({ rows }: { readonly rows: readonly DiffRow[] }) => (
  <table>
    <tbody>
      {rows.map((row) => (
        <tr key={row.name}>
          <td>{row.name}</td>
          {row.changes.map((change) => (
            <td key={change.field} title={change.field}>
              {change.label} <del>{change.from}</del> → <ins>{change.to}</ins>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
