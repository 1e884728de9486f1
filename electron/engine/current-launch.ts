import type { LaunchCreateInput, Pushes, PushName } from '#shared/contract/calls.ts';
import { ConsoleId } from '#shared/domain/ids.ts';
import { emptyLaunch, type LaunchKind, type LaunchState } from '#shared/domain/launch/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Fault, refusal, type Trouble } from '#shared/lib/trouble.ts';
import { busyWith } from '#shared/views/keep-awake.ts';
import { reportBug } from './bug.ts';
import { type Clock, realClock } from './clock.ts';
import type { EngineOptions } from './engine-options.ts';
import type { ConsoleKey } from './identity/console-key.ts';
import { cardOf, lastUsed, launchFolder, rememberLast, removeLaunch, renewCard, writeCard } from './launch-files.ts';
import { linkHosts } from './link-hosts.ts';
import { measuredRollbacks, rememberRollback } from './measured-rollbacks.ts';
import { OpenLaunch } from './open-launch.ts';
import { placeOf } from './pack-places.ts';
import type { People } from './people.ts';
import { productionConnections } from './production-connections.ts';
import type { SecretBox } from './settings/secret-box.ts';
import { wayOutside } from './way-outside.ts';

const emptyLog = refusal('empty-launch', 'This launch was never finished being made.', 'Make a new one.');
const kindDiffers = refusal(
  'kind-differs',
  'The log says that this launch is of another kind than the list does.',
  'Its folder was changed: keep a copy, and look at the log with "tminus log verify".',
);

export type CurrentLaunchParts = {
  readonly options: EngineOptions;
  readonly console: ConsoleKey;
  /** Folders of packs. */
  readonly packs: readonly string[];
  readonly people: People;
  readonly secrets: SecretBox;
  readonly push: <N extends PushName>(name: N, data: Pushes[N]) => void;
  /** Tells a window that its session has changed. */
  readonly tellSession: (connection: string) => void;
};

/** The one launch that is open on this console: opened, made and left one after the other, never two at once. */
export class CurrentLaunch {
  readonly #parts: CurrentLaunchParts;
  readonly #home: string;
  #open: OpenLaunch | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  /** Launches that could not be opened, and why: shown where launches are listed. */
  readonly troubles = new Map<string, Trouble>();

  constructor(parts: CurrentLaunchParts) {
    this.#parts = parts;
    this.#home = parts.options.home;
  }

  get open(): OpenLaunch | null {
    return this.#open;
  }
  get state(): LaunchState {
    return this.#open?.dispatcher.state ?? emptyLaunch;
  }

  /**
   * Opens the launch that was used last, so that a window finds it there. A rehearsal whose environment has ended is left
   * closed: its cluster is gone, its log can still be opened by hand.
   */
  async reopen(): Promise<void> {
    const last = lastUsed(this.#home);
    const isGone = last?.kind === 'rehearsal' && last.environment !== this.#parts.options.environment;
    if (last !== undefined && !isGone) {
      const opened = await this.#inTurn(() => this.#changeNow(last.id, this.#parts.options.outsideAfter));
      if (opened.ok) return;
      this.troubles.set(last.id, opened.error);
    }
    // After a crash main still keeps the machine awake for what was open then.
    this.#parts.push('launch.awake', { isAwake: false, why: 'no launch is open', busyWith: null });
  }

  /** Opens a launch of this machine; the one that was open is closed when that went well. */
  change(id: string): Promise<Result<OpenLaunch, Trouble>> {
    return this.#inTurn(() => this.#changeNow(id));
  }

  /** Makes a launch: plan from the pack, key of the keeper, roster signed, all in the log's first event. */
  make(input: LaunchCreateInput): Promise<Result<{ readonly launch: string }, Trouble>> {
    return this.#inTurn(() => this.#makeNow(input));
  }

  /**
   * Leaves a launch, if it is the open one: none is open then. `before` is done once it is known that it may be left; when
   * that fails, it stays.
   */
  leave(id: string, before: () => Result<void, Trouble>): Promise<Result<void, Trouble>> {
    return this.#inTurn(async () => {
      const isOpen = this.state.launch?.id === id;
      const busy = isOpen ? this.#whyNotLeave() : null;
      if (busy !== null) return err(busy);
      const done = before();
      if (!done.ok || !isOpen) return done;
      await this.#close().catch(reportBug);
      this.#tellLinks();
      this.#parts.push('launch.opened', { launch: null });
      return done;
    });
  }

  /** One opening, making or closing after the other: never two launches at once. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #changeNow(id: string, after?: Promise<unknown>): Promise<Result<OpenLaunch, Trouble>> {
    const card = cardOf(this.#home, id);
    if (card === undefined)
      return err(refusal('no-such-launch', 'There is no such launch on this console.', 'Choose one of the list.'));
    if (this.state.launch?.id !== id) {
      const busy = this.#whyNotLeave();
      if (busy !== null) return err(busy);
      const opened = this.#openFile(id, card.kind);
      if (!opened.ok) return opened;
      const kind = opened.value.dispatcher.state.launch?.kind;
      if (kind !== card.kind) {
        await opened.value.close();
        return err(kind === undefined ? emptyLog : kindDiffers);
      }
      await this.#become(opened.value, after);
    }
    return this.#open === null ? err(refusal('no-launch', 'No launch is open.')) : ok(this.#open);
  }

  /** Nobody walks away from what runs, or from an open decision, by opening something else. */
  #whyNotLeave(): Trouble | null {
    const busy = busyWith(this.state);
    if (busy === null) return null;
    const title = this.state.launch?.plan.title ?? '';
    return refusal('launch-busy', `${title} can't be left now. ${busy.replaceAll('\n', ' ')}`, 'End that first.');
  }

  #openFile(id: string, kind: LaunchKind): Result<OpenLaunch, Fault> {
    return OpenLaunch.open({
      folder: launchFolder(this.#home, id),
      console: this.#parts.console,
      consoleId: ConsoleId.parse(this.#parts.console.id),
      clock: this.#clockFor(kind),
      wayOutside: () => wayOutside(kind, this.#home, this.#parts.options.worlds, this.#parts.secrets),
      measuredRollbacks: (pack, except) => measuredRollbacks(this.#home, pack, except),
      packFolder: (pack) => placeOf(this.#parts.packs, pack),
      push: this.#parts.push,
      bug: reportBug,
    });
  }

  /** From now on this is the launch of every window; the one before says nothing any more. */
  async #become(launch: OpenLaunch, after?: Promise<unknown>): Promise<void> {
    const closing = this.#close().catch(reportBug);
    this.#open = launch;
    this.#joined(launch, after);
    await closing;
  }

  #clockFor(kind: LaunchKind): Clock {
    return kind === 'production' ? realClock() : this.#parts.options.clock;
  }

  /** The open launch begins to reach outside, and what it changes of people and its card is followed. */
  #joined(launch: OpenLaunch, after?: Promise<unknown>): void {
    const id = launch.dispatcher.state.launch?.id ?? '';
    launch.dispatcher.listen((events) => {
      for (const { event } of events) {
        if (event.type === 'person.revoked' || event.type === 'person.enrolled')
          for (const connection of this.#parts.people.lockPerson(event.person)) this.#parts.tellSession(connection);
        if (event.type === 'clock.slipped' || event.type === 'clock.resumed' || event.type === 'adoption.adopted')
          renewCard(this.#home, this.state);
        if (event.type === 'action.completed')
          rememberRollback(this.#home, launch.dispatcher.state, event.action, launch.clock);
        if (event.type === 'adoption.adopted') {
          this.#tellLinks();
          launch.reconnect().catch(reportBug);
        }
      }
    });
    rememberLast(this.#home, id);
    this.troubles.delete(id);
    launch.connect(after);
    this.#tellLinks();
    this.#parts.push('launch.opened', { launch: id });
  }

  #tellLinks(): void {
    this.#parts.push('launch.links', { hosts: linkHosts(this.state.launch?.plan) });
  }

  async #makeNow(input: LaunchCreateInput): Promise<Result<{ readonly launch: string }, Trouble>> {
    const busy = this.#whyNotLeave();
    if (busy !== null) return err(busy);
    const production = input.kind === 'production' ? productionConnections(this.#home, this.#parts.secrets) : ok(null);
    if (!production.ok) return production;
    const { prepareLaunch } = await import('./make-launch.ts');
    const made = await prepareLaunch(
      {
        packs: this.#parts.packs,
        people: this.#parts.people,
        console: ConsoleId.parse(this.#parts.console.id),
        clock: this.#clockFor(input.kind),
        production: production.value,
        worlds: this.#parts.options.worlds,
        environment: this.#parts.options.environment,
        isElectronOfficial: this.#parts.options.isElectronOfficial,
      },
      input,
    );
    if (!made.ok) return made;
    // The launch that is open may have begun something meanwhile.
    const begun = this.#whyNotLeave();
    if (begun !== null) return err(begun);
    const { card, command, source } = made.value;
    const written = writeCard(this.#home, card);
    const opened = written.ok ? this.#openFile(card.id, card.kind) : written;
    if (!opened.ok) {
      removeLaunch(this.#home, card.id);
      return opened;
    }
    const told = opened.value.dispatcher.dispatch(command, source);
    if (!told.ok) {
      await opened.value.close();
      removeLaunch(this.#home, card.id);
      return told;
    }
    await this.#become(opened.value);
    return ok({ launch: card.id });
  }

  /** Closes what is open, after what goes on. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#close());
  }

  async #close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    this.#parts.people.lockAll();
    await open?.close();
  }
}
