import { writeFileSync } from 'node:fs';

/**
 * A clock of a process that can be set while it runs, as `date --set` sets a machine's: `Date` is shifted by the milliseconds
 * that a file holds. Timers and `performance.now()` go on as they do on a real machine.
 */
export class SettableClock {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    this.set(0);
  }

  /** What Node is given before the program. */
  get nodeArguments(): readonly string[] {
    return ['--import', `data:text/javascript,${encodeURIComponent(shifting(this.#file))}`];
  }

  /** The clock is off by so much, ms; it is noticed within a few milliseconds. */
  set(offsetMs: number): void {
    writeFileSync(this.#file, String(offsetMs));
  }
}

const shifting = (file: string): string => `
import { readFileSync } from 'node:fs';
const RealDate = Date;
const realNow = Date.now;
let offsetMs = 0;
// An empty file is one that is being written.
const read = () => {
  const text = readFileSync(${JSON.stringify(file)}, 'utf8');
  if (text !== '') offsetMs = Number(text);
};
read();
setInterval(read, 20).unref();
const now = () => realNow() + offsetMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, own) => Reflect.construct(target, args.length === 0 ? [now()] : args, own),
  get: (target, key, own) => (key === 'now' ? now : Reflect.get(target, key, own)),
});
`;
