import { randomUUID } from 'node:crypto';
import type { Command, Stamp } from '#shared/domain/commands.ts';
import type { Signed } from '#shared/domain/confirmation/statement.ts';
import { decide } from '#shared/domain/decide.ts';
import { type Effect, touchesOutside } from '#shared/domain/decision.ts';
import { evolve } from '#shared/domain/evolve.ts';
import type { ConsoleId, PersonId } from '#shared/domain/ids.ts';
import { emptyLaunch, type LaunchState } from '#shared/domain/launch/state.ts';
import type { StoredEvent } from '#shared/domain/stored-event.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault, Trouble } from '#shared/lib/trouble.ts';
import type { Clock } from '../clock.ts';
import type { Append } from '../store/append.ts';
import type { Log } from '../store/log.ts';
import { signatureTrouble } from './signatures.ts';
import { fromRecorded, toNewEvent } from './stored.ts';

/** Where a command comes from. Without a person it is the engine's own, or anyone's. */
export type Source = {
  readonly person: PersonId | null;
  readonly signed: Signed | null;
  /** The same id twice is done once. */
  readonly commandId?: string;
  readonly endsEffect?: Append['endsEffect'];
  /** Name in the log for a command without a person. */
  readonly actor?: string;
};

export const fromEngine: Source = { person: null, signed: null, actor: 'engine' };

export type StoredEffect = Effect & { readonly id: string };
export type Dispatched = { readonly commandId: string; readonly events: readonly StoredEvent[] };

/** Code that folds differently names itself differently: an older snapshot is then not used. */
const FOLD = 'launch-state-5';
const SNAPSHOT_EVERY = 500;

/**
 * One queue: stamp, decide, record, fold, tell. An event is on disk before any window sees it and before any effect
 * starts. It is synchronous, so that there is no race inside a console.
 */
export class Dispatcher {
  #state: LaunchState = emptyLaunch;
  #position = 0;
  #snapshotAt = 0;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #console: ConsoleId;
  readonly #listeners = new Set<(events: readonly StoredEvent[], effects: readonly StoredEffect[]) => void>();
  #logTrouble: string | null = null;

  private constructor(log: Log, clock: Clock, console: ConsoleId) {
    this.#log = log;
    this.#clock = clock;
    this.#console = console;
  }

  /** Folds the log: newest snapshot, then replay. A broken chain is a Fault that names its place. */
  static open(log: Log, clock: Clock, console: ConsoleId): Result<Dispatcher, Fault> {
    const dispatcher = new Dispatcher(log, clock, console);
    const snapshot = log.latestSnapshot(FOLD);
    if (!snapshot.ok) return snapshot;
    if (snapshot.value !== undefined) {
      // Signed by this console and named for this code: its shape is the one this code wrote.
      dispatcher.#state = snapshot.value.state as LaunchState;
      dispatcher.#position = snapshot.value.position;
      dispatcher.#snapshotAt = snapshot.value.position;
    }
    const replayed = log.replay(dispatcher.#position, (recorded) => {
      const stored = fromRecorded(recorded);
      if (stored !== null) dispatcher.#state = evolve(dispatcher.#state, stored);
      dispatcher.#position = recorded.position;
    });
    return replayed.ok ? ok(dispatcher) : replayed;
  }

  get state(): LaunchState {
    return this.#state;
  }
  get position(): number {
    return this.#position;
  }
  get logTrouble(): string | null {
    return this.#logTrouble;
  }

  /** Calls `listener` after each command with what is new; by then it is on disk and folded. */
  listen(listener: (events: readonly StoredEvent[], effects: readonly StoredEffect[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispatch(command: Command, source: Source): Result<Dispatched, Trouble> {
    const commandId = source.commandId ?? randomUUID();
    const stamp: Stamp = {
      commandId,
      at: this.#clock.now(),
      person: source.person,
      console: this.#console,
      signed: source.signed,
    };
    const wrong = signatureTrouble(this.#state, command, stamp);
    if (wrong !== null) return err(wrong);
    const decision = decide(this.#state, command, stamp);
    if (!decision.ok) return decision;
    const { events, effects } = decision.value;
    const stored = effects.map((effect, index) => ({ ...effect, id: `${commandId}/${index}` }));
    if (events.length === 0 && effects.length === 0 && source.endsEffect === undefined)
      return ok({ commandId, events: [] });
    const written = this.#write(command, {
      commandId,
      at: stamp.at,
      actor: source.person ?? source.actor ?? 'anyone',
      events: events.map(toNewEvent),
      effects: stored.map((effect) => ({
        id: effect.id,
        kind: effect.kind,
        payload: effect,
        touchesOutside: touchesOutside(effect),
      })),
      endsEffect: source.endsEffect,
    });
    if (!written.ok) return written;
    const fresh = this.#fold(written.value);
    for (const listener of this.#listeners) listener(fresh, stored);
    this.#snapshot();
    return ok({ commandId, events: fresh });
  }

  #fold(recorded: Parameters<typeof fromRecorded>[0][]): readonly StoredEvent[] {
    const fresh: StoredEvent[] = [];
    for (const entry of recorded) {
      if (entry.position <= this.#position) continue;
      const stored = fromRecorded(entry);
      if (stored !== null) {
        this.#state = evolve(this.#state, stored);
        fresh.push(stored);
      }
      this.#position = entry.position;
    }
    return fresh;
  }

  /** Hold, stop and rollback may use the reserve when the disk is full; everything else is refused (authority.md). */
  #write(command: Command, append: Append): Result<Parameters<typeof fromRecorded>[0][], Fault> {
    let written = this.#log.append(append);
    if (
      !written.ok &&
      written.error.cause === 'disk' &&
      mayUseReserve(command, this.#state) &&
      this.#log.hasReserve()
    ) {
      if (this.#log.freeReserve().ok) written = this.#log.append(append);
    }
    this.#logTrouble = written.ok
      ? null
      : `The log can not be written: ${written.error.message} Nothing was done. ${written.error.hint ?? ''}`.trim();
    return written.ok ? ok([...written.value]) : written;
  }

  #snapshot(): void {
    if (this.#position - this.#snapshotAt < SNAPSHOT_EVERY) return;
    this.saveSnapshot();
  }

  /** A cache: when it can't be written the log is still whole. */
  saveSnapshot(): void {
    const { hash, position } = this.#log.head();
    if (position !== this.#position || position === this.#snapshotAt) return;
    if (this.#log.saveSnapshot({ position, hash, fingerprint: FOLD, state: this.#state }).ok)
      this.#snapshotAt = position;
  }
}

/** What may be recorded from the reserve: hold, stop, a criterion, and everything of a rollback. */
function mayUseReserve(command: Command, state: LaunchState): boolean {
  if (
    ['clock.hold', 'action.stop', 'criterion.raise', 'criterion.trip', 'rollback.ask', 'gate.withdraw'].includes(
      command.type,
    )
  )
    return true;
  return 'action' in command && state.actions.byId[command.action]?.subject.kind === 'rollback';
}
