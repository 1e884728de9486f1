import type { VendorRow } from '#shared/views/status/vendor-rows.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { Age } from '../../ui/age.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { FittingRows } from './fitting-rows.tsx';

const oldest = (vendors: readonly VendorRow[]): number | null =>
  vendors.reduce<number | null>(
    (found, { readAt }) => (readAt !== null && (found === null || readAt < found) ? readAt : found),
    null,
  );

/** What those say of themselves that the launch stands on. */
export const VendorsPanel = ({ vendors, now }: { readonly vendors: readonly VendorRow[]; readonly now: number }) => (
  <Panel
    title="Vendors"
    aside={vendors.length === 0 ? undefined : <Age at={oldest(vendors)} now={now} />}
    className="status-list"
  >
    {vendors.length === 0 ? <p className="wall-label">The runbook names no vendor.</p> : null}
    <FittingRows
      rows={vendors}
      rowRem={3.5}
      toneOf={({ mark }) => mark.tone}
      keyOf={({ id }) => id}
      calm="all operational"
    >
      {(vendor) => (
        <Tile of={{ kind: 'vendor', id: vendor.id }} className="vendor-row">
          <b className="status-name ellipsis">{vendor.title}</b>
          <span className="status-state">
            <StateMark tone={vendor.mark.tone}>{vendor.mark.word}</StateMark>
          </span>
          <span className="muted vendor-text">{vendor.text}</span>
        </Tile>
      )}
    </FittingRows>
  </Panel>
);
