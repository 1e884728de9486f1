import { copyFileSync, cpSync, linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Clock } from '#engine/clock.ts';
import { fromEngine } from '#engine/dispatcher/dispatcher.ts';
import { launchFolder } from '#engine/launch-files.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { Command, PersonCommand } from '#shared/domain/commands.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import { START } from '#test/support/launch-story.ts';
import { packWithoutProbes } from '#test/support/pack-without-probes.ts';
import { passphrase, QuietEngine } from '#test/support/quiet-engine.ts';
import { keeper, roster, signedIn } from './actors.ts';

/** A clock that stands until it is moved. */
class StillClock implements Clock {
  #now: number;
  readonly facts = { startedAtReal: Date.now(), startedAtLaunch: START, speed: 1 };
  constructor(now: number) {
    this.#now = now;
  }
  readonly now = () => this.#now;
  readonly at = (realAt: number) => START + realAt - this.facts.startedAtReal;
  readonly toReal = (ms: number) => ms;
  readonly realMsUntil = (at: number) => Math.max(0, at - this.#now);
  move(ms: number): void {
    this.#now += ms;
  }
}

const newHome = (): string => mkdtempSync(join(tmpdir(), 'tminus-stage-'));
const packsIn = (home: string): string => join(home, 'without-probes');

/** A launch in a real engine with nothing outside: people act at the contract, what the outside would report is told. */
export class Stage {
  here: QuietEngine;
  readonly #clock: StillClock;
  readonly #home: string;
  readonly packs: string;

  private constructor(now: number, home: string, packs: string) {
    this.#clock = new StillClock(now);
    this.#home = home;
    this.packs = packs;
    this.here = this.#engine();
  }

  #engine(): QuietEngine {
    return new QuietEngine({ clock: this.#clock, home: this.#home, packs: this.packs });
  }

  /** A launch of the roster, everyone signed in at a connection named for them; one key was revoked, one never made. */
  static async set(): Promise<Stage> {
    const home = newHome();
    const stage = new Stage(START, home, packWithoutProbes(packsIn(home)));
    await stage.here.make({ people: [...roster], keeper });
    for (const { id } of roster) if (id !== keeper && id !== 'unenrolled') await stage.#enrol(id);
    for (const id of [...signedIn, 'revoked']) await stage.signIn(id);
    stage.tell({ type: 'cluster.identify', uid: 'uid-1', context: 'c', server: 'https://127.0.0.1', user: 'u' });
    await stage.does('commander', { type: 'person.revoke', person: 'revoked' as never, reason: 'the laptop is lost' });
    return stage;
  }

  async #enrol(person: string): Promise<void> {
    const { words } = await this.here.call('w', 'identity.make-key', { person: person as never, passphrase });
    const witness = { witness: keeper, witnessPassphrase: passphrase };
    await this.here.call('w', 'identity.witness', { person: person as never, words, ...witness });
  }

  async signIn(person: string): Promise<void> {
    await this.here.call(person, 'identity.sign-in', { person: person as never, passphrase });
  }

  get state(): LaunchState {
    return this.here.engine.state;
  }
  get now(): number {
    return this.#clock.now();
  }
  get position(): number {
    return this.here.engine.launch?.dispatcher.position ?? 0;
  }
  /** Types of the events after a position. */
  eventsAfter(position: number): readonly string[] {
    return [...(this.here.engine.launch?.log.events(position) ?? [])].map((event) => event.type);
  }

  after(ms: number): void {
    this.#clock.move(ms);
  }

  /** Somebody does it at their console; a refusal fails the test. */
  async does(person: string, command: PersonCommand): Promise<void> {
    await this.here.call(person, 'launch.dispatch', { command });
  }

  /** What the engine's runners and watches would report. */
  tell(command: Command): void {
    const told = this.here.engine.launch?.dispatcher.dispatch(command, fromEngine);
    if (told?.ok !== true) throw new Error(`${command.type}: ${told === undefined ? 'no launch' : told.error.message}`);
  }

  /** The plan of the last action is made: nothing stands in the way. */
  planned(): void {
    const { id, operations } = this.last();
    const plan: OperationPlan = { targets: [], changes: [], checks: [], equivalent: 'kubectl' };
    const plans = Object.fromEntries(operations.map((entry) => [entry.planned.id, plan]));
    this.tell({ type: 'action.plan', action: id, plans, hash: `hash-of-${id}` });
  }

  /** Every operation of the last action goes well, and it is verified. */
  carriedOut(): void {
    for (;;) {
      const { id, operations } = this.last();
      const running = operations.find((entry) => entry.state === 'running');
      if (running === undefined) break;
      this.tell({ type: 'operation.succeed', action: id, operation: running.planned.id, seen: [] });
    }
    this.tell({ type: 'action.verify', action: this.last().id, outcome: 'verified', seen: [] });
  }

  last(isWanted: (action: Action) => boolean = () => true): Action {
    const action = actionsInOrder(this.state.actions).findLast(isWanted);
    if (action === undefined) throw new Error('there is no such action');
    return action;
  }

  holder(role: string): string {
    const holds = (id: string) => signedIn.includes(id);
    return roster.find((entry) => holds(entry.id) && entry.roles.some((held) => held === role))?.id ?? '';
  }

  /** The console is started again: nobody is signed in there, nothing runs. */
  async reopen(): Promise<void> {
    await this.close();
    this.here = this.#engine();
    await this.here.engine.openLast();
    for (const id of signedIn) await this.signIn(id);
  }

  /** Ends the engine; its folder stays, to be copied. */
  close(): Promise<void> {
    return this.here.engine.stop();
  }

  /** The closed launch once more at the same moment, in a folder and an engine of its own, with these people signed in. */
  async copy(people: readonly string[], launch: string): Promise<Stage> {
    const home = newHome();
    const both = (...path: readonly string[]) => [join(this.#home, ...path), join(home, ...path)] as const;
    const folder = relative(this.#home, launchFolder(this.#home, launch));
    mkdirSync(join(home, folder), { recursive: true });
    for (const file of ['console-key.json', 'last-launch', join(folder, 'launch.json'), join(folder, 'log.sqlite')])
      copyFileSync(...both(file));
    for (const person of people) cpSync(...both('people', 'rehearsal', 'keys', person), { recursive: true });
    // 64 MB that no test looks at: the same ones do for every copy.
    linkSync(...both(folder, 'log.sqlite.reserve'));
    const stage = new Stage(this.now, home, this.packs);
    await stage.here.engine.openLast();
    for (const person of people) await stage.signIn(person);
    return stage;
  }

  async discard(): Promise<void> {
    await this.close();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
