import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { LaunchCreateInput, Pushes, PushName, Snapshot } from '#shared/contract/calls.ts';
import type { Envelope, PushMessage } from '#shared/contract/envelope.ts';
import { ConsoleId } from '#shared/domain/ids.ts';
import { emptyLaunch, type LaunchState } from '#shared/domain/launch/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Fault, refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Connections } from './adapters/connections.ts';
import { reportBug } from './bug.ts';
import type { Clock } from './clock.ts';
import { answerCall } from './contract/answer.ts';
import { type ConsoleKey, consoleKeyIn } from './identity/console-key.ts';
import type { ScryptCost } from './identity/sealed-key.ts';
import { listCards, logFile, writeCard } from './launch-files.ts';
import { OpenLaunch } from './open-launch.ts';
import { builtInPacks, planFromPack } from './packs.ts';
import { launchIdText, People } from './people.ts';

export type EngineOptions = {
  /** Folder of this console: its key, people's sealed keys, the launches' logs. */
  readonly home: string;
  readonly clock: Clock;
  readonly settings: Connections | null;
  /** Names this run of the rehearsal environment; undefined without one. */
  readonly environment?: string | undefined;
  readonly push: (message: PushMessage) => void;
  readonly packs?: string;
  /** False: an Electron years behind in security fixes, good for tests and rehearsals only. */
  readonly isElectronOfficial?: boolean;
  /** Headless rehearsals and tests alone: keys of throw-away people. */
  readonly throwAwayCost?: ScryptCost;
};

/** The engine: composed by hand. Windows, headless runs and tests all speak to it through {@link Engine.call}. */
export class Engine {
  readonly people: People;
  readonly packs: string;
  readonly clock: Clock;
  readonly home: string;
  readonly #options: EngineOptions;
  readonly #console: ConsoleKey;
  readonly #consoleId: ConsoleId;
  #open: OpenLaunch | null = null;
  /** Launches that could not be opened, and why: shown where launches are listed. */
  readonly openTroubles = new Map<string, Trouble>();

  private constructor(options: EngineOptions, console: ConsoleKey) {
    this.#options = options;
    this.#console = console;
    this.#consoleId = ConsoleId.parse(console.id);
    this.home = options.home;
    this.clock = options.clock;
    this.packs = options.packs ?? builtInPacks;
    this.people = new People({
      home: options.home,
      console: this.#consoleId,
      clock: options.clock,
      throwAwayCost: options.throwAwayCost,
    });
  }

  /** Starts on `home`; the launch that was used last is opened again. */
  static start(options: EngineOptions): Result<Engine, Fault> {
    mkdirSync(options.home, { recursive: true, mode: 0o700 });
    const console = consoleKeyIn(options.home);
    if (!console.ok) return console;
    return ok(new Engine(options, console.value));
  }

  /** A call of a window; never throws. `mayAct` false: a wall, which only looks. */
  call(connection: string, mayAct: boolean, name: string, input: unknown): Promise<Envelope<unknown>> {
    return answerCall(this, connection, mayAct, name, input);
  }

  closed(connection: string): void {
    this.people.lock(connection);
  }

  get state(): LaunchState {
    return this.#open?.dispatcher.state ?? emptyLaunch;
  }
  get launch(): OpenLaunch | null {
    return this.#open;
  }

  push<N extends PushName>(name: N, data: Pushes[N]): void {
    this.#options.push({ kind: 'push', name, data });
  }

  /** Tells one window alone who is signed in there. */
  tellSession(connection: string): void {
    this.#options.push({
      kind: 'push',
      name: 'session.changed',
      data: this.people.session(connection, this.state),
      connection,
    });
  }

  snapshot(): Snapshot | null {
    if (this.#open === null) return null;
    const { dispatcher, trouble } = this.#open;
    return { state: dispatcher.state, position: dispatcher.position, clock: this.clock.facts, logTrouble: trouble };
  }

  /**
   * Opens the launch that was used last, so that a window finds it there. A rehearsal whose environment has ended is left
   * closed: its cluster is gone, its log can still be opened by hand.
   */
  async openLast(): Promise<void> {
    const [last] = listCards(this.home);
    if (last === undefined || (last.kind === 'rehearsal' && last.environment !== this.#options.environment)) return;
    const opened = await this.openLaunch(last.id);
    if (!opened.ok) this.openTroubles.set(last.id, opened.error);
  }

  /** Opens a launch of this machine; the one that was open is closed. */
  async openLaunch(id: string): Promise<Result<Snapshot, Trouble>> {
    if (!listCards(this.home).some((card) => card.id === id))
      return err(refusal('no-such-launch', 'There is no such launch on this console.', 'Choose one of the list.'));
    if (this.state.launch?.id !== id) {
      await this.#close();
      const opened = this.#openFile(id);
      if (!opened.ok) return opened;
      const kind = opened.value.dispatcher.state.launch?.kind;
      this.#open = opened.value;
      if (kind === undefined)
        return err(refusal('empty-launch', 'This launch was never finished being made.', 'Make a new one.'));
      opened.value.connect();
      this.push('launch.opened', { launch: id });
    }
    const snapshot = this.snapshot();
    return snapshot === null ? err(refusal('no-launch', 'No launch is open.')) : ok(snapshot);
  }

  #openFile(id: string): Result<OpenLaunch, Fault> {
    return OpenLaunch.open({
      path: logFile(this.home, id),
      console: this.#console,
      consoleId: this.#consoleId,
      clock: this.clock,
      settings: this.#options.settings,
      push: (name, data) => this.push(name, data),
      bug: reportBug,
    });
  }

  /** Makes a launch: plan from the pack, key of the keeper, roster signed, all in the log's first event. */
  async createLaunch(input: LaunchCreateInput): Promise<Result<{ readonly launch: string }, Trouble>> {
    const plan = planFromPack(this.packs, input.pack, input.variables);
    if (!plan.ok) return plan;
    const settings = this.#options.settings;
    if (input.kind === 'production' && this.#options.isElectronOfficial === false)
      return err(
        refusal(
          'electron-not-official',
          'This Tminus runs on an Electron that is years behind in security fixes: it makes rehearsals only.',
          'Start it where the official Electron can be had.',
        ),
      );
    if (input.kind === 'production' && settings?.context === REHEARSAL_CONTEXT)
      return err(
        refusal(
          'rehearsal-cluster',
          'A production launch refuses the rehearsal cluster.',
          'Set up the connections of the real cluster.',
        ),
      );
    const key = await this.people.keyFor(input.kind, { person: input.keeper, passphrase: input.passphrase });
    if (!key.ok) return key;
    await this.#close();
    const now = this.clock.now();
    const launch = launchIdText(input.pack, now, randomBytes(3).toString('hex'));
    const tZeroAt = input.tZeroAt ?? defaultTZero(now, plan.value.steps[0]?.plannedAt ?? 0);
    const title = input.title ?? plan.value.title;
    const { environment } = this.#options;
    writeCard(this.home, {
      id: launch,
      title,
      kind: input.kind,
      tZeroAt,
      ...(environment === undefined ? {} : { environment }),
    });
    const opened = this.#openFile(launch);
    if (!opened.ok) return opened;
    this.#open = opened.value;
    const command = {
      type: 'launch.create',
      launch,
      kind: input.kind,
      plan: { ...plan.value, title },
      tZeroAt,
      people: input.people,
      keeper: input.keeper,
      keeperKey: key.value.publicKey,
      keeperWords: key.value.words,
    } as const;
    const source = this.people.sign(this.state, command, input.keeper, (bytes) => key.value.signer.sign(bytes));
    key.value.signer.wipe();
    const made = opened.value.dispatcher.dispatch(command, { ...source, commandId: randomUUID() });
    if (!made.ok) return made;
    opened.value.connect();
    this.push('launch.opened', { launch });
    return ok({ launch });
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    this.people.lockAll();
    await open?.close();
  }

  async stop(): Promise<void> {
    await this.#close();
  }
}

const REHEARSAL_CONTEXT = 'tminus-rehearsal';
/** Time for votes and checklist before the first step of a launch that is made without a T-0. */
const LEAD_MS = 15 * 60_000;

const defaultTZero = (now: number, firstStepAt: number): number =>
  Math.ceil((now + LEAD_MS - firstStepAt) / 60_000) * 60_000;
