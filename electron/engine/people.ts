import type { SessionFacts } from '#shared/contract/facts.ts';
import { anyonesCommands, type Command, type PersonCommand, signedCommands } from '#shared/domain/commands.ts';
import { type ConsoleId, LaunchId, type PersonId } from '#shared/domain/ids.ts';
import type { LaunchKind, LaunchState } from '#shared/domain/launch/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Source } from './dispatcher/dispatcher.ts';
import { type Sign, signFor } from './dispatcher/signatures.ts';
import type { ScryptCost, Signer } from './identity/sealed-key.ts';
import { createSessions } from './identity/sessions.ts';
import { type Credentials, PersonKeys } from './person-keys.ts';

export type PeopleParts = {
  readonly home: string;
  readonly console: ConsoleId;
  /** Launch time of the launch that is open. */
  readonly now: () => number;
  readonly throwAwayCost?: ScryptCost | undefined;
};

/** What a person sends, or has the engine send in their name. */
type SignedByPerson = PersonCommand | Extract<Command, { type: 'adoption.ask' }>;

const isAnyones = (command: SignedByPerson): boolean =>
  command.type !== 'adoption.ask' && anyonesCommands.has(command.type);

const readOnly = refusal(
  'read-only',
  'This console is read-only: nobody is signed in.',
  'Sign in with your passphrase.',
);

/** Who is signed in where, and whose key signs a command. A rehearsal has its own keys (authority.md). */
export class People {
  readonly keys: PersonKeys;
  readonly #parts: PeopleParts;
  // Idleness goes by real time: nobody types faster in a fast rehearsal.
  readonly #sessions = createSessions(Date.now);

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.keys = new PersonKeys(parts.home, parts.throwAwayCost);
  }

  /** A person's key for a launch that isn't there yet. */
  keyFor(kind: LaunchKind, credentials: Credentials): ReturnType<PersonKeys['keyFor']> {
    return this.keys.keyFor(kind, credentials);
  }

  /** Opens the key that the launch's roster names. */
  unlock(state: LaunchState, credentials: Credentials): Promise<Result<Signer, Trouble>> {
    return this.keys.unlock(state, credentials);
  }

  async signIn(
    connection: string,
    state: LaunchState,
    credentials: Credentials,
  ): Promise<Result<SessionFacts, Trouble>> {
    const opened = await this.unlock(state, credentials);
    if (!opened.ok) return opened;
    this.#sessions.signIn(connection, credentials.person, opened.value);
    return ok(this.session(connection, state));
  }

  lock(connection: string): void {
    this.#sessions.lock(connection);
  }

  /** Somebody did something at this window. */
  touch(connection: string): void {
    this.#sessions.touch(connection);
  }

  /** Locks where nobody did anything for so long (real time); gives the connections. */
  lockIdle(idleMs: number): readonly string[] {
    const idle = this.#sessions.idle(idleMs);
    for (const connection of idle) this.#sessions.lock(connection, 'idle');
    return idle;
  }

  /** Locks wherever this person is signed in: their key was revoked or replaced. */
  lockPerson(person: string): readonly string[] {
    const open = this.#sessions.of(person);
    for (const connection of open) this.#sessions.lock(connection, 'revoked');
    return open;
  }

  lockAll(): void {
    this.#sessions.lockAll();
  }

  session(connection: string, state: LaunchState): SessionFacts {
    const id = this.#sessions.who(connection)?.person;
    const person = id === undefined ? undefined : state.roster.people[id];
    const { console } = this.#parts;
    if (person !== undefined) return { person: { id: person.id, name: person.name }, console, lockedFor: null };
    return { person: null, console, lockedFor: this.#sessions.lockedFor(connection) };
  }

  /** Where a person's command comes from: signed where it has to be, refused where nobody may send it unsigned. */
  async sourceOf(
    connection: string,
    state: LaunchState,
    command: SignedByPerson,
    as: Credentials | undefined,
  ): Promise<Result<Source, Trouble>> {
    if (as !== undefined) {
      const signer = await this.unlock(state, as);
      if (!signer.ok) return signer;
      const source = this.sign(state, command, as.person, (bytes) => signer.value.sign(bytes));
      signer.value.wipe();
      return ok(source);
    }
    const id = this.#sessions.who(connection)?.person;
    const person = id === undefined ? undefined : state.roster.people[id]?.id;
    this.#sessions.touch(connection);
    if (person === undefined) return isAnyones(command) ? ok({ person: null, signed: null }) : err<Refusal>(readOnly);
    if (command.type !== 'adoption.ask' && !(command.type in signedCommands)) return ok({ person, signed: null });
    return ok(
      this.sign(state, command, person, (bytes) => {
        const signed = this.#sessions.sign(connection, bytes);
        return signed.ok ? signed.value : '';
      }),
    );
  }

  /** Signs a command in a person's name; `at` is launch time, the open launch's now when left out. */
  sign(state: LaunchState, command: Command, person: PersonId, sign: Sign, at = this.#parts.now()): Source {
    const { console } = this.#parts;
    return { person, signed: signFor(state, command, { person, console, at, sign }) };
  }
}

export const launchIdText = (pack: string, now: number, unique: string): LaunchId =>
  LaunchId.parse(`${new Date(now).toISOString().slice(0, 16).replaceAll(/[:T]/g, '-')}-${pack}-${unique}`);
