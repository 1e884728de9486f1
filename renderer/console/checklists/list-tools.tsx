import type { ItemState } from '#shared/domain/checklist/state.ts';
import type { ItemFilter } from '#shared/views/item-rows.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';

const choices: readonly (readonly [ItemFilter['only'], string])[] = [
  ['all', 'All'],
  ['mine', 'Mine'],
  ['open', 'Open'],
  ['late', 'Late'],
];

type Props = {
  readonly filter: ItemFilter;
  readonly onFilter: (filter: ItemFilter) => void;
  /** Leaves the search for the list below. */
  readonly onLeave: () => void;
};

/** Search across the lists, and what is left of the open one. */
export const ListTools = ({ filter, onFilter, onLeave }: Props) => (
  <div className="list-tools">
    <label className="list-search">
      <span className="sr-only">Search all lists</span>
      <input
        className="line-input"
        data-list-search=""
        placeholder="Search all lists"
        value={filter.query}
        onChange={(event) => onFilter({ ...filter, query: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onFilter({ ...filter, query: '' });
          if (['Escape', 'Enter', 'ArrowDown'].includes(event.key)) {
            event.preventDefault();
            onLeave();
          }
        }}
      />
      <Kbd>/</Kbd>
    </label>
    <span className="segments">
      {choices.map(([only, text]) => (
        <button
          key={only}
          type="button"
          className="segment"
          aria-pressed={filter.only === only}
          onClick={() => onFilter({ ...filter, only })}
        >
          {text}
        </button>
      ))}
    </span>
  </div>
);

type BulkProps = {
  readonly count: number;
  /** What the space bar does with them. */
  readonly byTick: 'open' | 'done';
  readonly onMark: (state: ItemState) => void;
  readonly onClear: () => void;
};

/** What is done with several items at once, under one signature; stands where the search stands otherwise. */
export const BulkBar = ({ count, byTick, onMark, onClear }: BulkProps) => (
  <div className="list-tools" role="status">
    <b>
      <span className="num">{count}</span> selected
    </b>
    <Button look="primary" size="small" shortcut="Space" onClick={() => onMark(byTick)}>
      {byTick === 'open' ? 'Open again' : 'Tick all'}
    </Button>
    <Button size="small" shortcut="A" onClick={() => onMark('not-applicable')}>
      N/A
    </Button>
    <Button size="small" shortcut="B" onClick={() => onMark('blocked')}>
      Blocked
    </Button>
    <span className="push" />
    <Button look="quiet" size="small" shortcut="Esc" onClick={onClear}>
      Clear
    </Button>
  </div>
);
