import { useView } from '../../stores/view.ts';
import { Kbd } from '../../ui/kbd.tsx';

/** Every word typed here has to be in a line. */
export function TimelineFilter() {
  const filter = useView((view) => view.filter);
  return (
    <label className="timeline-filter">
      <span className="sr-only">Search the timeline</span>
      <input
        data-key-target="filter"
        value={filter}
        placeholder="all"
        onChange={(event) => useView.setState({ filter: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          useView.setState({ filter: '' });
          event.currentTarget.blur();
        }}
      />
      <Kbd>/</Kbd>
    </label>
  );
}
