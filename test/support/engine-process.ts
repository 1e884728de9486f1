import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import type { Envelope, FromEngine, PushMessage } from '#shared/contract/envelope.ts';
import type { Snapshot } from '#shared/contract/facts.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';

const program = fileURLToPath(new URL('../../electron/engine/process.ts', import.meta.url));

/** The real engine in a process of its own, spoken to as main does. It ends with the test, by its own pid. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (envelope: Envelope<unknown>) => void>();
  readonly #output: string[] = [];
  #next = 1;
  readonly #pushed = new Set<(message: PushMessage) => void>();
  readonly ready: Promise<void>;

  /** `nodeArguments` come before the program: what is loaded first. */
  constructor(home: string, rehearsalFile: string, nodeArguments: readonly string[] = []) {
    this.#child = spawn(process.execPath, [...nodeArguments, program, '--home', home, '--rehearsal', rehearsalFile], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    this.#child.stderr?.on('data', (data: Buffer) => this.#output.push(data.toString()));
    this.ready = new Promise((resolve, reject) => {
      this.#child.on('message', (message: FromEngine) => {
        if (message.kind === 'ready') resolve();
        if (message.kind === 'push') for (const listener of this.#pushed) listener(message);
        if (message.kind === 'reply') this.#waiting.get(message.id)?.(message.envelope);
      });
      this.#child.once('exit', (code) => reject(new Error(`The engine ended with ${code}: ${this.#output.join('')}`)));
    });
    this.ready.catch(() => undefined);
  }

  /** What it wrote about bugs: none is wanted. */
  get bugs(): string {
    return this.#output.filter((line) => line.includes('bug ')).join('');
  }

  /** Hears what the engine pushes to windows; gives what ends it. */
  onPush(listener: (message: PushMessage) => void): () => void {
    this.#pushed.add(listener);
    return () => this.#pushed.delete(listener);
  }

  envelope(connection: string, name: CallName, input: unknown, mayAct = true): Promise<Envelope<unknown>> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send({ kind: 'call', id, connection, mayAct, name, input });
    });
  }

  async call<N extends CallName>(connection: string, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const envelope = await this.envelope(connection, name, input);
    if (!envelope.ok) throw new Error(`${name}: ${envelope.trouble.message}`);
    return envelope.value as CallOutput<N>;
  }

  async snapshot(): Promise<Snapshot> {
    const snapshot = await this.call('looker', 'launch.snapshot', {});
    if (snapshot === null) throw new Error('no launch is open');
    return snapshot;
  }

  /** Waits until the launch is so; `what` names it when it doesn't come. */
  async until(what: string, isSo: (state: LaunchState) => boolean, limitMs = 30_000): Promise<LaunchState> {
    const end = Date.now() + limitMs;
    for (;;) {
      const { state } = await this.snapshot();
      if (isSo(state)) return state;
      if (Date.now() > end) throw new Error(`not within ${limitMs / 1000} s: ${what}. ${this.bugs}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** As main ends it: the log is closed. */
  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.send({ kind: 'stop' });
    await gone;
  }

  /** As a power cut for the process: no chance to say anything. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
  }
}
