import type { DetailRow, DetailRows } from '#shared/contract/observed/detail.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { openDetail } from './open-detail.ts';

/** Facts of a detail; those that lead to another tile are buttons. */
export const DetailRowsPart = ({ title, rows }: DetailRows) => (
  <section className="drawer-part">
    <h3>{title}</h3>
    <ul className="drawer-rows">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: results of a check may be alike in everything
        <li key={`${row.label} ${row.at} ${index}`}>
          <RowOf row={row} />
        </li>
      ))}
    </ul>
  </section>
);

function RowOf({ row }: { readonly row: DetailRow }) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const { label, text, tone, at, tile } = row;
  const name = tone === null ? <b>{label}</b> : <StateMark tone={tone}>{label}</StateMark>;
  return (
    <>
      <span className="drawer-row-name">
        {tile === null ? (
          name
        ) : (
          <button type="button" className="link-button" onClick={() => openDetail(tile)}>
            {name}
          </button>
        )}
        {at === null ? null : <time className="num dim">{clockTime(at, zone)}</time>}
      </span>
      {text === '' ? null : <span className="muted">{text}</span>}
    </>
  );
}
