import type { Pushes, PushName } from '#shared/contract/calls.ts';
import { MessageId } from '#shared/domain/ids.ts';
import { ok } from '#shared/lib/result.ts';
import type { CommandParts } from './adapters/commands/run-command.ts';
import type { Connections } from './adapters/connections.ts';
import { pause } from './adapters/outcome.ts';
import { connectOutside, type Outside } from './adapters/outside.ts';
import type { Clock } from './clock.ts';
import { type Dispatcher, fromEngine } from './dispatcher/dispatcher.ts';
import { resume } from './recovery.ts';
import { createMessageKind } from './runner/message-kind.ts';
import { identifyCluster } from './runner/plan-action.ts';
import { Runner } from './runner/runner.ts';
import type { Log } from './store/log.ts';
import type { EffectRow } from './store/outbox.ts';
import type { ObservationHub } from './watch/hub.ts';
import { startWatches } from './watch/start.ts';

export type OutsideLinkParts = {
  readonly settings: Connections;
  /** What the launch brings for its programs. */
  readonly own: CommandParts;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  readonly hub: ObservationHub;
  readonly clock: Clock;
  /** Messages that were being sent when the console died: looked for once, when it is connected. */
  readonly lostMessages: readonly EffectRow[];
  readonly push: <N extends PushName>(name: N, data: Pushes[N]) => void;
  readonly bug: (error: unknown) => void;
  /** Says what is wrong with reaching the launch's cluster; null when nothing is. */
  readonly say: (trouble: string | null) => void;
  readonly connected: () => void;
  /** How long quick rollbacks of other launches of this pack took on this machine, real milliseconds. */
  readonly measuredRollbacks: () => readonly number[];
};

const RECONNECT_MS = 3000;
/** How long closing waits for a connection that is just being made; what is late lets go by itself. */
const LET_GO_MS = 2000;

/** Reaches a launch's outside, as often as it takes, and runs what works on it: runner and watches. */
export class OutsideLink {
  readonly #parts: OutsideLinkParts;
  readonly #abort = new AbortController();
  readonly #connecting: Promise<void>;
  #outside: Outside | null = null;
  #runner: Runner | null = null;

  constructor(parts: OutsideLinkParts) {
    this.#parts = parts;
    this.#connecting = this.#untilConnected().catch(parts.bug);
  }

  /** What is connected now; null as long as nothing is. */
  get outside(): Outside | null {
    return this.#outside;
  }

  async #untilConnected(): Promise<void> {
    while (!this.#abort.signal.aborted) {
      const trouble = await this.#tryConnect();
      if (this.#abort.signal.aborted) return;
      this.#parts.say(trouble);
      if (trouble === null) return this.#parts.connected();
      await pause(RECONNECT_MS, this.#abort.signal);
    }
  }

  async #tryConnect(): Promise<string | null> {
    const { settings, own, dispatcher } = this.#parts;
    const { signal } = this.#abort;
    const outside = await connectOutside(settings, own);
    if (!outside.ok) return `${outside.error.message} ${outside.error.hint ?? ''}`.trim();
    const kind = dispatcher.state.launch?.kind ?? 'production';
    const found = await identifyCluster(outside.value.cluster, kind, settings, signal);
    const told = signal.aborted || 'trouble' in found ? null : dispatcher.dispatch(found, fromEngine);
    if ('trouble' in found || told?.ok !== true) {
      await outside.value.close();
      if ('trouble' in found) return found.trouble;
      return told === null || told.ok ? 'closing' : told.error.message;
    }
    this.#outside = outside.value;
    await this.#begin(outside.value);
    return null;
  }

  async #begin(outside: Outside): Promise<void> {
    const { settings, dispatcher, log, hub, clock, lostMessages, push, bug } = this.#parts;
    const kinds = outside.kinds({
      noted: () => dispatcher.state.actions.noted,
      messages: createMessageKind({
        state: () => dispatcher.state,
        now: clock.now,
        queue: ({ id, ...message }) => {
          const told = dispatcher.dispatch(
            { type: 'message.queue', message: MessageId.parse(id), ...message },
            fromEngine,
          );
          return told.ok ? ok(undefined) : told;
        },
      }),
    });
    const output = (line: Pushes['operation.output']) => push('operation.output', line);
    const runner = new Runner({ dispatcher, log, outside, kinds, hub, clock, output, bug });
    this.#runner = runner;
    const { signal } = this.#abort;
    await resume(log, dispatcher, outside, runner, lostMessages, signal);
    const plan = dispatcher.state.launch?.plan;
    if (signal.aborted || plan === undefined) return;
    const tell = (command: Parameters<Dispatcher['dispatch']>[0]) => void dispatcher.dispatch(command, fromEngine);
    const { measuredRollbacks } = this.#parts;
    const asked = { state: () => dispatcher.state, logTrouble: () => dispatcher.logTrouble, measuredRollbacks };
    startWatches({ plan, outside, kinds, settings, hub, clock, tell, signal, ...asked }, push, bug);
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#runner?.close();
    await this.#outside?.close();
    await Promise.race([this.#connecting, pause(LET_GO_MS)]);
  }
}
