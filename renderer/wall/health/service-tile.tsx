import { age } from '#shared/views/format/duration.ts';
import type { LastChange } from '#shared/views/last-change.ts';
import type { ServiceRow } from '#shared/views/service-health.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ErrorRate, ImageShort, Latency, PodsShort, UnderName } from './service-parts.tsx';

type Props = { readonly row: ServiceRow; readonly change: LastChange | null; readonly now: number };

/** One service among many, in half the width: what is read close by stands in one small line. */
export const ServiceTile = ({ row, change, now }: Props) => (
  <li>
    <Tile of={{ kind: 'service', service: row.id }} className="health-tile">
      <span className="dim health-group">{row.group}</span>
      <b className="health-title ellipsis">{row.title}</b>
      <span className="health-state">
        <StateMark tone={row.state.tone}>{row.state.word}</StateMark>
      </span>
      <span className="health-facts">
        <span className="health-under">
          <UnderName row={row} />
        </span>
        <ImageShort row={row} />
        {change === null ? null : (
          <span className="dim">
            {change.what} <span className="num">{age(now - change.at)} ago</span>
          </span>
        )}
      </span>
      <PodsShort row={row} />
      <ErrorRate row={row} />
      <Latency row={row} />
    </Tile>
  </li>
);
