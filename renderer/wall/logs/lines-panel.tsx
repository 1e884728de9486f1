import { useEffect, useRef, useState } from 'react';
import { heldWords, matchWords, rateWords } from '#shared/views/log-words.ts';
import { holdLogs, useLogs } from '../../stores/logs/logs.ts';
import { usePresenter } from '../../stores/presentation.ts';
import { Panel } from '../../ui/panel.tsx';
import { Hidden } from '../hidden.tsx';
import { LineFilter } from './line-filter.tsx';
import { LineList } from './line-list.tsx';
import { useLogKeys } from './use-log-keys.ts';

type Props = { readonly zone: string; readonly isBlind: boolean };

/** The raw lines, newest on top: filtered, followed, paused, scrolled back. */
export function LinesPanel({ zone, isBlind }: Props) {
  const { shown, kinds, trouble, isHeld } = useLogs();
  const [isPaused, setPaused] = useState(false);
  /** Number of the line the keys are on. */
  const [selected, setSelected] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const isPresenter = usePresenter();

  // A hold that was lost, with the lines or by scrolling to the top, isn't shown as a pause.
  useEffect(() => {
    if (isHeld) return;
    setPaused(false);
    setSelected(null);
  }, [isHeld]);

  const follow = (): void => {
    setPaused(false);
    setSelected(null);
    if (list.current !== null) list.current.scrollTop = 0;
    holdLogs(false);
  };
  const pause = (): void => {
    setPaused(true);
    holdLogs(true);
  };
  useLogKeys({
    onFilter: () => filter.current?.focus(),
    onPause: isHeld ? follow : pause,
    onFollow: follow,
    onMove: () => list.current?.focus(),
  });
  return (
    <Panel
      title="Lines"
      className="lines"
      aside={
        <>
          {isBlind ? 'not live, ' : ''}
          {heldWords(isPaused, isHeld, shown.waiting) ?? rateWords(kinds, isBlind)}, {matchWords(shown)}
        </>
      }
    >
      {isPresenter ? null : (
        <LineFilter inputRef={filter} isHeld={isHeld} onPause={isHeld ? follow : pause} trouble={trouble} />
      )}
      {isPresenter ? (
        <p className="wall-label">
          <Hidden />
        </p>
      ) : (
        <LineList
          listRef={list}
          shown={shown}
          zone={zone}
          selected={selected}
          onSelect={(number) => {
            setSelected(number);
            holdLogs(true);
          }}
          onScrolled={(isBack) => holdLogs(isBack || isPaused || selected !== null)}
        />
      )}
    </Panel>
  );
}
