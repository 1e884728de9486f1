import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchCreateInput, Pushes, PushName } from '#shared/contract/calls.ts';
import type { Envelope } from '#shared/contract/envelope.ts';
import type { Snapshot } from '#shared/contract/facts.ts';
import { ConsoleId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Fault, refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Clock } from './clock.ts';
import { answerCall } from './contract/answer.ts';
import { CurrentLaunch } from './current-launch.ts';
import type { EngineOptions } from './engine-options.ts';
import { type ConsoleKey, consoleKeyIn } from './identity/console-key.ts';
import type { OpenLaunch } from './open-launch.ts';
import { builtInPacks } from './pack-places.ts';
import { People } from './people.ts';
import type { RehearsalWorld } from './rehearsal-worlds.ts';
import { SecretBox } from './settings/secret-box.ts';

/** How often it is looked whether a console has been left alone, real ms. */
const IDLE_LOOK_MS = 5000;

/** The engine: composed by hand. Windows, headless runs and tests all speak to it through {@link Engine.call}. */
export class Engine {
  readonly people: People;
  /** Folders of packs: this console's own, then the built-in ones. */
  readonly packs: readonly string[];
  readonly home: string;
  /** What production launches sign in with. */
  readonly secrets: SecretBox;
  readonly #options: EngineOptions;
  readonly #idleTimer: NodeJS.Timeout;
  readonly #current: CurrentLaunch;

  private constructor(options: EngineOptions, console: ConsoleKey) {
    this.#options = options;
    this.home = options.home;
    this.secrets = options.secrets ?? new SecretBox();
    this.packs = [join(options.home, 'packs'), options.packs ?? builtInPacks];
    this.people = new People({
      home: options.home,
      console: ConsoleId.parse(console.id),
      now: () => this.clock.now(),
      throwAwayCost: options.throwAwayCost,
    });
    this.#current = new CurrentLaunch({
      ...{ options, console, packs: this.packs, people: this.people, secrets: this.secrets },
      push: (name, data) => this.push(name, data),
      tellSession: (connection) => this.tellSession(connection),
    });
    this.#idleTimer = setInterval(() => this.#lockIdle(), IDLE_LOOK_MS);
    this.#idleTimer.unref();
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
    this.launch?.evidence.forget(connection);
  }

  get state(): LaunchState {
    return this.#current.state;
  }
  get launch(): OpenLaunch | null {
    return this.#current.open;
  }
  /** Launches that could not be opened, and why: shown where launches are listed. */
  get openTroubles(): ReadonlyMap<string, Trouble> {
    return this.#current.troubles;
  }
  /** The clock of the launch that is open. */
  get clock(): Clock {
    return this.launch?.clock ?? this.#options.clock;
  }
  /** The worlds of the rehearsal environment. */
  get worlds(): readonly RehearsalWorld[] {
    return this.#options.worlds;
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
    if (this.launch === null) return null;
    const { dispatcher, trouble } = this.launch;
    return { state: dispatcher.state, position: dispatcher.position, clock: this.clock.facts, logTrouble: trouble };
  }

  /** Opens the launch that was used last, so that a window finds it there. */
  openLast(): Promise<void> {
    return this.#current.reopen();
  }

  /** Opens a launch of this machine; the one that was open is closed when that went well. */
  async openLaunch(id: string): Promise<Result<Snapshot, Trouble>> {
    const opened = await this.#current.change(id);
    if (!opened.ok) return opened;
    const snapshot = this.snapshot();
    return snapshot === null ? err(refusal('no-launch', 'No launch is open.')) : ok(snapshot);
  }

  /** Leaves a launch that is open here, once `before` is done; see {@link CurrentLaunch.leave}. */
  leaveLaunch(id: string, before: () => Result<void, Trouble>): Promise<Result<void, Trouble>> {
    return this.#current.leave(id, before);
  }

  /** Makes a launch, which is then the one that is open. */
  createLaunch(input: LaunchCreateInput): Promise<Result<{ readonly launch: string }, Trouble>> {
    return this.#current.make(input);
  }

  #lockIdle(): void {
    const idleMs = this.state.launch?.plan.rules.idleLockMs;
    if (idleMs === undefined || idleMs <= 0) return;
    for (const connection of this.people.lockIdle(idleMs)) this.tellSession(connection);
  }

  async stop(): Promise<void> {
    clearInterval(this.#idleTimer);
    await this.#current.stop();
  }
}
