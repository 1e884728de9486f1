import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Kbd } from '../../ui/kbd.tsx';
import { Parts } from '../../ui/parts.tsx';
import { HealthScreen } from '../../wall/health/health-screen.tsx';
import { LogsScreen } from '../../wall/logs/logs-screen.tsx';
import { StatusScreen } from '../../wall/status/status-screen.tsx';
import { TrafficScreen } from '../../wall/traffic/traffic-screen.tsx';
import { SharesWindow } from '../../wall/wall-cell.ts';
import '../../wall/wall.css';
import { WithAlertActs } from '../status/alert-acts.tsx';
import { fitScreen } from './fit-screen.ts';
import './screens.css';

const screens = [
  { id: 'health', title: '1 Service health', Screen: HealthScreen },
  { id: 'traffic', title: '2 Traffic and error rates', Screen: TrafficScreen },
  { id: 'logs', title: '3 Errors in the logs', Screen: LogsScreen },
  { id: 'status', title: '4 Status and monitors', Screen: StatusScreen },
] as const;
type ScreenId = (typeof screens)[number]['id'];

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [role="listbox"], [data-own-keys]') !== null;

/** The focus is nowhere, or in this view: the drawer and the timeline scroll with the arrows themselves. */
const isHere = (target: EventTarget | null): boolean =>
  target === document.body || (target instanceof Element && target.closest('.screens') !== null);

/** The arrow keys go from one screen to the next, while nobody types and no dialog is open. */
function useArrows(move: (by: -1 | 1) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !isHere(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      move(event.key === 'ArrowLeft' ? -1 : 1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [move]);
}

/** The wall's four screens on the console: the same ones, at the size of this window, every tile to be looked at closer. */
export function ScreensView() {
  const [shown, setShown] = useState<ScreenId>('health');
  const area = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (area.current === null ? undefined : fitScreen(area.current)), []);
  const [move] = useState(() => (by: -1 | 1): void => {
    setShown((before) => {
      const index = screens.findIndex(({ id }) => id === before);
      return screens[(index + by + screens.length) % screens.length]?.id ?? before;
    });
  });
  useArrows(move);
  const { Screen } = screens.find(({ id }) => id === shown) ?? screens[0];
  return (
    <div className="screens">
      <div className="screens-head">
        <Parts label="Screens" parts={screens} shown={shown} onShow={setShown} />
        <span className="dim">
          <Kbd>←</Kbd> <Kbd>→</Kbd> the screens; a tile opens what is known of it
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section ref={area} className="screens-area" aria-label="Screen" tabIndex={0} data-scrolls="">
        <WithAlertActs>
          <SharesWindow value={true}>
            <Screen />
          </SharesWindow>
        </WithAlertActs>
      </section>
    </div>
  );
}
