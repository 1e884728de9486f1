import { create } from 'zustand';
import type { ClockFacts, Snapshot } from '#shared/contract/facts.ts';
import { evolve } from '#shared/domain/evolve.ts';
import { emptyLaunch, type LaunchState } from '#shared/domain/launch/state.ts';
import type { StoredEvent } from '#shared/domain/stored-event.ts';
import { lineOf, type TimelineLine } from '#shared/views/timeline.ts';

/** The most timeline lines a window keeps; the log itself is whole in the engine. */
const KEPT_LINES = 5000;

export type LaunchReplica = {
  /** `none`: the engine has no launch open yet. */
  readonly phase: 'starting' | 'none' | 'open';
  readonly state: LaunchState;
  /** Position of the last event folded in. */
  readonly position: number;
  readonly clock: ClockFacts;
  readonly logTrouble: string | null;
  /** Oldest first. */
  readonly lines: readonly TimelineLine[];
};

export const emptyReplica: LaunchReplica = {
  phase: 'starting',
  state: emptyLaunch,
  position: 0,
  clock: { startedAtReal: 0, startedAtLaunch: 0, speed: 1 },
  logTrouble: null,
  lines: [],
};

export const useLaunch = create<LaunchReplica>(() => emptyReplica);

/** Takes the engine's word for everything; lines already known stay. */
export const takeSnapshot = (replica: LaunchReplica, snapshot: Snapshot): LaunchReplica => ({
  ...replica,
  phase: 'open',
  state: snapshot.state,
  position: snapshot.position,
  clock: snapshot.clock,
  logTrouble: snapshot.logTrouble,
  lines: snapshot.state.launch?.id === replica.state.launch?.id ? replica.lines : [],
});

/** Folds events in; null where one is missing before them: then only a snapshot helps. */
export function foldEvents(replica: LaunchReplica, events: readonly StoredEvent[]): LaunchReplica | null {
  let { state, position } = replica;
  const lines: TimelineLine[] = [];
  for (const event of events) {
    if (event.position <= position) continue;
    if (event.position !== position + 1) return null;
    state = evolve(state, event);
    position = event.position;
    lines.push(lineOf(event, state));
  }
  return { ...replica, state, position, lines: [...replica.lines, ...lines].slice(-KEPT_LINES) };
}

/** Puts the log's older events under what is known already. */
export function takeHistory(replica: LaunchReplica, events: readonly StoredEvent[]): LaunchReplica {
  const older = events
    .filter((event) => event.position <= replica.position)
    .map((event) => lineOf(event, replica.state));
  const last = older.at(-1)?.position ?? 0;
  return { ...replica, lines: [...older, ...replica.lines.filter((line) => line.position > last)].slice(-KEPT_LINES) };
}
