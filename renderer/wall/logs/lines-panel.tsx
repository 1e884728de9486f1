import { memo, useEffect, useRef, useState } from 'react';
import type { LogLineObserved } from '#shared/contract/observations.ts';
import { figure } from '#shared/views/format/figure.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { isError, messageOf } from '#shared/views/log-kinds.ts';
import { useLogs } from '../../stores/logs.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import '../../ui/field.css';

type Props = { readonly isPaused: boolean; readonly onPause: (paused: boolean) => void; readonly zone: string };
/** Lines that fit on the screen; more would be drawn for nobody. */
const SHOWN = 12;

function newest(lines: readonly LogLineObserved[], query: string): readonly LogLineObserved[] {
  const wanted = query.trim().toLowerCase();
  const found: LogLineObserved[] = [];
  for (let index = lines.length - 1; index >= 0 && found.length < SHOWN; index -= 1) {
    const line = lines[index];
    if (line === undefined) break;
    if (wanted === '' || `${line.pod} ${line.level} ${line.text}`.toLowerCase().includes(wanted)) found.push(line);
  }
  return found;
}

/** The raw lines, newest on top; a filter by plain text and a pause. */
export function LinesPanel({ isPaused, onPause, zone }: Props) {
  const logs = useLogs();
  const [query, setQuery] = useState('');
  const frozen = useRef(logs.lines);
  const filter = useRef<HTMLInputElement>(null);
  if (!isPaused) frozen.current = logs.lines;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.target === filter.current) return;
      event.preventDefault();
      filter.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const rate = `${figure(logs.perSecond)} a second${logs.dropped > 0 ? `, ${figure(logs.dropped)} not shown` : ', all shown'}`;
  return (
    <Panel
      title="Lines"
      className="lines"
      aside={
        <span className="lines-tools">
          {isPaused ? 'paused' : rate}
          <input
            ref={filter}
            className="line-input"
            aria-label="Filter lines"
            placeholder="filter  /"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <Button size="small" onClick={() => onPause(!isPaused)}>
            {isPaused ? 'Go on' : 'Pause'}
          </Button>
        </span>
      }
    >
      <ol className="lines-list">
        {newest(frozen.current, query).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity; rows stay and their text moves
          <Line key={index} line={line} zone={zone} />
        ))}
      </ol>
    </Panel>
  );
}

const Line = memo(({ line, zone }: { readonly line: LogLineObserved; readonly zone: string }) => (
  <li>
    <span className="dim">
      {clockTime(line.at, zone)}.{String(Math.floor(line.at % 1000)).padStart(3, '0')}
    </span>{' '}
    <span className={line.subset === 'other' ? 'dim' : line.subset}>{line.subset}</span>{' '}
    <span className="lines-pod">{line.pod}</span> <b className={isError(line.level) ? 'act' : 'dim'}>{line.level}</b>{' '}
    {messageOf(line.text)}
  </li>
));
