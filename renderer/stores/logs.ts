import { create } from 'zustand';
import type { LogLineObserved } from '#shared/contract/observations.ts';
import { addToKinds, type LogKinds } from '#shared/views/log-kinds.ts';
import { call, on } from '../bridge/bridge.ts';

/** Raw lines a window keeps; older ones are read in the logs themselves. */
const KEPT_LINES = 2000;
/** Lines come often; they are drawn this often at most, milliseconds. */
const DRAW_MS = 250;

export type Logs = {
  /** Newest last. */
  readonly lines: readonly LogLineObserved[];
  /** The same map each time, changed in place; `version` says that it was. */
  readonly kinds: LogKinds;
  readonly version: number;
  readonly perSecond: number;
  /** Lines not shown because they came too fast. */
  readonly dropped: number;
  /** Time of the oldest line this window ever got; null before the first. */
  readonly readFrom: number | null;
};

export const useLogs = create<Logs>(() => ({
  lines: [],
  kinds: new Map(),
  version: 0,
  perSecond: 0,
  dropped: 0,
  readFrom: null,
}));

/** Listens to the pods' logs; only the screen that shows them does. What comes back ends it. */
export function listenToLogs(): () => void {
  let waiting: LogLineObserved[] = [];
  let dropped = 0;
  let since = Date.now();
  const draw = (): void => {
    const passed = Date.now() - since;
    if (waiting.length === 0 && passed < 2000) return;
    useLogs.setState((before) => ({
      lines: [...before.lines, ...waiting].slice(-KEPT_LINES),
      version: before.version + 1,
      perSecond: smooth(before.perSecond, (waiting.length + dropped) / (passed / 1000)),
      dropped: before.dropped + dropped,
    }));
    [waiting, dropped, since] = [[], 0, Date.now()];
  };
  const take = (lines: readonly LogLineObserved[]): void => {
    addToKinds(useLogs.getState().kinds, lines);
    const from = useLogs.getState().readFrom;
    const oldest = lines[0]?.at ?? null;
    if (oldest !== null && (from === null || oldest < from)) useLogs.setState({ readFrom: oldest });
    for (const line of lines.slice(-KEPT_LINES)) waiting.push(line);
    if (waiting.length > KEPT_LINES) waiting = waiting.slice(-KEPT_LINES);
  };
  const end = on('logs.lines', (push) => {
    take(push.lines);
    dropped += push.dropped;
  });
  const timer = setInterval(draw, DRAW_MS);
  void call('logs.history', {}).then((history) => {
    if (history.ok) take(history.value);
    since = Date.now() - 60_000;
  });
  return () => {
    end();
    clearInterval(timer);
  };
}

const smooth = (before: number, now: number): number => (before === 0 ? now : before * 0.8 + now * 0.2);
