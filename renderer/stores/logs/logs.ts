import { create } from 'zustand';
import type { LogBatch, LogKindsObserved } from '#shared/contract/observed/logs.ts';
import { type LogFilter, noFilter } from '#shared/views/log-filter.ts';
import { call, on } from '../../bridge/bridge.ts';
import type { LogShown } from './log-messages.ts';
import { LogSearch } from './log-search.ts';

export type Logs = {
  readonly shown: LogShown;
  readonly kinds: LogKindsObserved | null;
  readonly filter: LogFilter;
  /** Why the filter isn't used, and what to do; null when it is. */
  readonly trouble: string | null;
  /** The view stands still while new lines wait: paused, or scrolled back. */
  readonly isHeld: boolean;
};

const nothing: LogShown = { matched: 0, total: 0, waiting: 0, isDone: true, from: 0, rows: [] };
const empty: Logs = { shown: nothing, kinds: null, filter: noFilter, trouble: null, isHeld: false };
export const useLogs = create<Logs>(() => empty);

let search: LogSearch | null = null;

/** Asks for the last lines and the kinds, and goes on with what is pushed; lines that come meanwhile wait. */
function feed(into: LogSearch): { readonly take: (batch: LogBatch) => void; readonly load: () => void } {
  let early: LogBatch[] | null = [];
  let turn = 0;
  return {
    take: (batch) => {
      if (early === null) into.add([batch]);
      else early.push(batch);
    },
    load: () => {
      early ??= [];
      turn += 1;
      const mine = turn;
      void call('logs.history', {}).then((history) => {
        // Asked for again meanwhile: this may be of the launch before.
        if (mine !== turn) return;
        const lines = history.ok ? history.value.lines : [];
        if (history.ok && history.value.kinds !== null) useLogs.setState({ kinds: history.value.kinds });
        const last = lines.at(-1);
        const next = last === undefined ? 0 : last.first + last.count;
        into.add([...lines, ...(early ?? []).filter(({ first }) => first >= next)]);
        early = null;
      });
    },
  };
}

/** Listens to the logs; only a window that shows them does. What comes back ends it. */
export function listenToLogs(): () => void {
  const made = new LogSearch({
    onShown: (shown) => useLogs.setState({ shown }),
    onTrouble: (trouble) => useLogs.setState({ trouble }),
    onLost: (filter) => {
      useLogs.setState({
        ...{ filter, isHeld: false, shown: nothing },
        trouble:
          'This expression takes too long and was stopped, with the older lines. Write it simpler: no repetition inside a repetition, such as (a+)+.',
      });
      fed.load();
    },
  });
  search = made;
  const fed = feed(made);
  const restart = (): void => {
    // The lines are gone, and with them what was held.
    useLogs.setState({ shown: nothing, kinds: null, isHeld: false });
    made.reset();
    fed.load();
  };
  const ends = [
    on('logs.lines', fed.take),
    on('logs.kinds', (kinds) => useLogs.setState({ kinds })),
    on('launch.opened', restart),
    on('engine.state', ({ state }) => {
      if (state === 'up') restart();
    }),
  ];
  fed.load();
  return () => {
    for (const end of ends) end();
    made.close();
    search = null;
    useLogs.setState(empty);
  };
}

/** Filters from now on. */
export function filterLogs(change: Partial<LogFilter>): void {
  const filter = { ...useLogs.getState().filter, ...change };
  useLogs.setState({ filter });
  search?.setFilter(filter);
}

/** Lets the view stand still, or follow again. */
export function holdLogs(isHeld: boolean): void {
  if (useLogs.getState().isHeld === isHeld) return;
  useLogs.setState({ isHeld });
  search?.hold(isHeld);
}

/** Says which rows are to be drawn, the newest being 0. */
export const wantRows = (from: number, count: number): void => search?.want(from, count);
