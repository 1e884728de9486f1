import type { Command, EngineCommand } from '#shared/domain/commands.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationKindName } from '#shared/domain/operation/spec.ts';
import { isSuspended } from '#shared/domain/publicity/stop.ts';
import { servicesOf } from '#shared/domain/rollout/services-out.ts';
import type { StoredEvent } from '#shared/domain/stored-event.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKinds } from '../adapters/catalogue.ts';
import type { Outside } from '../adapters/outside.ts';
import type { Clock } from '../clock.ts';
import { type Dispatcher, fromEngine, type StoredEffect } from '../dispatcher/dispatcher.ts';
import type { Log } from '../store/log.ts';
import type { ObservationHub } from '../watch/hub.ts';
import { dryRun } from './dry-run.ts';
import { planAction } from './plan-action.ts';
import { lookUntilKnown, runOne } from './run-operation.ts';
import { sendMessage } from './send-message.ts';
import { liftSilence, placeSilence } from './silence.ts';
import { verifyAction } from './verify-action.ts';

export type RunnerParts = {
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  readonly outside: Outside;
  readonly kinds: OperationKinds;
  readonly hub: ObservationHub;
  readonly clock: Clock;
  readonly output: (line: { action: string; operation: string; at: number; line: string }) => void;
  readonly bug: (error: unknown) => void;
};

/** Kinds that don't write to the cluster, and so wait for nobody who does. */
const elsewhere: ReadonlySet<OperationKindName> = new Set([
  'message.post',
  'flag.set',
  'http.request',
  'command.run',
  'manual.step',
]);

/** How long a report waits before it is tried again when the log can't be written. */
const REPORT_RETRY_MS = 500;
/** A connector says how it is only when something is sent: it is not stale for being silent. */
const messagesSource = { id: 'messages', kind: 'messages', title: 'messages', everyMs: 86_400_000 } as const;

/**
 * Carries out effects, each marked started in the outbox before anything is sent, and reports as commands. What may
 * not go on (a stopped action, a rollback taking over) is aborted, and a rollback waits until it has let go.
 */
export class Runner {
  readonly #parts: RunnerParts;
  readonly #running = new Map<
    string,
    { readonly effect: StoredEffect; readonly abort: AbortController; readonly done: Promise<void> }
  >();
  #toMark: { readonly id: string; readonly tell: (marked: Result<void, Fault> | null) => void }[] = [];
  #isClosed = false;
  readonly #unlisten: () => void;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#unlisten = parts.dispatcher.listen((events, effects) => {
      for (const event of events) this.#abortWhatEnded(event);
      for (const effect of effects) this.start(effect);
    });
  }

  /** Begins an effect that lies in the outbox. */
  start(effect: StoredEffect): void {
    if (this.#isClosed || this.#running.has(effect.id)) return;
    const abort = new AbortController();
    const done = this.#carryOut(effect, abort.signal)
      .catch(this.#parts.bug)
      .finally(() => this.#running.delete(effect.id));
    this.#running.set(effect.id, { effect, abort, done });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unlisten();
    for (const { abort } of this.#running.values()) abort.abort();
    await Promise.race([
      Promise.allSettled([...this.#running.values()].map(({ done }) => done)),
      new Promise((resolve) => setTimeout(resolve, 2000)),
    ]);
  }

  #abortWhatEnded({ event }: StoredEvent): void {
    const ended = ['action.stopped', 'action.denied', 'action.expired'];
    if (!ended.includes(event.type) || !('action' in event)) return;
    for (const { effect, abort } of this.#running.values())
      if ('action' in effect && effect.action === event.action) abort.abort();
  }

  async #carryOut(effect: StoredEffect, signal: AbortSignal): Promise<void> {
    const { dispatcher } = this.#parts;
    // After this tick: the command that called for it has been told to everyone.
    await new Promise((resolve) => setImmediate(resolve));
    if (effect.kind === 'run-operation') await this.#untilSupersededLetGo(effect);
    if (this.#isClosed) return;
    const started = await this.#markStarted(effect.id);
    if (started === null) return;
    // One that isn't pending any more was begun by somebody else: theirs to report, nothing can be said of it here.
    if (!started.ok && started.error.cause === 'conflict') return;
    if (!started.ok) return this.#couldNotStart(effect, started.error.message);
    const report = await this.#work(effect, dispatcher.state, signal);
    // A closed engine leaves the effect as started: at the next start it is looked at.
    if (this.#isClosed) return;
    await this.#report(report, effect.id);
  }

  /** What begins in the same turn is marked together, with one sync of the disk; null when the engine closes first. */
  #markStarted(id: string): Promise<Result<void, Fault> | null> {
    return new Promise((tell) => {
      if (this.#toMark.push({ id, tell }) === 1) setImmediate(() => this.#markAllStarted());
    });
  }

  #markAllStarted(): void {
    const marking = this.#toMark;
    this.#toMark = [];
    const marked = this.#isClosed ? [] : this.#parts.log.outbox.markAllStarted(marking.map(({ id }) => id));
    for (const [index, { tell }] of marking.entries()) tell(marked[index] ?? null);
  }

  /** No intent could be marked: nothing was sent, and that is said. */
  #couldNotStart(effect: StoredEffect, message: string): void {
    if (effect.kind !== 'run-operation') return;
    const { action, operation } = effect;
    this.#parts.dispatcher.dispatch(
      {
        type: 'operation.fail',
        action,
        operation,
        message: `Nothing was sent: ${message}`,
        hint: 'Mend the disk, then ask again.',
        raw: '',
      },
      { ...fromEngine, endsEffect: { id: effect.id, state: 'failed' } },
    );
  }

  async #work(effect: StoredEffect, state: LaunchState, signal: AbortSignal): Promise<EngineCommand | null> {
    const { kinds, outside, hub, clock, dispatcher } = this.#parts;
    const plan = state.launch?.plan;
    if (plan === undefined) return null;
    if (effect.kind === 'send-message') {
      const message = state.messages.messages.find((entry) => entry.id === effect.message);
      return message === undefined || message.state === 'sent'
        ? null
        : sendMessage(
            outside,
            plan,
            message,
            signal,
            (command) => void dispatcher.dispatch(command, fromEngine),
            (fault) => hub.sources.answered(messagesSource, fault),
            () => isSuspended(dispatcher.state, message.channel),
          );
    }
    if (effect.kind === 'place-silence' || effect.kind === 'lift-silence') {
      const entry = state.silences.silences.find(({ id }) => id === effect.silence);
      const run = effect.kind === 'place-silence' ? placeSilence : liftSilence;
      return entry === undefined ? null : run({ outside, state, now: clock.now }, entry, signal);
    }
    if (effect.kind === 'dry-run') return dryRun(kinds, state, effect.dryRun, signal);
    const action = state.actions.byId[effect.action];
    if (action === undefined) return null;
    if (effect.kind === 'plan-action') return planAction(kinds, action, signal);
    if (effect.kind === 'verify-action')
      return verifyAction(
        { plan: { ...plan, services: [...servicesOf(state, action)] }, cluster: outside.cluster, hub, clock },
        action,
        signal,
      );
    const entry = action.operations.find((candidate) => candidate.planned.id === effect.operation);
    if (entry === undefined) return null;
    const progress = (line: string) =>
      this.#parts.output({ action: action.id, operation: entry.planned.id, at: clock.now(), line });
    return effect.kind === 'run-operation'
      ? runOne(kinds, action, entry, signal, progress)
      : lookUntilKnown(kinds, action, entry, signal, progress);
  }

  /**
   * Two actions never write to the cluster at once: the one that was stopped lets go first, for at most three seconds.
   * Messages and flags don't wait for it.
   */
  async #untilSupersededLetGo(effect: StoredEffect): Promise<void> {
    if (!('operation' in effect) || !this.#touchesCluster(effect)) return;
    const others = [...this.#running.values()].filter(
      (other) =>
        other.effect.kind === 'run-operation' && other.effect.action !== effect.action && other.abort.signal.aborted,
    );
    if (others.length === 0) return;
    await Promise.race([
      Promise.allSettled(others.map(({ done }) => done)),
      new Promise((resolve) => setTimeout(resolve, 3000)),
    ]);
  }

  #touchesCluster({ action, operation }: { readonly action: string; readonly operation: string }): boolean {
    const entry = this.#parts.dispatcher.state.actions.byId[action]?.operations.find(
      (candidate) => candidate.planned.id === operation,
    );
    return entry !== undefined && !elsewhere.has(entry.planned.spec.kind);
  }

  /** What happened outside has to reach the log: tried until it can be written. */
  async #report(command: Command | null, effectId: string): Promise<void> {
    const { dispatcher, log } = this.#parts;
    while (!this.#isClosed) {
      if (command === null) {
        if (log.outbox.markEnded(effectId, 'done').ok) return;
      } else {
        const told = dispatcher.dispatch(command, { ...fromEngine, endsEffect: effectId });
        if (told.ok) return;
        if (told.error.kind !== 'fault') {
          // The domain has no use for the report any more, e.g. of an action that was stopped.
          log.outbox.markEnded(effectId, 'done');
          return;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, REPORT_RETRY_MS));
    }
  }
}
