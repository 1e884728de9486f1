import { CHANGES_SHOWN_MS, changesToLookAt } from '#shared/views/change-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { open, show, useView, views } from '../../stores/view.ts';
import { Kbd } from '../../ui/kbd.tsx';
import './nav.css';

/** The views, each with its key. */
export function Nav() {
  const current = useView((view) => view.view);
  const state = useLaunch((replica) => replica.state);
  const now = useNow(10_000);
  const incidents = state.incidents.incidents.filter(({ resolvedAt }) => resolvedAt === null).length;
  const waiting = incidents + changesToLookAt(state, now, CHANGES_SHOWN_MS).length;
  return (
    <nav className="nav" aria-label="Views">
      {views.map(({ id, title, key }) => (
        <button
          key={id}
          type="button"
          className="nav-item"
          aria-current={current === id ? 'page' : undefined}
          onClick={() => show(id)}
        >
          <span>
            {title}
            {id === 'incidents' && waiting > 0 ? (
              <span className="nav-badge num">
                {waiting}
                <span className="sr-only"> to look at</span>
              </span>
            ) : null}
          </span>
          <Kbd>{key}</Kbd>
        </button>
      ))}
      <span className="push" />
      <button type="button" className="nav-hint" onClick={() => open('clock')}>
        <Kbd>T</Kbd> the clock
      </button>
      <button type="button" className="nav-hint" onClick={() => open('palette')}>
        <Kbd>Ctrl K</Kbd> anything
      </button>
      <button type="button" className="nav-hint" onClick={() => open('keys')}>
        <Kbd>?</Kbd> all keys
      </button>
    </nav>
  );
}
