import type { LogBatch } from '#shared/contract/observed/logs.ts';
import { isExpression, type LogFilter, noFilter } from '#shared/views/log-filter.ts';
import type { FromLogWorker, LogShown, ToLogWorker } from './log-messages.ts';

/** An expression that keeps the worker from answering for so long is given up, ms. */
const GIVE_UP_MS = 1000;
const PING_MS = 250;

export type LogSearchListener = {
  readonly onShown: (shown: LogShown) => void;
  readonly onTrouble: (trouble: string | null) => void;
  /** The worker had to be ended and has lost its lines; it wants them again, and an expression is no filter any more. */
  readonly onLost: (filter: LogFilter) => void;
};

/** The worker that keeps and filters a window's lines. An expression that never ends is ended with it. */
export class LogSearch {
  readonly #listener: LogSearchListener;
  #worker: Worker;
  #filter: LogFilter = noFilter;
  #wanted = { from: 0, count: 40 };
  /** The filter that a new worker answers first isn't a person's: what was said of theirs stays. */
  #isFirstAnswerKnown = false;
  #ping = { number: 0, sentAt: 0, isAnswered: true };
  /** Until this ping is answered the worker may be at an expression, whatever the filter is by now. */
  #pastExpressions = 0;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(listener: LogSearchListener) {
    this.#listener = listener;
    this.#worker = this.#start();
    this.#timer = setInterval(() => this.#watch(), PING_MS);
  }

  add(batches: readonly LogBatch[]): void {
    this.#post({ kind: 'lines', batches });
  }

  setFilter(filter: LogFilter): void {
    this.#filter = filter;
    if (isExpression(filter.text)) this.#pastExpressions = this.#ping.number + 1;
    this.#post({ kind: 'filter', filter });
  }

  hold(isHeld: boolean): void {
    this.#post({ kind: 'hold', isHeld });
  }

  /** Which rows are to be drawn from now on. */
  want(from: number, count: number): void {
    this.#wanted = { from, count };
    this.#post({ kind: 'rows', from, count });
  }

  /** Begins with no lines, the filter as it is: another launch, or an engine that was started anew. */
  reset(): void {
    this.#worker.terminate();
    this.#worker = this.#start();
    this.#ping.isAnswered = true;
    this.#pastExpressions = 0;
    this.#isFirstAnswerKnown = false;
    this.setFilter(this.#filter);
    this.want(this.#wanted.from, this.#wanted.count);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#worker.terminate();
  }

  #post(message: ToLogWorker): void {
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./log-worker.ts', import.meta.url), { type: 'module', name: 'logs' });
    worker.onmessage = ({ data }: MessageEvent<FromLogWorker>) => {
      if (data.kind === 'shown') this.#listener.onShown(data.shown);
      else if (data.kind === 'filter') this.#onFilter(data.trouble);
      else if (data.number === this.#ping.number) this.#ping.isAnswered = true;
    };
    return worker;
  }

  #onFilter(trouble: string | null): void {
    if (!this.#isFirstAnswerKnown) this.#listener.onTrouble(trouble);
    this.#isFirstAnswerKnown = false;
  }

  /** Only an expression can take for ever; without one, a slow answer is a busy machine. */
  #watch(): void {
    const now = performance.now();
    if (this.#ping.isAnswered) {
      this.#ping = { number: this.#ping.number + 1, sentAt: now, isAnswered: false };
      this.#post({ kind: 'ping', number: this.#ping.number });
      return;
    }
    const isTried = isExpression(this.#filter.text);
    const mayHang = isTried || this.#ping.number <= this.#pastExpressions;
    if (now - this.#ping.sentAt < GIVE_UP_MS || !mayHang) return;
    if (isTried) this.#filter = { ...this.#filter, text: '' };
    this.reset();
    this.#isFirstAnswerKnown = true;
    this.#listener.onLost(this.#filter);
  }
}
