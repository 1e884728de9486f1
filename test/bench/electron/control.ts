import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What the loaded engine is told to see. */
export type LoadAsked = {
  /** One sample of every service and subset each second, after an hour of them that are so far apart; null: no samples. */
  readonly pastStepMs: number | null;
  readonly linesPerSecond: number;
  /** Changes of pods in a rehearsal cluster of 5,000, seen by the engine's own watch. */
  readonly watchEventsPerSecond: number;
  /** A folder for what that needs. */
  readonly folder: string;
};

export type Control = {
  load: { input: LoadAsked; output: null };
  /** Loop delay of the engine since it was last asked. */
  loop: { input: null; output: { readonly p99Ms: number; readonly maxMs: number } };
  /** The first service's stable Deployment of the crowded cluster is to have so many pods: epoch ms at which that was asked for. */
  scale: { input: { readonly replicas: number }; output: number };
  /** A criterion is met: epoch ms at which the engine knew. */
  trip: { input: { readonly criterion: string }; output: number };
  /** Ends every open decision. */
  keepGoing: { input: null; output: null };
  resume: { input: null; output: null };
  /** Writes one durable event; how long that took, ms. */
  event: { input: null; output: number };
};
export type ControlName = keyof Control;

/** The module that stands in the place of the engine's bundle. */
export const loadedEngine = fileURLToPath(new URL('loaded-engine.ts', import.meta.url));

/** The bench's end of the wire to the loaded engine. */
export class EngineControl {
  readonly #server: Server;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #socket: Socket | null = null;
  #next = 1;

  /** @param path of a socket that doesn't exist yet; the engine is told it as TMINUS_BENCH_CONTROL */
  constructor(path: string) {
    this.#server = createServer((socket) => {
      this.#socket = socket;
      socket.on('error', () => undefined);
      createInterface({ input: socket }).on('line', (line) => {
        const { id, value, error } = JSON.parse(line) as { id: number; value?: unknown; error?: string };
        const waiting = this.#waiting.get(id);
        this.#waiting.delete(id);
        if (error === undefined) waiting?.resolve(value);
        else waiting?.reject(new Error(error));
      });
    }).listen(path);
  }

  async ask<N extends ControlName>(name: N, input: Control[N]['input']): Promise<Control[N]['output']> {
    const end = Date.now() + 60_000;
    while (this.#socket === null) {
      if (Date.now() > end) throw new Error('The loaded engine did not come up within 60 s.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const id = this.#next;
    this.#next += 1;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#socket.write(`${JSON.stringify({ id, name, input })}\n`);
    // Both ends are of this folder.
    return (await answer) as Control[N]['output'];
  }

  close(): void {
    this.#socket?.destroy();
    this.#server.close();
  }
}
