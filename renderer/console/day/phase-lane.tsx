import type { PhaseBar } from '#shared/views/day/lanes.ts';
import { lateText } from '#shared/views/day/words.ts';

/** The phases as bars; the one that runs stands out. */
export const PhaseLane = ({ bars }: { readonly bars: readonly PhaseBar[] }) => (
  <>
    <div className="day-lane-title">Phases</div>
    <div className="day-lane day-phases">
      {bars.map(({ stand, x, widthPx }) => {
        const late = stand.state === 'late' ? lateText(stand) : '';
        const title = `Phase ${stand.phase.number} ${stand.phase.title}${late === '' ? '' : ` ${late}`}`;
        return (
          <span
            key={stand.phase.id}
            className={`day-phase day-phase-${stand.state} ellipsis`}
            style={{ left: x, width: Math.max(3, widthPx - 2) }}
            title={title}
          >
            {widthPx > 26 ? (widthPx > 110 ? title : stand.phase.number) : null}
          </span>
        );
      })}
    </div>
    <div className="day-lane-later" />
  </>
);
