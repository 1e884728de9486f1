import { age } from '#shared/views/format/duration.ts';
import { noValue } from '#shared/views/format/figure.ts';
import type { LastChange } from '#shared/views/last-change.ts';
import type { ServiceRow } from '#shared/views/service-health.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ErrorRate, ImageText, Latency, PodsText, UnderName } from './service-parts.tsx';

type Props = { readonly row: ServiceRow; readonly change: LastChange | null; readonly now: number };

/** One service over the whole width: what is read from afar in large, what is read close by in small. */
export const ServiceLine = ({ row, change, now }: Props) => (
  <li>
    <Tile of={{ kind: 'service', service: row.id }} className="health-row">
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
      <PodsText row={row} />
      <ImageText row={row} />
      <ErrorRate row={row} />
      <Latency row={row} />
      <span className="health-two health-change dim">
        <span className="ellipsis">{change?.what ?? noValue}</span>
        <span className="num">{change === null ? '' : `${age(now - change.at)} ago`}</span>
      </span>
    </Tile>
  </li>
);
