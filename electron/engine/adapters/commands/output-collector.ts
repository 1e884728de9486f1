import { createHash } from 'node:crypto';
import type { Output } from '#shared/domain/operation/plan.ts';
import { causeCode } from '../network-fault.ts';
import { KeyHider, redact } from '../redact.ts';
import { LineSplitter } from './line-splitter.ts';
import type { KeepOutput, OutputFile } from './output-file.ts';

const TAIL_BYTES = 4_096;
/** Windows are told this many lines in this time, real milliseconds; a flood goes to the file alone. */
const LINES_SHOWN = 100;
const SHOWN_WITHIN_MS = 500;
const LONGEST_SHOWN = 500;

export type CollectorParts = {
  readonly secrets: readonly string[];
  readonly expected: string | undefined;
  readonly progress: (line: string) => void;
  readonly keep: KeepOutput | null;
  readonly cause: string;
};

/** Takes what a program writes: shows it, keeps it in a file, and remembers its end. Memory stays small however much comes. */
export class OutputCollector {
  readonly #parts: CollectorParts;
  readonly #splitters: Record<'stdout' | 'stderr', LineSplitter>;
  readonly #hash = createHash('sha256');
  #file: Promise<OutputFile | null>;
  #bytes = 0;
  #tail = '';
  readonly #keys = new KeyHider();
  #windowStartedAt = 0;
  #shown = 0;
  #notShown = 0;
  sawExpected: boolean;

  constructor(parts: CollectorParts) {
    this.#parts = parts;
    this.sawExpected = parts.expected === undefined;
    const clean = (lines: string) => this.#clean(lines);
    this.#splitters = { stdout: new LineSplitter(clean), stderr: new LineSplitter(clean) };
    this.#file =
      parts.keep === null ? Promise.resolve(null) : parts.keep(parts.cause).catch((error) => this.#withoutFile(error));
  }

  /** Settled when it is in the file. */
  take(stream: 'stdout' | 'stderr', part: Buffer): Promise<void> {
    return this.#lines(this.#splitters[stream].take(part));
  }

  async end(): Promise<Output> {
    await this.#lines(this.#splitters.stdout.end() + this.#splitters.stderr.end());
    this.#sayNotShown();
    const file = await this.#file;
    await file?.close().catch((error) => this.#withoutFile(error));
    const tail = Buffer.from(this.#tail)
      .subarray(-TAIL_BYTES)
      .toString('utf8')
      .replace(/^\uFFFD+/, '');
    return { tail, bytes: this.#bytes, file: file?.name ?? '', sha256: this.#hash.digest('hex') };
  }

  #clean(lines: string): string {
    if (!this.sawExpected && lines.includes(this.#parts.expected ?? '')) this.sawExpected = true;
    return redact(this.#parts.secrets, this.#keys.hide(lines));
  }

  async #lines(text: string): Promise<void> {
    if (text === '') return;
    this.#bytes += Buffer.byteLength(text);
    this.#hash.update(text);
    this.#tail = (this.#tail + text).slice(-TAIL_BYTES);
    for (const line of text.slice(0, -1).split('\n')) this.#show(line);
    const file = await this.#file;
    await file?.write(text).catch((error) => {
      this.#file = Promise.resolve(this.#withoutFile(error));
    });
  }

  /** A full disk is no reason to stop a rollback's program: its end is remembered all the same. */
  #withoutFile(error: unknown): null {
    this.#parts.progress(`What it writes can't be kept in a file (${causeCode(error)}): only its end is remembered.`);
    return null;
  }

  #show(line: string): void {
    const now = performance.now();
    if (now - this.#windowStartedAt > SHOWN_WITHIN_MS) {
      this.#sayNotShown();
      this.#windowStartedAt = now;
      this.#shown = 0;
    }
    this.#shown += 1;
    if (this.#shown <= LINES_SHOWN) this.#parts.progress(line.slice(0, LONGEST_SHOWN));
    else this.#notShown += 1;
  }

  #sayNotShown(): void {
    if (this.#notShown > 0) this.#parts.progress(`… ${this.#notShown} more lines: they are in the file of its output`);
    this.#notShown = 0;
  }
}
