import { invariant } from '#shared/lib/invariant.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import { BrokenLog, diskFault, storeFault } from './faults.ts';
import { sha256 } from './record.ts';

/** `unknown`: it was started and nobody knows how it ended. `waiting`: it waits for a person. */
export type EffectState = 'pending' | 'started' | 'done' | 'failed' | 'unknown' | 'waiting';

/** An effect that a command calls for; `payload` is JSON. A higher `priority` (default 0) goes first. */
export type NewEffect = {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  /** True when it touches cluster, flags or the public: after a restart such a one waits for a person. */
  readonly touchesOutside: boolean;
  readonly priority?: number | undefined;
};

export type EffectRow = {
  readonly id: string;
  readonly commandId: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly touchesOutside: boolean;
  readonly priority: number;
  readonly state: EffectState;
  /** Epoch ms on the launch's clock: when the command was recorded, and when the state last changed. */
  readonly createdAt: number;
  readonly changedAt: number;
};

/** From which states an effect may come into a state; anything else would run it twice or lose how it ended. */
const cameFrom: Record<EffectState, readonly EffectState[]> = {
  pending: ['waiting', 'unknown'],
  waiting: ['pending', 'unknown'],
  started: ['pending'],
  unknown: ['started'],
  done: ['started', 'unknown', 'waiting', 'pending'],
  failed: ['started', 'unknown', 'waiting', 'pending'],
};

export type StoredEffect = {
  id: string;
  command_id: string;
  kind: string;
  payload: string;
  touches_outside: number;
  priority: number;
  created_at: number;
  checksum: string;
  state: EffectState;
  changed_at: number;
  place: number;
};

type Checked = Pick<
  StoredEffect,
  'id' | 'command_id' | 'kind' | 'payload' | 'touches_outside' | 'priority' | 'created_at'
>;

/** A flipped bit in an effect must never be run. */
export const effectChecksum = (row: Checked): string =>
  sha256(
    JSON.stringify([row.id, row.command_id, row.kind, row.payload, row.touches_outside, row.priority, row.created_at]),
  );

const insertSql = `INSERT INTO outbox
  (id, command_id, kind, payload, touches_outside, priority, created_at, checksum, state, changed_at)
  VALUES (@id, @command_id, @kind, @payload, @touches_outside, @priority, @created_at, @checksum, 'pending', @created_at)`;
const byStateSql = `SELECT * FROM outbox WHERE state = ? AND state NOT IN ('done', 'failed') ORDER BY priority DESC, place`;
const allSql = 'SELECT * FROM outbox ORDER BY place';
const moveSql = `UPDATE outbox SET state = ?, changed_at = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))`;
const stateSql = 'SELECT state FROM outbox WHERE id = ?';

export type Outbox = {
  /** Not yet started, most urgent first. Throws {@link BrokenLog} when an effect was damaged in the file. */
  pending(): readonly EffectRow[];
  /** Started without an end: after a restart their outcome is unknown. */
  started(): readonly EffectRow[];
  /** Waiting for a person. */
  waiting(): readonly EffectRow[];
  /** Looked at before anything else. */
  unknown(): readonly EffectRow[];
  /** All of them, ended ones too, in the order of their commands. */
  all(): readonly EffectRow[];
  /** On disk before the effect runs. A conflict, and nothing else, when it isn't pending any more. */
  markStarted(id: string): Result<void, Fault>;
  /** The same for several that begin at once, on disk with one sync; each has its own answer, in their order. */
  markAllStarted(ids: readonly string[]): readonly Result<void, Fault>[];
  /** Moves an effect to `state`; a conflict when it can't come there from where it is. */
  markEnded(id: string, state: Exclude<EffectState, 'started'>): Result<void, Fault>;
};

const fromStored = (row: StoredEffect): EffectRow => {
  if (effectChecksum(row) !== row.checksum)
    throw new BrokenLog(row.place, `effect ${row.id} of the outbox was changed`);
  return {
    id: row.id,
    commandId: row.command_id,
    kind: row.kind,
    payload: JSON.parse(row.payload),
    touchesOutside: row.touches_outside === 1,
    priority: row.priority,
    state: row.state,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
};

/** Adds an effect inside the transaction of the command that calls for it. */
export function insertEffect(connection: Connection, commandId: string, at: number, effect: NewEffect): void {
  const row = {
    id: effect.id,
    command_id: commandId,
    kind: effect.kind,
    payload: JSON.stringify(effect.payload ?? null),
    touches_outside: effect.touchesOutside ? 1 : 0,
    priority: effect.priority ?? 0,
    created_at: at,
  };
  connection.statement(insertSql).run({ ...row, checksum: effectChecksum(row) });
}

/** Which effect a command reports about, and how it is now; a plain id means it is done. */
export type EffectEnd = string | { readonly id: string; readonly state: EffectState };

/** Moves an effect inside the transaction of the command that reports about it; to report the same twice is fine. */
export function endEffect(connection: Connection, end: EffectEnd, at: number): void {
  const { id, state } = typeof end === 'string' ? { id: end, state: 'done' as const } : end;
  if (moveEffect(connection, id, state, at)) return;
  const seen = stateOf(connection, id);
  invariant(seen === state && state !== 'started', `effect ${id} is ${seen ?? 'not there'} and can't become ${state}`);
}

/** True when this command left effects: then it was done before. */
export const hasEffects = (connection: Connection, commandId: string): boolean =>
  connection.statement<[string], unknown>('SELECT 1 FROM outbox WHERE command_id = ? LIMIT 1').get(commandId) !==
  undefined;

const stateOf = (connection: Connection, id: string): EffectState | undefined =>
  connection.statement<[string], { state: EffectState }>(stateSql).get(id)?.state;

/** Moves an effect inside a transaction; false when it is not in a state from which it can come there. */
const moveEffect = (connection: Connection, id: string, state: EffectState, at: number): boolean =>
  connection
    .statement<[EffectState, number, string, string], never>(moveSql)
    .run(state, at, id, JSON.stringify(cameFrom[state])).changes === 1;

export function outboxOf(connection: Connection, now: () => number): Outbox {
  const inState = (state: EffectState): readonly EffectRow[] =>
    connection.statement<[EffectState], StoredEffect>(byStateSql).all(state).map(fromStored);

  const move = (id: string, state: EffectState): Result<void, Fault> => moveAll([id], state)[0] ?? ok(undefined);

  const moveAll = (ids: readonly string[], state: EffectState): readonly Result<void, Fault>[] => {
    const what = (id: string) => `Effect ${id} can't be marked ${state} in the log`;
    const at = now();
    const moved = connection.write(what(ids.join(', ')), () => ids.map((id) => moveEffect(connection, id, state, at)));
    if (!moved.ok) return ids.map(() => moved);
    return ids.map((id, index) => (moved.value[index] === true ? ok(undefined) : whyNot(id, state, what(id))));
  };

  /** How an effect stands that could not come into a state; to end the same way twice is fine. */
  const whyNot = (id: string, state: EffectState, what: string): Result<void, Fault> => {
    try {
      const seen = stateOf(connection, id);
      if (seen === state && (state === 'done' || state === 'failed')) return ok(undefined);
      return err(
        storeFault(
          seen === undefined ? 'not-found' : 'conflict',
          `${what}: ${seen === undefined ? 'there is no such effect' : `it is ${seen}`}.`,
          'Look at what it did before anything is run again.',
        ),
      );
    } catch (error) {
      return err(diskFault(error, what));
    }
  };

  return {
    pending: () => inState('pending'),
    started: () => inState('started'),
    waiting: () => inState('waiting'),
    unknown: () => inState('unknown'),
    all: () => connection.statement<[], StoredEffect>(allSql).all().map(fromStored),
    markStarted: (id) => move(id, 'started'),
    markAllStarted: (ids) => moveAll(ids, 'started'),
    markEnded: (id, state) => move(id, state),
  };
}
