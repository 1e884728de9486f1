import { lazy, Suspense, useEffect } from 'react';
import { on } from '../../bridge/bridge.ts';
import { openDetail, useDetail } from './open-detail.ts';

// Its charts are heavy: they come when the first detail is opened (performance.md).
const DetailDrawer = lazy(async () => ({ default: (await import('./detail-drawer.tsx')).DetailDrawer }));

/** Where a detail opens beside any view: from a tile of this console, or from one that was pointed at on the wall. */
export function DetailPlace() {
  const tile = useDetail((detail) => detail.tile);
  useEffect(() => on('window.detail', ({ tile: pointed }) => openDetail(pointed)), []);
  if (tile === null) return null;
  return (
    <Suspense fallback={null}>
      <DetailDrawer tile={tile} />
    </Suspense>
  );
}
