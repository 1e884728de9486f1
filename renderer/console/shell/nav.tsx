import { open, show, useView, views } from '../../stores/view.ts';
import { Kbd } from '../../ui/kbd.tsx';
import './nav.css';

/** The views, each with its key. */
export function Nav() {
  const current = useView((view) => view.view);
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
          {title}
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
