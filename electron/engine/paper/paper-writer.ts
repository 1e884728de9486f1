import { join } from 'node:path';
import type { Pushes, PushName } from '#shared/contract/calls.ts';
import type { PaperWritten } from '#shared/contract/facts.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Fault, refusal, type Trouble } from '#shared/lib/trouble.ts';
import { paperHtml } from '#shared/views/paper/paper-html.ts';
import { paperOf } from '#shared/views/paper/paper-of.ts';
import { LOG_LINES } from '#shared/views/paper/sections/log-lines.ts';
import type { Clock } from '../clock.ts';
import type { Dispatcher } from '../dispatcher/dispatcher.ts';
import { fromRecorded } from '../dispatcher/stored.ts';
import { isWorldError } from '../store/faults.ts';
import type { Log } from '../store/log.ts';
import type { ObservationHub } from '../watch/hub.ts';
import { keepPaper, paperStem } from './paper-files.ts';
import { paperReasons } from './paper-reason.ts';

export type PaperParts = {
  /** Where the launch lies; its papers lie in `paper` below it. */
  readonly folder: string;
  readonly dispatcher: Pick<Dispatcher, 'state' | 'position' | 'listen'>;
  readonly log: Pick<Log, 'head' | 'events'>;
  readonly hub: Pick<ObservationHub, 'readiness'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Never to be read on paper, wherever they might have got to. */
  readonly secrets: () => readonly string[];
  readonly push: <N extends PushName>(name: N, data: Pushes[N]) => void;
  /** Says that a paper could not be written by itself, and with null that one could again. */
  readonly say: (trouble: Fault | null) => void;
  readonly bug: (error: unknown) => void;
};

/** A burst, e.g. six sign-offs one after the other, makes one paper: real ms. */
const SETTLE_MS = 400;
/** However long the burst goes on, one is written after this, real ms. */
const LONGEST_MS = 3000;

/** Writes the launch's paper: by itself at every gate and sign-off, and when asked. It never holds up the dispatcher. */
export class PaperWriter {
  readonly #parts: PaperParts;
  readonly #unlisten: () => void;
  #reasons: string[] = [];
  #waitingSince = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** One paper after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: PaperParts) {
    this.#parts = parts;
    this.#unlisten = parts.dispatcher.listen((events) => {
      const reasons = paperReasons(events, parts.dispatcher.state);
      if (reasons.length > 0) this.#soon(reasons);
    });
  }

  /** Writes now; a fault says that the disk is full or can't be written, and what to do. */
  write(why: string): Promise<Result<PaperWritten, Trouble>> {
    const reasons = [...this.#reasons, why];
    this.#reasons = [];
    clearTimeout(this.#timer);
    const written = this.#last.then(() => this.#write([...new Set(reasons)].join('; ')));
    this.#last = written.catch(() => undefined);
    return written;
  }

  #soon(reasons: readonly string[]): void {
    if (this.#isClosed) return;
    if (this.#reasons.length === 0) this.#waitingSince = performance.now();
    this.#reasons.push(...reasons);
    clearTimeout(this.#timer);
    const leftMs = this.#waitingSince + LONGEST_MS - performance.now();
    this.#timer = setTimeout(() => this.#byItself(), Math.max(0, Math.min(SETTLE_MS, leftMs)));
  }

  #byItself(): void {
    const [first, ...rest] = this.#reasons;
    if (first === undefined) return;
    this.#reasons = rest;
    this.write(first)
      .then((written) => this.#parts.say(written.ok || written.error.kind !== 'fault' ? null : written.error))
      .catch(this.#parts.bug);
  }

  async #write(why: string): Promise<Result<PaperWritten, Trouble>> {
    const { folder, dispatcher, log, hub, clock, secrets, push } = this.#parts;
    const { state, position } = dispatcher;
    const at = clock.now();
    const { byHand, commands, provenAt } = hub.readiness;
    const paper = paperOf({
      state,
      now: at,
      why,
      log: { position, headHash: log.head().hash, events: this.#newest(position) },
      proven: { byHand, commands, at: provenAt },
    });
    if (paper === null) return err(refusal('no-launch', 'No launch is open.', 'Make or open a launch.'));
    const kept = await keepPaper(join(folder, 'paper'), paperStem(at, position, why), paperHtml(paper, secrets()));
    if (!kept.ok) return kept;
    const pdf = kept.value.replace(/\.html$/, '.pdf');
    const written: PaperWritten = { launch: state.launch?.id ?? '', html: kept.value, pdf, at, why };
    push('paper.written', written);
    return ok(written);
  }

  /** The end of the log; a log that can't be read leaves it out, the paper is needed all the more. */
  #newest(position: number) {
    try {
      const events = [...this.#parts.log.events(Math.max(0, position - LOG_LINES))];
      return events.flatMap((recorded) => fromRecorded(recorded) ?? []);
    } catch (error) {
      if (isWorldError(error)) return [];
      throw error;
    }
  }

  /** Writes what still waits, then rests. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unlisten();
    clearTimeout(this.#timer);
    this.#byItself();
    await this.#last;
  }
}
