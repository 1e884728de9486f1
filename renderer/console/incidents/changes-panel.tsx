import { type ChangeRow, changeRows } from '#shared/views/change-rows.ts';
import { age } from '#shared/views/format/duration.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** From the freeze on: what others changed on watched objects, with what it was before (reconciled 32). */
export function ChangesPanel({ now }: { readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const rows = changeRows(state);
  return (
    <Panel title="Changed by others" aside={rows.length === 0 ? undefined : rows.length} className="incidents-panel">
      {rows.length === 0 ? (
        <StateMark tone="good">Nobody else has changed what is watched.</StateMark>
      ) : (
        <ul className="changes">
          {rows.map((row) => (
            <Change key={row.key} row={row} now={now} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

const Change = ({ row, now }: { readonly row: ChangeRow; readonly now: number }) => (
  <li>
    <StateMark tone={row.mark.tone}>{row.mark.word}</StateMark>
    <span className="change-what">
      <b>{row.object}</b> <span className="muted">by {row.manager}</span>
      {row.fields.length === 0 ? null : (
        <span className="diff change-diff">
          {row.fields.map(({ name, from, to }) => (
            <span key={name}>
              {name} <del>{from}</del> → <ins>{to}</ins>
            </span>
          ))}
        </span>
      )}
    </span>
    <span className="num dim right">{age(now - row.at)} ago</span>
  </li>
);
