import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { logFile } from '#engine/launch-files.ts';
import { verifyLog } from '#engine/store/verify.ts';
import { type Rehearsal, startRehearsal } from '#rehearsal/start.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { DomainEvent } from '#shared/domain/catalogue.ts';
import type { PersonCommand } from '#shared/domain/commands.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { EngineProcess } from './engine-process.ts';
import { cast, go, plan } from './launch-story.ts';
import { canaryAtFivePercent, makeSo } from './other-hand.ts';

const passphrase = 'correct horse battery';
/** The commander, and who asks for steps; both are senior engineers. */
const people = ['j-ito', 'm-okafor'] as const;
export type Who = (typeof people)[number];

const rollbackFlags = plan.quickRollback.operations.flatMap(({ spec }) => (spec.kind === 'flag.set' ? [spec] : []));

/** A rehearsal environment that things go wrong in, and the real engine in a process that can be killed. */
export class FaultStory {
  readonly dir: string;
  readonly home: string;
  readonly rehearsal: Rehearsal;
  /** A client of the environment besides the engine: what it reads is the truth. */
  readonly outside: Outside;
  readonly passphrase = passphrase;
  #engine: EngineProcess | null = null;

  private constructor(dir: string, home: string, rehearsal: Rehearsal, outside: Outside) {
    this.dir = dir;
    this.home = home;
    this.rehearsal = rehearsal;
    this.outside = outside;
  }

  /** Environment, engine, a launch with GO, two people signed in. `home` is where the console's files lie. */
  static async open(options: { readonly speed?: number; readonly home?: string } = {}): Promise<FaultStory> {
    const dir = mkdtempSync(join(tmpdir(), 'tminus-fault-'));
    const { speed = 10, home = join(dir, 'home') } = options;
    const rehearsal = await startRehearsal({ dir: join(dir, 'environment'), speed, podReadyMs: [50, 150] });
    const outside = await connectOutside(connectionsFromRehearsal(rehearsal.addresses));
    if (!outside.ok) throw new Error(outside.error.message);
    const story = new FaultStory(dir, home, rehearsal, outside.value);
    await story.#make();
    return story;
  }

  async #make(): Promise<void> {
    await this.start();
    await this.engine.call('keeper', 'launch.create', {
      ...{ pack: 'media-gateway', kind: 'rehearsal', variables: {}, people: [...cast] },
      ...{ keeper: 'j-ito' as never, passphrase },
    });
    const witness = { witness: 'j-ito' as never, witnessPassphrase: passphrase };
    for (const id of people.slice(1)) {
      const { words } = await this.engine.call('keeper', 'identity.make-key', { person: id as never, passphrase });
      await this.engine.call('keeper', 'identity.witness', { person: id as never, words, ...witness });
    }
    await this.signIn();
    await this.engine.until('the cluster is known', (state) => state.launch?.cluster != null);
    await this.does('j-ito', go('this is a test of what goes wrong'));
  }

  get engine(): EngineProcess {
    if (this.#engine === null) throw new Error('no engine runs');
    return this.#engine;
  }

  async start(): Promise<void> {
    this.#engine = new EngineProcess(this.home, join(this.dir, 'environment', 'rehearsal.json'));
    await this.#engine.ready;
  }
  async signIn(): Promise<void> {
    for (const person of people)
      await this.engine.call(person, 'identity.sign-in', { person: person as never, passphrase });
  }
  /** As after a power cut, with everyone at their console again. */
  async restart(): Promise<void> {
    await this.engine.kill();
    await this.start();
    await this.signIn();
  }

  does(person: Who, command: PersonCommand): Promise<unknown> {
    return this.engine.call(person, 'launch.dispatch', { command });
  }
  async state(): Promise<LaunchState> {
    return (await this.engine.snapshot()).state;
  }
  async last(): Promise<Action> {
    return lastOf(await this.state());
  }

  inject(fault: Readonly<Record<string, unknown>>): void {
    this.rehearsal.faults.inject(fault);
  }
  clearFaults(): void {
    this.rehearsal.faults.clear();
  }

  /** Ends the engine's process the moment an event is heard that is the one. */
  killAt(isIt: (event: DomainEvent) => boolean): Promise<void> {
    const { engine } = this;
    return new Promise((resolve) => {
      const end = engine.onPush(({ name, data }) => {
        if (name !== 'launch.events') return;
        const { events } = data as { readonly events: readonly { readonly event: DomainEvent }[] };
        if (!events.some(({ event }) => isIt(event))) return;
        end();
        engine.kill().then(resolve);
      });
    });
  }

  /** Asks for a step and waits for its plan. */
  async asked(step: string): Promise<Action> {
    await this.does('m-okafor', { type: 'step.ask', step: step as never });
    return lastOf(await this.engine.until(`${step} is planned`, (state) => lastOf(state).state !== 'planning'));
  }
  async confirm({ id, shown }: Action, person: Who = 'j-ito', role = 'launch-commander'): Promise<void> {
    const about = { action: id, role: role as never, shown: shown ?? '' };
    await this.does(person, { type: 'action.confirm', ...about });
  }
  async confirmed(step: string): Promise<Action> {
    const action = await this.asked(step);
    if (action.state !== 'waiting') throw new Error(`${step} is ${action.state}: ${action.reason}`);
    await this.confirm(action);
    return action;
  }

  async rollBack(reason = 'a test'): Promise<void> {
    await this.does('j-ito', { type: 'rollback.ask', role: 'launch-commander' as never, reason });
  }
  /** One key of who may: what a restart or a failure left goes on. */
  async goOn(person: Who = 'j-ito'): Promise<void> {
    await this.does(person, { type: 'action.continue', action: (await this.last()).id });
  }
  /** The last action waits for a person, and of nothing that was under way it is unknown what it came to. */
  waits(): Promise<LaunchState> {
    return this.engine.until(
      'it is known what took effect, and it waits for a person',
      (state) =>
        ['not-started', 'failed'].includes(lastOf(state).state) &&
        !lastOf(state).operations.some((entry) => entry.state === 'outcome-unknown' || entry.state === 'running'),
    );
  }
  readBack(): Promise<LaunchState> {
    return this.engine.until(
      'the rollback is read back',
      (state) => isRollback(lastOf(state)) && lastOf(state).completedAt !== null,
      60_000,
    );
  }
  /** The watch on errors is not waited for: another rollback may be asked for then. */
  async watchEnds(): Promise<void> {
    const last = actionsInOrder((await this.state()).actions).at(-1);
    if (last?.state !== 'verifying') return;
    await this.does('j-ito', { type: 'action.stop', action: last.id, reason: 'seen enough' });
  }

  /** Somebody else brings the environment to where a canary at 5 % is: weights, pods and flags, without the engine. */
  canaryAtFivePercent(): Promise<void> {
    return canaryAtFivePercent(this.outside, plan);
  }
  /** Somebody else gives a service's canary this share, without the engine. */
  async setWeight(host: string, canaryPercent: number): Promise<void> {
    await makeSo(this.outside, { kind: 'traffic.weights', host, subsets: plan.subsets, canaryPercent });
  }
  async weightOf(host: string): Promise<number> {
    const routes = await this.outside.cluster.weights(host, plan.subsets);
    return routes.ok ? (routes.value[0]?.canaryPercent ?? -1) : -1;
  }

  /** Messages of an action, by template: how each ended, and how often it arrived. */
  async messagesOf(action: string): Promise<Readonly<Record<string, string>>> {
    const isOwn = ({ id }: { readonly id: string }) => id.startsWith(`${action}/`);
    const isOver = ({ state }: { readonly state: string }) => state !== 'queued';
    const { messages } = await this.engine.until('its messages are sent', (state) =>
      state.messages.messages.filter(isOwn).every(isOver),
    );
    const arrived = (text: string) => this.rehearsal.ledger.list().filter((entry) => entry.text === text).length;
    return Object.fromEntries(
      messages.messages
        .filter(isOwn)
        .map(({ template, state, text }) => [template, `${state}, arrived ${arrived(text)} times`]),
    );
  }

  /** The canary's share at every route of every service, each value once; -1 where it can't be read. */
  async weights(): Promise<readonly number[]> {
    const routes = await Promise.all(
      plan.services.map((service) => this.outside.cluster.weights(service.host, plan.subsets)),
    );
    const all = routes.flatMap((answer) => (answer.ok ? answer.value.map((route) => route.canaryPercent) : [-1]));
    return [...new Set(all)].toSorted((a, b) => a - b);
  }
  /** Pods that each canary wants, each count once. */
  async canaries(): Promise<readonly number[]> {
    const seen = await this.outside.cluster.deployments();
    if (!seen.ok) throw new Error(seen.error.message);
    const names = new Set(plan.services.map((service) => service.canaryDeployment));
    return [...new Set(seen.value.filter(({ name }) => names.has(name)).map(({ wanted }) => wanted))];
  }
  /** Versions that the canaries' Deployments name, each once. */
  async canaryImages(): Promise<readonly string[]> {
    const seen = await this.outside.cluster.deployments();
    if (!seen.ok) throw new Error(seen.error.message);
    const names = new Set(plan.services.map((service) => service.canaryDeployment));
    const images = seen.value.filter(({ name }) => names.has(name)).flatMap((entry) => Object.values(entry.images));
    return [...new Set(images.map((image) => image.slice(image.lastIndexOf(':') + 1)))];
  }
  /** Launch flags that are on. */
  async flagsOn(): Promise<readonly string[]> {
    const { flags } = this.outside;
    const read = await Promise.all(rollbackFlags.map(({ flag, environment }) => flags.read(flag, environment)));
    return read.flatMap((answer) => (answer.ok ? (answer.value.isOn ? [answer.value.flag] : []) : ['unreadable']));
  }

  /** What is wrong with the log, and what the engine said of bugs of its own. */
  async troubles(): Promise<readonly unknown[]> {
    const report = verifyLog(logFile(this.home, (await this.state()).launch?.id ?? ''));
    return [
      ...(report.ok ? report.value.problems : [report.error]),
      ...(this.engine.bugs === '' ? [] : [this.engine.bugs]),
    ];
  }

  async close(): Promise<void> {
    await this.#engine?.kill();
    await this.outside.close();
    await this.rehearsal.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The action that was asked for last. */
export function lastOf(state: LaunchState): Action {
  const action = actionsInOrder(state.actions).at(-1);
  if (action === undefined) throw new Error('there is no action');
  return action;
}
