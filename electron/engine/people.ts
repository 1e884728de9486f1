import { join } from 'node:path';
import type { SessionFacts } from '#shared/contract/calls.ts';
import { anyonesCommands, type Command, type PersonCommand, signedCommands } from '#shared/domain/commands.ts';
import { type ConsoleId, LaunchId, type PersonId } from '#shared/domain/ids.ts';
import type { LaunchKind, LaunchState } from '#shared/domain/launch/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Clock } from './clock.ts';
import type { Source } from './dispatcher/dispatcher.ts';
import { type Sign, signFor } from './dispatcher/signatures.ts';
import { fingerprintOf } from './identity/fingerprint.ts';
import { type KeyFiles, keyFilesIn } from './identity/key-files.ts';
import type { ScryptCost, Signer } from './identity/sealed-key.ts';
import { createSessions } from './identity/sessions.ts';

export type PeopleParts = {
  readonly home: string;
  readonly console: ConsoleId;
  readonly clock: Clock;
  readonly throwAwayCost?: ScryptCost | undefined;
};

export type Credentials = { readonly person: PersonId; readonly passphrase: string };
export type KeyFacts = { readonly publicKey: string; readonly words: string };

const readOnly = refusal(
  'read-only',
  'This console is read-only: nobody is signed in.',
  'Sign in with your passphrase.',
);

/** Who is signed in where, and whose key signs a command. A rehearsal has its own keys (authority.md). */
export class People {
  readonly #parts: PeopleParts;
  readonly #sessions = createSessions();

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  #keys(kind: LaunchKind): KeyFiles {
    const { home, throwAwayCost } = this.#parts;
    const cost = throwAwayCost === undefined ? {} : { throwAwayCost };
    // Locks after wrong passphrases go by real time, never by a rehearsal's faster clock.
    return keyFilesIn(join(home, 'people', kind), { now: Date.now, ...cost });
  }

  /** The person's key on this machine, made if there is none; a passphrase that doesn't open it is refused. */
  async keyFor(
    kind: LaunchKind,
    { person, passphrase }: Credentials,
  ): Promise<Result<KeyFacts & { readonly signer: Signer }, Trouble>> {
    const keys = this.#keys(kind);
    if (!keys.people().includes(person)) {
      const made = await keys.create(person, passphrase);
      if (!made.ok) return made;
    }
    const opened = await keys.unlock(person, passphrase);
    if (!opened.ok) return opened;
    const { publicKey } = opened.value;
    return ok({ publicKey, words: fingerprintOf(publicKey), signer: opened.value });
  }

  /** Opens a key that the launch's roster knows. */
  async unlock(state: LaunchState, { person, passphrase }: Credentials): Promise<Result<Signer, Trouble>> {
    const entry = state.roster.people[person];
    if (state.launch === null || entry === undefined)
      return err(refusal('not-on-roster', `${person} is not on the roster of this launch.`));
    if (entry.publicKey === null)
      return err(refusal('not-enrolled', `${entry.name} has no key yet.`, 'Enrol before a witness first.'));
    const opened = await this.#keys(state.launch.kind).unlock(person, passphrase);
    if (!opened.ok || opened.value.publicKey === entry.publicKey) return opened;
    opened.value.wipe();
    return err(
      refusal(
        'another-key',
        `The key of ${entry.name} on this machine is not the one of the roster.`,
        'Enrol again before a witness.',
      ),
    );
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

  lockAll(): void {
    this.#sessions.lockAll();
  }

  session(connection: string, state: LaunchState): SessionFacts {
    const id = this.#sessions.who(connection)?.person;
    const person = id === undefined ? undefined : state.roster.people[id];
    return { person: person === undefined ? null : { id: person.id, name: person.name }, console: this.#parts.console };
  }

  /** Where a person's command comes from: signed where it has to be, refused where nobody may send it unsigned. */
  async sourceOf(
    connection: string,
    state: LaunchState,
    command: PersonCommand,
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
    if (person === undefined)
      return anyonesCommands.has(command.type) ? ok({ person: null, signed: null }) : err<Refusal>(readOnly);
    if (!(command.type in signedCommands)) return ok({ person, signed: null });
    return ok(
      this.sign(state, command, person, (bytes) => {
        const signed = this.#sessions.sign(connection, bytes);
        return signed.ok ? signed.value : '';
      }),
    );
  }

  sign(state: LaunchState, command: Command, person: PersonId, sign: Sign): Source {
    const { console, clock } = this.#parts;
    return { person, signed: signFor(state, command, { person, console, at: clock.now(), sign }) };
  }
}

export const launchIdText = (pack: string, now: number, unique: string): LaunchId =>
  LaunchId.parse(`${new Date(now).toISOString().slice(0, 16).replaceAll(/[:T]/g, '-')}-${pack}-${unique}`);
