import { type RefObject, useEffect } from 'react';
import type { LogSubset } from '#shared/contract/observed/logs.ts';
import { useLaunch } from '../../stores/launch.ts';
import { filterLogs, useLogs } from '../../stores/logs/logs.ts';
import { Button } from '../../ui/button.tsx';
import '../../ui/field.css';

type Props = {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly isHeld: boolean;
  readonly onPause: () => void;
  readonly trouble: string | null;
};

const subsets: readonly LogSubset[] = ['canary', 'stable'];

/** What is shown of the lines: by text or expression, level, service, subset. */
export function LineFilter({ inputRef, isHeld, onPause, trouble }: Props) {
  const filter = useLogs((logs) => logs.filter);
  const services = useLaunch((replica) => replica.state.launch?.plan.services);
  // Of another launch's services none is left over: it would leave no line, and the list couldn't say so.
  const isGone = services !== undefined && filter.service !== null && !services.some(({ id }) => id === filter.service);
  useEffect(() => {
    if (isGone) filterLogs({ service: null });
  }, [isGone]);
  return (
    <div className="lines-filter">
      <input
        ref={inputRef}
        className="line-input"
        aria-label="Filter lines"
        placeholder="text or /expression/"
        title="Press / to come here"
        spellCheck={false}
        value={filter.text}
        aria-invalid={trouble !== null}
        onChange={(event) => filterLogs({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Enter') return;
          if (event.key === 'Escape') filterLogs({ text: '' });
          event.currentTarget.blur();
        }}
      />
      <label>
        <input
          type="checkbox"
          checked={filter.leastLevel === 'error'}
          onChange={(event) => filterLogs({ leastLevel: event.target.checked ? 'error' : 'none' })}
        />
        errors only
      </label>
      <select
        className="line-input"
        aria-label="Service"
        value={filter.service ?? ''}
        onChange={(event) => filterLogs({ service: event.target.value === '' ? null : event.target.value })}
      >
        <option value="">all services</option>
        {services?.map(({ id }) => (
          <option key={id}>{id}</option>
        ))}
      </select>
      <select
        className="line-input"
        aria-label="Version"
        value={filter.subset ?? ''}
        onChange={({ target }) => filterLogs({ subset: subsets.find((subset) => subset === target.value) ?? null })}
      >
        <option value="">stable and canary</option>
        {subsets.map((subset) => (
          <option key={subset}>{subset}</option>
        ))}
      </select>
      <span className="lines-trouble act" role="status">
        {trouble}
      </span>
      <Button size="small" onClick={onPause}>
        {isHeld ? 'Follow' : 'Pause'}
      </Button>
    </div>
  );
}
