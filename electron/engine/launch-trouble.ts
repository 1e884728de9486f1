import { verifyLog } from './store/verify.ts';

export type LaunchTroubleParts = {
  readonly logPath: string;
  /** Why nothing can be written into the log now; null when it can. */
  readonly logTrouble: () => string | null;
  /** Tells windows; null: nothing is wrong any more. */
  readonly told: (message: string | null) => void;
};

type About = 'damage' | 'outside' | 'paper';

/** The whole chain is checked when the window has long been painted; the start itself checks from the last snapshot on. */
const CHECK_WHOLE_AFTER_MS = 1500;

/** What is wrong with a launch's log, with reaching its outside, or with its paper: one sentence for every screen. */
export class LaunchTrouble {
  readonly #parts: LaunchTroubleParts;
  readonly #checkTimer: NodeJS.Timeout;
  /** The gravest first. */
  readonly #said: Record<About, string | null> = { damage: null, outside: null, paper: null };

  constructor(parts: LaunchTroubleParts) {
    this.#parts = parts;
    this.#checkTimer = setTimeout(() => this.#checkWhole(), CHECK_WHOLE_AFTER_MS);
  }

  /** In words; null when nothing is wrong. */
  get text(): string | null {
    const { damage, outside, paper } = this.#said;
    return this.#parts.logTrouble() ?? damage ?? outside ?? paper;
  }

  say(about: About, trouble: string | null): void {
    if (trouble === this.#said[about]) return;
    this.#said[about] = trouble;
    this.#parts.told(this.text);
  }

  /** A damaged log is never used silently: its first bad place is said on every screen (trust: the log). */
  #checkWhole(): void {
    const report = verifyLog(this.#parts.logPath);
    const what = report.ok ? report.value.problems[0]?.what : report.error.message;
    if (what === undefined) return;
    const hint = 'Keep a copy of the file; "tminus log verify" names every place.';
    this.say('damage', `The log is damaged: ${what} ${hint}`);
  }

  close(): void {
    clearTimeout(this.#checkTimer);
  }
}
