import type { MonitorFacts } from '#shared/contract/wall-facts.ts';
import { monitorMap, screensShort } from '#shared/views/monitor-map.ts';

/** The monitors as they stand beside each other, small; what is on each. The table below says the same in words. */
export function MonitorMap({ monitors }: { readonly monitors: readonly MonitorFacts[] }) {
  const map = monitorMap(monitors);
  return (
    <div className="monitor-map" style={{ aspectRatio: `${map.width} / ${map.height}` }} aria-hidden="true">
      {map.places.map(({ monitor, left, top, width, height }) => (
        <div
          key={monitor.key}
          className={`monitor-place ${monitor.screens.length > 0 ? 'monitor-of-wall' : ''}`}
          style={{ left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` }}
        >
          <b className="num">{monitor.number}</b>
          <span className="ellipsis">{screensShort(monitor)}</span>
        </div>
      ))}
    </div>
  );
}
