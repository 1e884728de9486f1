import type { Pushes, PushName } from '#shared/contract/calls.ts';
import { MessageId } from '#shared/domain/ids.ts';
import { ok } from '#shared/lib/result.ts';
import type { Fault, Trouble } from '#shared/lib/trouble.ts';
import type { CommandParts } from './adapters/commands/run-command.ts';
import type { Connections } from './adapters/connections.ts';
import { connectFeeds, type Feeds } from './adapters/feeds.ts';
import type { ClusterPort } from './adapters/kubernetes/port.ts';
import { pause } from './adapters/outcome.ts';
import { connectAround, type Outside } from './adapters/outside.ts';
import type { Clock } from './clock.ts';
import { type Dispatcher, fromEngine } from './dispatcher/dispatcher.ts';
import { resume } from './recovery.ts';
import { createMessageKind } from './runner/message-kind.ts';
import { identifyCluster } from './runner/plan-action.ts';
import { Runner } from './runner/runner.ts';
import type { Log } from './store/log.ts';
import type { EffectRow } from './store/outbox.ts';
import type { ObservationHub } from './watch/hub.ts';
import { startClusterWatches, startFeeds } from './watch/start.ts';
import { reportWaiting } from './watch/waiting.ts';

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

const closing: Fault = { kind: 'fault', cause: 'cancelled', message: 'It is being closed.', retryable: true };

/** What the launch, or its log, says against the cluster, as the fault that its source shows: it is asked again. */
function faultOf(trouble: Trouble): Fault {
  if (trouble.kind === 'fault') return trouble;
  const hint = trouble.kind === 'refusal' ? trouble.hint : undefined;
  return { kind: 'fault', cause: 'invalid', message: trouble.message, hint, retryable: true };
}

/**
 * Reaches a launch's outside, as often as it takes. What doesn't come from its cluster is watched at once and whatever becomes of
 * that (0037); the cluster is watched, and anything carried out, once it is known to be the launch's own.
 */
export class OutsideLink {
  readonly #parts: OutsideLinkParts;
  readonly #abort = new AbortController();
  readonly #connecting: Promise<void>;
  #feeds: Feeds | null = null;
  #outside: Outside | null = null;
  #runner: Runner | null = null;

  constructor(parts: OutsideLinkParts) {
    this.#parts = parts;
    this.#connecting = this.#untilConnected().catch(parts.bug);
  }

  /** What is read from elsewhere than the cluster; null before it is built. */
  get feeds(): Feeds | null {
    return this.#feeds;
  }

  /** What is connected now; null as long as the cluster isn't known to be the launch's own. */
  get outside(): Outside | null {
    return this.#outside;
  }

  async #untilConnected(): Promise<void> {
    const { settings, hub, say, connected } = this.#parts;
    while (!this.#abort.signal.aborted) {
      const fault = await this.#tryConnect();
      if (this.#abort.signal.aborted) return;
      say(fault === null ? null : `${fault.message} ${fault.hint ?? ''}`.trim());
      if (fault === null) return connected();
      reportWaiting(hub.sources, settings, fault, RECONNECT_MS);
      await pause(RECONNECT_MS, this.#abort.signal);
    }
  }

  async #tryConnect(): Promise<Fault | null> {
    const { settings, own } = this.#parts;
    const outside = await connectAround(this.#watchFeeds(), settings, own);
    if (!outside.ok) return outside.error;
    const wrong = await this.#identify(outside.value.cluster);
    if (wrong !== null) {
      await outside.value.close();
      return wrong;
    }
    this.#outside = outside.value;
    await this.#begin(outside.value);
    return null;
  }

  /** Once: however often the cluster has to be tried, these go on. */
  #watchFeeds(): Feeds {
    if (this.#feeds !== null) return this.#feeds;
    const { settings, push, bug } = this.#parts;
    const feeds = connectFeeds(settings);
    this.#feeds = feeds;
    const watching = this.#watching();
    if (watching === null) return feeds;
    try {
      startFeeds({ ...watching, outside: feeds }, push, bug);
    } catch (error) {
      // A watch that can't begin keeps nobody from rolling back.
      bug(error);
    }
    return feeds;
  }

  /** Null when the launch takes the cluster for its own. */
  async #identify(cluster: ClusterPort): Promise<Fault | null> {
    const { settings, dispatcher } = this.#parts;
    const kind = dispatcher.state.launch?.kind ?? 'production';
    const found = await identifyCluster(cluster, kind, settings, this.#abort.signal);
    if (this.#abort.signal.aborted) return closing;
    if (!found.ok) return found.error;
    const told = dispatcher.dispatch(found.value, fromEngine);
    return told.ok ? null : faultOf(told.error);
  }

  /** What all watches are given; null without a launch. */
  #watching() {
    const { settings, dispatcher, hub, clock } = this.#parts;
    const plan = dispatcher.state.launch?.plan;
    if (plan === undefined) return null;
    const tell = (command: Parameters<Dispatcher['dispatch']>[0]) => void dispatcher.dispatch(command, fromEngine);
    return { plan, settings, hub, clock, tell, state: () => dispatcher.state, signal: this.#abort.signal };
  }

  async #begin(outside: Outside): Promise<void> {
    const { dispatcher, log, hub, clock, lostMessages, push, bug } = this.#parts;
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
    await resume(log, dispatcher, outside, runner, lostMessages, this.#abort.signal);
    const watching = this.#watching();
    if (watching === null) return;
    const { measuredRollbacks } = this.#parts;
    const asked = { logTrouble: () => dispatcher.logTrouble, measuredRollbacks };
    startClusterWatches({ ...watching, ...asked, outside, kinds }, push, bug);
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#runner?.close();
    await Promise.all([this.#outside?.close(), this.#feeds?.close()]);
    await Promise.race([this.#connecting, pause(LET_GO_MS)]);
  }
}
