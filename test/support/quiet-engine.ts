import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createClock } from '#engine/clock.ts';
import { Engine } from '#engine/engine.ts';
import type { EngineOptions } from '#engine/engine-options.ts';
import { throwAwayCost } from '#engine/identity/sealed-key.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Envelope, PushMessage } from '#shared/contract/envelope.ts';
import type { PersonCommand } from '#shared/domain/commands.ts';
import { PersonId } from '#shared/domain/ids.ts';
import { cast, START } from './launch-story.ts';

export const passphrase = 'correct horse battery';

const open: { readonly engine: Engine; readonly home: string | null }[] = [];
afterEach(async () => {
  for (const { engine, home } of open.splice(0)) {
    await engine.stop();
    if (home !== null) rmSync(home, { recursive: true, force: true });
  }
});

/** A real engine with nothing outside, in this process, with keys of throw-away people. */
export class QuietEngine {
  readonly engine: Engine;
  readonly home: string;
  readonly pushes: PushMessage[] = [];

  constructor(options: Partial<EngineOptions> = {}) {
    this.home = options.home ?? mkdtempSync(join(tmpdir(), 'tminus-engine-'));
    const started = Engine.start({
      home: this.home,
      clock: createClock({ startedAtReal: Date.now(), startedAtLaunch: START, speed: 1 }),
      worlds: [],
      push: (message) => this.pushes.push(message),
      throwAwayCost,
      ...options,
    });
    if (!started.ok) throw new Error(started.error.message);
    this.engine = started.value;
    open.push({ engine: this.engine, home: options.home === undefined ? this.home : null });
  }

  envelope(connection: string, name: CallName, input: unknown, mayAct = true): Promise<Envelope<unknown>> {
    return this.engine.call(connection, mayAct, name, input);
  }

  /** A call that has to go well. */
  async call<N extends CallName>(connection: string, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const envelope = await this.envelope(connection, name, input);
    if (!envelope.ok) throw new Error(`${name}: ${envelope.trouble.message}`);
    return envelope.value as CallOutput<N>;
  }

  /** The code of the refusal that a call has to end with. */
  async refusal(connection: string, name: CallName, input: unknown): Promise<string> {
    const envelope = await this.envelope(connection, name, input);
    if (envelope.ok) return 'accepted';
    return envelope.trouble.kind === 'refusal' ? envelope.trouble.code : envelope.trouble.kind;
  }

  /** A launch from the built-in runbook, kept by the first of the cast. */
  async make(changes: Partial<CallInput<'launch.create'>> = {}): Promise<string> {
    const { launch } = await this.call('keeper', 'launch.create', {
      pack: 'media-gateway',
      kind: 'rehearsal',
      variables: {},
      people: [...cast],
      keeper: PersonId.parse('j-ito'),
      passphrase,
      ...changes,
    });
    return launch;
  }

  /** Everyone has a key with the same passphrase. */
  async enrolEveryone(): Promise<void> {
    await this.call('keeper', 'identity.enrol-cast', { passphrase, keeperPassphrase: passphrase });
  }

  /** A command in a person's name. */
  send(person: string, command: PersonCommand): Promise<CallOutput<'launch.dispatch'>> {
    return this.call('window', 'launch.dispatch', { command, as: { person: PersonId.parse(person), passphrase } });
  }

  sendRefused(person: string, command: PersonCommand): Promise<string> {
    return this.refusal('window', 'launch.dispatch', { command, as: { person, passphrase } });
  }
}
