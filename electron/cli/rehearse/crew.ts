import type { Engine } from '#engine/engine.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { PersonCommand } from '#shared/domain/commands.ts';
import { RoleId } from '#shared/domain/ids.ts';
import { commandingRoles } from '#shared/domain/roster/commanding.ts';
import type { Person } from '#shared/domain/roster/person.ts';
import { holds } from '#shared/domain/roster/roles.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import type { Trouble } from '#shared/lib/trouble.ts';

/** A call was refused or failed: the run stops unless it was expected. */
export class CallError extends Error {
  readonly trouble: Trouble;
  constructor(name: string, trouble: Trouble) {
    super(`${name}: ${trouble.message}${'hint' in trouble && trouble.hint !== undefined ? ` ${trouble.hint}` : ''}`);
    this.trouble = trouble;
  }
}

/** Throw-away people with real keys, each at a connection of their own, who act through the same contract as a window. */
export class Crew {
  readonly #engine: Engine;
  readonly #passphrase: string;

  constructor(engine: Engine, passphrase: string) {
    this.#engine = engine;
    this.#passphrase = passphrase;
  }

  async call<N extends CallName>(connection: string, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const envelope = await this.#engine.call(connection, true, name, input);
    if (!envelope.ok) throw new CallError(name, envelope.trouble);
    // The handlers' table says that this is what the call gives.
    return envelope.value as CallOutput<N>;
  }

  /** Makes the launch, gives everyone a key, signs everyone in. */
  async gather(pack: string, people: readonly Person[], namespace: string, title: string): Promise<void> {
    const [keeper] = people;
    if (keeper === undefined) throw new Error('The pack has nobody to rehearse with.');
    const passphrase = this.#passphrase;
    await this.call('keeper', 'launch.create', {
      pack,
      kind: 'rehearsal',
      title,
      variables: { namespace },
      people: [...people],
      keeper: keeper.id,
      passphrase,
    });
    await this.call('keeper', 'identity.enrol-cast', { passphrase, keeperPassphrase: passphrase });
    for (const person of people) await this.call(person.id, 'identity.sign-in', { person: person.id, passphrase });
  }

  /** Someone who holds the role, but none of `others`. */
  who(role: string, others: readonly string[] = []): RosterEntry {
    const found = Object.values(this.#engine.state.roster.people).find(
      (person) => holds(person, RoleId.parse(role)) && !others.includes(person.id),
    );
    if (found === undefined) throw new Error(`Nobody holds the role ${role}.`);
    return found;
  }

  /** The role that may roll back alone when nothing has tripped, under whatever name the pack gives it. */
  commandingRole(): RoleId {
    const [role] = commandingRoles(this.#engine.state);
    if (role === undefined) throw new Error('The pack has nobody who commands.');
    return RoleId.parse(role);
  }

  commander(): RosterEntry {
    return this.who(this.commandingRole());
  }

  /** Everyone stays at the console, however long a hold is: nobody is signed out for being idle. */
  stayAwake(): () => void {
    const people = Object.keys(this.#engine.state.roster.people);
    const timer = setInterval(() => {
      for (const person of people) void this.call(person, 'identity.touch', {});
    }, 60_000);
    return () => clearInterval(timer);
  }

  dispatch(person: string, command: PersonCommand): Promise<CallOutput<'launch.dispatch'>> {
    return this.call(person, 'launch.dispatch', { command });
  }
}
