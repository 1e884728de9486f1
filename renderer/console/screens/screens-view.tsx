import { useEffect, useLayoutEffect, useRef } from 'react';
import { choose, useView } from '../../stores/view.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Parts, partOf } from '../../ui/parts.tsx';
import { HealthScreen } from '../../wall/health/health-screen.tsx';
import { LogsScreen } from '../../wall/logs/logs-screen.tsx';
import { StatusScreen } from '../../wall/status/status-screen.tsx';
import { TrafficScreen } from '../../wall/traffic/traffic-screen.tsx';
import { SharesWindow } from '../../wall/wall-cell.ts';
import '../../wall/wall.css';
import { isPlainKey } from '../keys/is-plain-key.ts';
import { WithStatusActs } from '../status/status-acts.tsx';
import { fitScreen } from './fit-screen.ts';
import './screens.css';

const screens = [
  { id: 'health', title: '1 Service health', Screen: HealthScreen },
  { id: 'traffic', title: '2 Traffic and error rates', Screen: TrafficScreen },
  { id: 'logs', title: '3 Errors in the logs', Screen: LogsScreen },
  { id: 'status', title: '4 Status and monitors', Screen: StatusScreen },
] as const;

/** The focus is nowhere, or in this view: the drawer, the timeline and the list of lines have the arrows for themselves. */
const isHere = (target: EventTarget | null): boolean =>
  target === document.body ||
  (target instanceof Element && target.closest('.screens') !== null && target.closest('[role="listbox"]') === null);

function move(by: -1 | 1): void {
  const shown = partOf(screens, useView.getState().target);
  const index = screens.findIndex(({ id }) => id === shown);
  choose((screens[(index + by + screens.length) % screens.length] ?? screens[0]).id);
}

/** The arrow keys go from one screen to the next, while nobody types and no dialog is open. */
function useArrows(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      if (!isPlainKey(event) || !isHere(event.target)) return;
      event.preventDefault();
      move(event.key === 'ArrowLeft' ? -1 : 1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** The wall's four screens on the console: the same ones, at the size of this window, every tile to be looked at closer. */
export function ScreensView() {
  const shown = useView(({ target }) => partOf(screens, target));
  const area = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (area.current === null ? undefined : fitScreen(area.current)), []);
  useArrows();
  const { Screen } = screens.find(({ id }) => id === shown) ?? screens[0];
  return (
    <div className="screens">
      <div className="screens-head">
        <Parts label="Screens" parts={screens} shown={shown} onShow={choose} />
        <span className="dim">
          <Kbd>←</Kbd> <Kbd>→</Kbd> the screens; a tile opens what is known of it
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section ref={area} className="screens-area" aria-label="Screen" tabIndex={0} data-scrolls="">
        <WithStatusActs>
          <SharesWindow value={true}>
            <Screen />
          </SharesWindow>
        </WithStatusActs>
      </section>
    </div>
  );
}
