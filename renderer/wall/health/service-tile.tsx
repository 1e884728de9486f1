import type { ServiceRow } from '#shared/views/service-health.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ErrorRate, Latency, PodsShort, UnderName } from './service-parts.tsx';

/** One service among many, in half the width: image and last change are a click away. */
export const ServiceTile = ({ row }: { readonly row: ServiceRow }) => (
  <li>
    <Tile of={{ kind: 'service', service: row.id }} className="health-tile">
      <span className="dim health-group">{row.group}</span>
      <span className="health-name">
        <b className="ellipsis">{row.title}</b>
        <small>
          <UnderName row={row} />
        </small>
      </span>
      <span className="health-state">
        <StateMark tone={row.state.tone}>{row.state.word}</StateMark>
      </span>
      <PodsShort row={row} />
      <ErrorRate row={row} />
      <Latency row={row} />
    </Tile>
  </li>
);
