import { join } from 'node:path';
import type { Pushes, PushName } from '#shared/contract/calls.ts';
import type { ConsoleId } from '#shared/domain/ids.ts';
import { hasBegun } from '#shared/domain/rollout/attempt.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { outputsIn } from './adapters/commands/output-file.ts';
import type { CommandParts } from './adapters/commands/run-command.ts';
import type { Connections } from './adapters/connections.ts';
import type { Feeds } from './adapters/feeds.ts';
import type { Outside } from './adapters/outside.ts';
import type { Clock } from './clock.ts';
import { watchDeadlines } from './deadlines.ts';
import { Dispatcher, fromEngine } from './dispatcher/dispatcher.ts';
import { EvidenceStore } from './evidence.ts';
import type { ConsoleKey } from './identity/console-key.ts';
import { LaunchTrouble } from './launch-trouble.ts';
import { OneAtATime } from './one-at-a-time.ts';
import type { OutsideLink } from './outside-link.ts';
import { watchAwake } from './paper/awake.ts';
import { PaperWriter } from './paper/paper-writer.ts';
import type { ProbeRunner } from './probes/probe-runner.ts';
import { secretsOf } from './probes/secrets-of.ts';
import { abandonedMessages, recover } from './recovery.ts';
import { type Log, openLog } from './store/log.ts';
import type { EffectRow } from './store/outbox.ts';
import { startBatches } from './watch/batches.ts';
import { ObservationHub } from './watch/hub.ts';
import type { WayOutside } from './way-outside.ts';

export type OpenLaunchParts = {
  /** Where the launch lies: its log, evidence and papers. */
  readonly folder: string;
  readonly console: ConsoleKey;
  readonly consoleId: ConsoleId;
  readonly clock: Clock;
  /** How this launch reaches outside as things are now; asked each time it connects. */
  readonly wayOutside: () => WayOutside;
  /** Where the pack of that name lies, with its scripts; undefined when it is gone. */
  readonly packFolder: (pack: string) => string | undefined;
  /** How long quick rollbacks of other launches of a pack took on this machine, real milliseconds. */
  readonly measuredRollbacks: (pack: string, except: string) => readonly number[];
  readonly push: <N extends PushName>(name: N, data: Pushes[N]) => void;
  readonly bug: (error: unknown) => void;
};

/** Each console signs its head every minute (architecture, "The log"). */
const SIGN_HEAD_MS = 60_000;

/** A launch that is open on this console: its log, its dispatcher, and what reaches outside for it. */
export class OpenLaunch {
  readonly dispatcher: Dispatcher;
  readonly hub: ObservationHub;
  readonly log: Log;
  readonly evidence: EvidenceStore;
  readonly paper: PaperWriter;
  /** Null until what reaches outside has been loaded. */
  probes: ProbeRunner | null = null;
  #awake: { readonly stop: () => void } | null = null;
  /** Windows hear of a launch from when it is theirs until it is closed. */
  #isShown = false;
  #isClosed = false;
  readonly #parts: OpenLaunchParts;
  #way: WayOutside;
  #abort = new AbortController();
  readonly #deadlines: { readonly stop: () => void };
  readonly #headTimer: NodeJS.Timeout;
  #lostMessages: readonly EffectRow[];
  #link: OutsideLink | null = null;
  readonly #trouble: LaunchTrouble;
  /** Who began to connect last: nobody goes on whom another has overtaken. */
  #connecting: object = {};
  /** Never two ways outside at once. */
  readonly #reconnecting = new OneAtATime(() => this.#reconnectNow());

  private constructor(parts: OpenLaunchParts, log: Log, dispatcher: Dispatcher) {
    this.#parts = parts;
    this.#way = parts.wayOutside();
    this.log = log;
    this.evidence = new EvidenceStore(parts.folder);
    this.dispatcher = dispatcher;
    this.#trouble = new LaunchTrouble({
      logPath: log.path,
      logTrouble: () => dispatcher.logTrouble,
      told: (message) => this.#push('log.trouble', { message }),
    });
    this.hub = new ObservationHub(parts.clock);
    dispatcher.listen((events) => {
      if (events.length > 0) this.#push('launch.events', { events });
    });
    this.paper = new PaperWriter({
      folder: parts.folder,
      dispatcher,
      log,
      hub: this.hub,
      clock: parts.clock,
      secrets: () => secretsOf(this.#settings),
      push: this.#push,
      say: (fault) => this.#trouble.say('paper', fault === null ? null : `${fault.message} ${fault.hint ?? ''}`.trim()),
      bug: parts.bug,
    });
    this.#lostMessages = recover(log, dispatcher);
    this.#deadlines = watchDeadlines(dispatcher, parts.clock);
    this.#headTimer = setInterval(() => log.signHead(), SIGN_HEAD_MS);
  }

  readonly #push: OpenLaunchParts['push'] = (name, data) => {
    if (this.#isShown) this.#parts.push(name, data);
  };

  static open(parts: OpenLaunchParts): Result<OpenLaunch, Fault> {
    const { console, clock } = parts;
    const log = openLog(join(parts.folder, 'log.sqlite'), {
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

  get #settings(): Connections | null {
    return this.#way.settings(this.dispatcher.state.launch?.plan.namespace ?? '');
  }

  get clock(): Clock {
    return this.#parts.clock;
  }

  /** What is reached outside now; null as long as nothing is. */
  get outside(): Outside | null {
    return this.#link?.outside ?? null;
  }

  /** What is read outside whatever becomes of the cluster; null as long as nothing is. */
  get feeds(): Feeds | null {
    return this.#link?.feeds ?? null;
  }

  /** What is wrong with the log or with reaching the launch's cluster, in words; null when nothing is. */
  get trouble(): string | null {
    return this.#trouble.text;
  }

  /**
   * Probes and watches begin, and what is outside is reached as often as it takes: the launch is there meanwhile. With
   * `after` they begin only then: a console that starts shows its log first (performance.md, row 1).
   */
  connect(after?: Promise<unknown>): void {
    const { clock, bug } = this.#parts;
    this.#isShown = true;
    this.#awake ??= watchAwake(this.dispatcher, clock, (awake) => this.#push('launch.awake', awake));
    const turn = {};
    this.#connecting = turn;
    const reach = async (): Promise<void> => {
      await after;
      // What reaches outside is half of the engine's code: it is loaded when it is used (0036).
      const loaded = await Promise.all([import('./outside-link.ts'), import('./probes/start-probes.ts')]);
      if (this.#isClosed || this.#connecting !== turn) return;
      this.#way = this.#parts.wayOutside();
      this.#reach(...loaded);
    };
    reach().catch((error: unknown) => {
      bug(error);
      if (this.#isClosed || this.#connecting !== turn) return;
      this.#trouble.say('outside', 'What reaches outside could not be loaded. Quit Tminus and start it again.');
    });
  }

  #reach({ OutsideLink }: typeof import('./outside-link.ts'), probes: typeof import('./probes/start-probes.ts')): void {
    const { clock, bug } = this.#parts;
    const { dispatcher, log, hub } = this;
    const push = this.#push;
    const settings = this.#settings;
    this.#beginProbes(probes);
    if (settings === null) {
      // What was measured as long as there was something is nothing of now.
      hub.measuredBy('nothing');
      const nothing = 'Nothing outside is set up for this launch: its log can be read and written, nothing can be run.';
      this.#trouble.say('outside', this.#way.trouble ?? nothing);
      return;
    }
    const lostMessages = this.#lostMessages;
    this.#link = new OutsideLink({
      own: this.#ownParts(settings),
      ...{ settings, dispatcher, log, hub, clock, lostMessages, push, bug },
      say: (trouble) => this.#trouble.say('outside', trouble),
      connected: () => {
        this.#lostMessages = [];
        this.probes?.lookAgain();
      },
      measuredRollbacks: () => {
        const { launch } = this.dispatcher.state;
        return launch === null ? [] : this.#parts.measuredRollbacks(launch.plan.pack.name, launch.id);
      },
    });
  }

  #ownParts(settings: Connections): CommandParts {
    return {
      packFolder: this.#parts.packFolder(this.dispatcher.state.launch?.plan.pack.name ?? ''),
      keepOutput: outputsIn(join(this.#parts.folder, 'outputs')),
      secrets: secretsOf(settings),
    };
  }

  /** Probes run from the start: what needs no connection answers without one. */
  #beginProbes({ startProbes }: typeof import('./probes/start-probes.ts')): void {
    const { clock, bug } = this.#parts;
    const { dispatcher, hub } = this;
    const settings = this.#settings;
    const { signal } = this.#abort;
    const plan = dispatcher.state.launch?.plan;
    if (plan === undefined) return;
    this.probes = startProbes({
      ...{ plan, settings, hub, clock, bug, signal },
      feeds: () => this.feeds,
      outside: () => this.outside,
      hasBegun: () => hasBegun(dispatcher.state),
      recorded: (item) => dispatcher.state.probes.byItem[item]?.verdict,
      tell: (command) => void dispatcher.dispatch(command, fromEngine),
    });
    startBatches(hub, this.#push, bug, signal);
  }

  /** Begins anew to watch and to reach outside: plan or settings have changed. Nothing but messages is in hand then. */
  reconnect(): Promise<void> {
    return this.#reconnecting.ask();
  }

  async #reconnectNow(): Promise<void> {
    if (this.#isClosed) return;
    this.#connecting = {};
    this.#abort.abort();
    this.#abort = new AbortController();
    const link = this.#link;
    this.#link = null;
    await Promise.all([link?.close(), this.probes?.close()]);
    if (this.#isClosed) return;
    this.#lostMessages = [...this.#lostMessages, ...abandonedMessages(this.log)];
    this.connect();
  }

  async close(): Promise<void> {
    this.#isShown = false;
    this.#isClosed = true;
    this.#abort.abort();
    clearInterval(this.#headTimer);
    this.#trouble.close();
    this.#deadlines.stop();
    this.evidence.close();
    this.#awake?.stop();
    await this.paper.close();
    await this.#reconnecting.settled();
    await Promise.all([this.#link?.close(), this.probes?.close()]);
    this.dispatcher.saveSnapshot();
    this.log.signHead();
    this.log.close();
  }
}
