import { useEffect, useRef } from 'react';

export type LogKeys = {
  readonly onFilter: () => void;
  readonly onPause: () => void;
  readonly onFollow: () => void;
  /** An arrow: the keys go to the list. */
  readonly onMove: () => void;
};

const byKey: Readonly<Record<string, keyof LogKeys>> = {
  '/': 'onFilter',
  ' ': 'onPause',
  End: 'onFollow',
  Home: 'onFollow',
  ArrowDown: 'onMove',
  ArrowUp: 'onMove',
};
/** What takes these keys for itself. */
const taken = 'input, textarea, select, button, a, dialog, [contenteditable], [role="listbox"]';

/** The focus is nowhere, or in a screen: beside the screens the console has its own keys. */
const isHere = (target: EventTarget | null): boolean =>
  target === document.body ||
  target === document.documentElement ||
  (target instanceof Element && target.closest('.wall, .screens-area') !== null);

/** The keys of the log screen: `/` filter, space pause, arrows, End follow. None while typing, or beside the screen. */
export function useLogKeys(keys: LogKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const name = byKey[event.key];
      if (name === undefined || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!isHere(event.target)) return;
      const isInList = event.target instanceof Element && event.target.closest('[role="listbox"]') !== null;
      const isTaken = event.target instanceof Element && event.target.closest(taken) !== null && !isInList;
      if (isTaken || document.querySelector('dialog[open]') !== null || (isInList && name === 'onMove')) return;
      event.preventDefault();
      // The console's own `/` goes to the timeline.
      event.stopImmediatePropagation();
      latest.current[name]();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
