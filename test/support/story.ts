import { expect } from 'vitest';
import type { DomainEvent } from '#shared/domain/catalogue.ts';
import type { Command, Stamp } from '#shared/domain/commands.ts';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { statementText } from '#shared/domain/confirmation/statement.ts';
import { decide } from '#shared/domain/decide.ts';
import type { Decided } from '#shared/domain/decision.ts';
import { evolve } from '#shared/domain/evolve.ts';
import { ConsoleId, PersonId } from '#shared/domain/ids.ts';
import { emptyLaunch, type LaunchState } from '#shared/domain/launch/state.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Refusal } from '#shared/lib/trouble.ts';

export const MINUTE = 60_000;
/**
 * A launch told as commands: each is stamped, signed where it has to be (the signature's mathematics is the engine's
 * affair), decided and folded, as the engine does it.
 */
export class Story {
  state: LaunchState = emptyLaunch;
  now: number;
  readonly events: DomainEvent[] = [];
  /** When each event happened, launch time. */
  readonly times: number[] = [];
  #count = 0;

  constructor(now = 0) {
    this.now = now;
  }

  /** What the domain says to a command; nothing is folded. */
  ask(person: string | null, command: Command): Result<Decided, Refusal> {
    return decide(this.state, command, this.stamp(person, command));
  }

  stamp(person: string | null, command: Command): Stamp {
    this.#count += 1;
    const commandId = `command-${String(this.#count).padStart(6, '0')}`;
    const required = requiredStatement(this.state, command);
    const console = ConsoleId.parse('console-1');
    const signer = command.type === 'person.enrol' ? command.witness : person;
    const launch = command.type === 'launch.create' ? { id: command.launch, kind: command.kind } : this.state.launch;
    const base = { commandId, at: this.now, person: person === null ? null : PersonId.parse(person), console };
    if (required === null || signer === null || launch === null) return { ...base, signed: null };
    const { validMs, ...about } = required;
    const text = statementText({
      ...about,
      format: 1,
      launch: launch.id,
      environment: launch.kind,
      cluster: this.state.launch?.cluster?.uid ?? '',
      person: signer,
      console,
      at: this.now,
      expiresAt: this.now + validMs,
      nonce: `nonce-${this.#count}`,
    });
    return { ...base, signed: { text, signature: 'checked-by-the-engine' } };
  }

  /** Does it; a refusal fails the test. */
  does(person: string | null, command: Command): readonly DomainEvent[] {
    return this.accept(this.ask(person, command));
  }

  accept(decision: Result<Decided, Refusal>): readonly DomainEvent[] {
    if (!decision.ok) throw new Error(`refused: ${decision.error.code}: ${decision.error.message}`);
    for (const event of decision.value.events) {
      this.events.push(event);
      this.times.push(this.now);
      this.state = evolve(this.state, {
        position: this.events.length,
        at: this.now,
        actor: '',
        console: 'console-1',
        event,
      });
    }
    return decision.value.events;
  }

  /** Expects a refusal with this code. */
  refuses(person: string | null, command: Command, code: string): void {
    const decision = this.ask(person, command);
    expect(
      decision.ok ? `accepted ${decision.value.events.map((event) => event.type).join()}` : decision.error.code,
    ).toBe(code);
  }

  /** Another story that goes on from here: what was folded is shared, as it never changes. */
  copy(): Story {
    const other = new Story(this.now);
    other.state = this.state;
    other.events.push(...this.events);
    other.times.push(...this.times);
    other.#count = this.#count;
    return other;
  }

  after(ms: number): this {
    this.now += ms;
    return this;
  }
}
