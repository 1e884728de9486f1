import type { Pushes, PushName } from '#shared/contract/calls.ts';
import type { ConsoleId } from '#shared/domain/ids.ts';
import { MessageId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connections } from './adapters/connections.ts';
import { connectOutside, type Outside } from './adapters/outside.ts';
import type { Clock } from './clock.ts';
import { watchDeadlines } from './deadlines.ts';
import { Dispatcher, fromEngine } from './dispatcher/dispatcher.ts';
import type { ConsoleKey } from './identity/console-key.ts';
import { recover, resume } from './recovery.ts';
import { createMessageKind } from './runner/message-kind.ts';
import { identifyCluster } from './runner/plan-action.ts';
import { Runner } from './runner/runner.ts';
import { type Log, openLog } from './store/log.ts';
import type { EffectRow } from './store/outbox.ts';
import { verifyLog } from './store/verify.ts';
import { ObservationHub } from './watch/hub.ts';
import { startWatches } from './watch/start.ts';

export type OpenLaunchParts = {
  readonly path: string;
  readonly console: ConsoleKey;
  readonly consoleId: ConsoleId;
  readonly clock: Clock;
  /** Null: nothing outside is set up; the log can be read and written all the same. */
  readonly settings: Connections | null;
  readonly push: <N extends PushName>(name: N, data: Pushes[N]) => void;
  readonly bug: (error: unknown) => void;
};

const RECONNECT_MS = 3000;
/** The whole chain is checked when the window has long been painted; the start itself checks from the last snapshot on. */
const CHECK_WHOLE_AFTER_MS = 1500;
/** Each console signs its head every minute (architecture, "The log"). */
const SIGN_HEAD_MS = 60_000;

/** A launch that is open on this console: its log, its dispatcher, and what reaches outside for it. */
export class OpenLaunch {
  readonly dispatcher: Dispatcher;
  readonly hub: ObservationHub;
  readonly log: Log;
  readonly #parts: OpenLaunchParts;
  readonly #abort = new AbortController();
  readonly #deadlines: { readonly stop: () => void };
  readonly #headTimer: NodeJS.Timeout;
  readonly #lostMessages: readonly EffectRow[];
  #outside: Outside | null = null;
  #runner: Runner | null = null;
  #trouble: string | null = null;
  #damage: string | null = null;
  readonly #checkTimer: NodeJS.Timeout;

  private constructor(parts: OpenLaunchParts, log: Log, dispatcher: Dispatcher) {
    this.#parts = parts;
    this.log = log;
    this.dispatcher = dispatcher;
    this.hub = new ObservationHub(parts.clock);
    dispatcher.listen((events) => {
      if (events.length > 0) parts.push('launch.events', { events });
    });
    this.#lostMessages = recover(log, dispatcher);
    this.#deadlines = watchDeadlines(dispatcher, parts.clock);
    this.#headTimer = setInterval(() => log.signHead(), SIGN_HEAD_MS);
    this.#checkTimer = setTimeout(() => this.#checkWhole(), CHECK_WHOLE_AFTER_MS);
  }

  static open(parts: OpenLaunchParts): Result<OpenLaunch, Fault> {
    const { console, clock } = parts;
    const log = openLog(parts.path, {
      consoleId: console.id,
      publicKey: console.publicKey,
      sign: console.sign,
      now: clock.now,
    });
    if (!log.ok) return log;
    const dispatcher = Dispatcher.open(log.value, clock, parts.consoleId);
    if (!dispatcher.ok) {
      log.value.close();
      return err(dispatcher.error);
    }
    return ok(new OpenLaunch(parts, log.value, dispatcher.value));
  }

  /** What is wrong with the log or with reaching the launch's cluster, in words; null when nothing is. */
  get trouble(): string | null {
    return this.dispatcher.logTrouble ?? this.#damage ?? this.#trouble;
  }

  /** A damaged log is never used silently: its first bad place is said on every screen (trust: the log). */
  #checkWhole(): void {
    const report = verifyLog(this.log.path);
    const what = report.ok ? report.value.problems[0]?.what : report.error.message;
    if (what === undefined) return;
    this.#damage = `The log is damaged: ${what} Keep a copy of the file; "tminus log verify" names every place.`;
    this.#parts.push('log.trouble', { message: this.trouble });
  }

  /** Reaches outside, as often as it takes: the launch is there for people meanwhile. */
  connect(): void {
    const { settings, bug } = this.#parts;
    if (settings === null)
      this.#say('Nothing outside is set up for this launch: its log can be read and written, nothing can be run.');
    else this.#untilConnected(settings).catch(bug);
  }

  async #untilConnected(settings: Connections): Promise<void> {
    while (!this.#abort.signal.aborted) {
      const trouble = await this.#tryConnect(settings);
      if (trouble === null) return;
      this.#say(trouble);
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  }

  #say(trouble: string | null): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    this.#parts.push('log.trouble', { message: this.trouble });
  }

  async #tryConnect(settings: Connections): Promise<string | null> {
    const outside = await connectOutside(settings);
    if (!outside.ok) return `${outside.error.message} ${outside.error.hint ?? ''}`.trim();
    const found = await identifyCluster(outside.value.cluster);
    const told = 'trouble' in found ? null : this.dispatcher.dispatch(found, fromEngine);
    if (this.#abort.signal.aborted || 'trouble' in found || told?.ok !== true) {
      await outside.value.close();
      if ('trouble' in found) return found.trouble;
      return told === null || told.ok ? 'closing' : told.error.message;
    }
    this.#outside = outside.value;
    await this.#begin(outside.value, settings);
    this.#say(null);
    return null;
  }

  async #begin(outside: Outside, settings: Connections): Promise<void> {
    const { clock, push, bug } = this.#parts;
    const { dispatcher, log, hub } = this;
    const kinds = outside.kinds(
      createMessageKind({
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
    );
    const output = (line: Pushes['operation.output']) => push('operation.output', line);
    const runner = new Runner({ dispatcher, log, outside, kinds, hub, clock, output, bug });
    this.#runner = runner;
    await resume(log, dispatcher, outside, runner, this.#lostMessages);
    const plan = dispatcher.state.launch?.plan;
    if (plan === undefined) return;
    const tell = (command: Parameters<Dispatcher['dispatch']>[0]) => void dispatcher.dispatch(command, fromEngine);
    startWatches(
      { plan, outside, kinds, settings, hub, clock, state: () => dispatcher.state, tell, signal: this.#abort.signal },
      push,
      bug,
    );
  }

  async close(): Promise<void> {
    this.#abort.abort();
    clearInterval(this.#headTimer);
    clearTimeout(this.#checkTimer);
    this.#deadlines.stop();
    await this.#runner?.close();
    await this.#outside?.close();
    this.dispatcher.saveSnapshot();
    this.log.signHead();
    this.log.close();
  }
}
