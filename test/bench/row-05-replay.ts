import { join } from 'node:path';
import { connectTo } from '#engine/store/connection.ts';
import { openDatabase } from '#engine/store/db.ts';
import type { Log } from '#engine/store/log.ts';
import { type Reader, readerOf } from '#engine/store/read.ts';
import type { Recorded } from '#engine/store/record.ts';
import { benchEvent, benchLog } from './bench-log.ts';
import { cpuTimeOf, type Row } from './row.ts';

const totalEvents = 100_000;
const eventsPerCommand = 100;
/** Events after the newest snapshot: the engine takes one every 500 events, so this is the most there can be. */
const afterSnapshot = 500;

type Folded = { readonly counts: Map<string, number>; readonly lastAt: Map<string, number>; events: number };

const nothing = (): Folded => ({ counts: new Map(), lastAt: new Map(), events: 0 });

/** A fold of the cheapest kind, so that reading and not folding is what is measured. */
function fold(state: Folded, event: Recorded): void {
  state.events += 1;
  state.counts.set(event.type, (state.counts.get(event.type) ?? 0) + 1);
  state.lastAt.set(event.actor, event.at);
}

function fill(log: Log): readonly string[] {
  for (let first = 0; first < totalEvents; first += eventsPerCommand) {
    const events = Array.from({ length: eventsPerCommand }, (_, place) => benchEvent(first + place));
    const done = log.append({
      commandId: `command-${first}`,
      at: Date.now(),
      actor: `person-${first % 7}`,
      events,
      effects: [],
    });
    if (!done.ok) throw new Error(done.error.message);
  }
  return [...log.events()].map((event) => JSON.stringify(event));
}

/** Unchecked reading is no part of a log's public face: it is measured only to show what checking costs. */
function uncheckedReader(path: string): { reader: Reader; close(): void } {
  const db = openDatabase(path, true);
  if (!db.ok) throw new Error(db.error.message);
  const connection = connectTo(path, db.value);
  return { reader: readerOf(connection), close: connection.close };
}

function checkFolded(state: Folded, events: number): void {
  if (state.events !== events) throw new Error(`${state.events} events were folded instead of ${events}`);
}

function* parsed(lines: readonly string[]): IterableIterator<Recorded> {
  for (const line of lines) yield JSON.parse(line) as Recorded;
}

/** Folds all events of a source and says what CPU time it took. */
function cpuOfFolding(source: IterableIterator<Recorded>): number {
  return cpuTimeOf(() => {
    const state = nothing();
    for (const event of source) fold(state, event);
    checkFolded(state, totalEvents);
  });
}

export const row: Row = {
  title: 'replay of 100,000 events',
  figures: [
    { name: 'chain not checked', floorIs: 'JSON.parse and the same fold, in memory', unit: 'ms of CPU', goal: null },
    { name: 'chain checked', floorIs: 'JSON.parse and the same fold, in memory', unit: 'ms of CPU', goal: 1.75 },
    { name: 'snapshot and 500 events', floorIs: 'replay of all with the chain checked', unit: 'ms of CPU', goal: 0.05 },
  ],
  prepare: async (folder) => {
    const path = join(folder, 'launch.db');
    const log = benchLog(path);
    const lines = fill(log);
    const unchecked = uncheckedReader(path);
    const snapshotAt = totalEvents - afterSnapshot;
    const hash = [...log.events(snapshotAt - 1)][0]?.hash ?? '';
    const before = { counts: { 'operation.succeeded': 74_625 }, lastAt: {} };
    const saved = log.saveSnapshot({ position: snapshotAt, hash, fingerprint: 'bench', state: before });
    if (!saved.ok) throw new Error(saved.error.message);
    const fromSnapshot = (): void => {
      const state = nothing();
      const snapshot = log.latestSnapshot('bench');
      if (!snapshot.ok || snapshot.value === undefined) throw new Error('the snapshot is gone');
      const done = log.replay(snapshot.value.position, (event) => fold(state, event));
      if (!done.ok) throw new Error(done.error.message);
      checkFolded(state, afterSnapshot);
    };
    return {
      sample: async () => {
        const floor = cpuOfFolding(parsed(lines));
        const plain = cpuOfFolding(unchecked.reader.eventsUnchecked());
        const checked = cpuOfFolding(log.events());
        const snapshot = cpuTimeOf(fromSnapshot);
        return [
          { floor, ours: plain },
          { floor, ours: checked },
          { floor: checked, ours: snapshot },
        ];
      },
      end: async () => {
        unchecked.close();
        log.close();
      },
    };
  },
};
