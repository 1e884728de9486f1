import type { ProbeObserved, ProbeResult } from '#shared/contract/observations.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import { ItemId } from '#shared/domain/ids.ts';
import type { ChecklistItem } from '#shared/domain/plan/checklist.ts';
import type { ProbeSpec } from '#shared/domain/plan/probe.ts';
import type { ProbeVerdict } from '#shared/domain/probe/verdict.ts';
import { pacedMs } from '../clock.ts';
import { type LookingOnce, lookOnce } from './look-once.ts';
import { tells } from './tells.ts';
import { Turns } from './turns.ts';

/** However fast a rehearsal runs, no probe runs by itself more often: real milliseconds. */
const LEAST_INTERVAL_MS = 10_000;
/** A doubt is looked at again so soon. */
const DOUBT_MS = 3000;
const AT_A_TIME = 4;
const KEPT = 60;
/** A program that is told to end gets this long, real milliseconds. */
const CLOSING_MS = 1500;

type Entry = {
  readonly item: string;
  readonly spec: ProbeSpec;
  history: readonly ProbeResult[];
  running: Promise<ProbeResult> | null;
  /** The look that a person asked for while one was running. */
  next: Promise<ProbeResult> | null;
  isDemanded: boolean;
  timer: NodeJS.Timeout | undefined;
};

export type ProbeRunnerParts = LookingOnce & {
  readonly items: readonly ChecklistItem[];
  /** What the record says of an item now. */
  readonly recorded: (item: string) => ProbeVerdict | undefined;
  readonly tell: (command: EngineCommand) => void;
  /** Whether the launch's first step has begun. */
  readonly hasBegun: () => boolean;
};

/** Runs the probes of a launch by schedule and on demand, never one of them twice at the same time. */
export class ProbeRunner {
  readonly #parts: ProbeRunnerParts;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #turns = new Turns<Entry>(AT_A_TIME, (entry) => this.#start(entry));
  readonly #abort = new AbortController();
  readonly #unended = new Set<Promise<void>>();

  constructor(parts: ProbeRunnerParts) {
    this.#parts = parts;
    const fresh = { history: [], running: null, next: null, isDemanded: false, timer: undefined };
    this.#entries = new Map(
      parts.items.flatMap(({ id, probe }) => (probe === undefined ? [] : [[id, { item: id, spec: probe, ...fresh }]])),
    );
    for (const entry of this.#entries.values()) {
      this.#observe(entry);
      this.#turns.ask(entry);
    }
  }

  /**
   * Runs an item's probe now, because a person asks. One that is running may have looked before what the person has
   * just done: it ends, and another look answers, one for all who asked meanwhile.
   */
  run(item: string): Promise<ProbeResult> {
    const entry = this.#entries.get(item);
    if (entry === undefined) return Promise.resolve(this.#unseen(`The runbook has no probe for "${item}".`));
    this.#turns.drop(entry);
    if (entry.running === null) return this.#startDemanded(entry);
    const again = (): Promise<ProbeResult> => {
      entry.next = null;
      return entry.running ?? this.#startDemanded(entry);
    };
    entry.next ??= entry.running.then(again, again);
    return entry.next;
  }

  /** Before a tick: what was seen last goes into the record, so that the tick carries it. */
  recordLast(item: string, recordedAt: number | undefined): void {
    const last = this.#entries.get(item)?.history.at(-1);
    // Nothing has answered yet and nothing is on record: there is no word to carry.
    if (last === undefined || last.at <= (recordedAt ?? 0)) return;
    if (last.verdict === 'unknown' && recordedAt === undefined) return;
    const { verdict, text, at: seenAt } = last;
    this.#parts.tell({ type: 'probe.judge', item: ItemId.parse(item), verdict, text, seenAt });
  }

  /** Something can be reached that could not before: what was unknown is looked at again. */
  lookAgain(): void {
    for (const entry of this.#entries.values())
      if (entry.history.at(-1)?.verdict === 'unknown' && entry.running === null) this.#turns.ask(entry);
  }

  /** Ends what is running, programs too. */
  async close(): Promise<void> {
    this.#abort.abort();
    this.#turns.close();
    for (const entry of this.#entries.values()) clearTimeout(entry.timer);
    const late = new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref());
    await Promise.race([Promise.all(this.#unended), late]);
  }

  #startDemanded(entry: Entry): Promise<ProbeResult> {
    if (this.#abort.signal.aborted) return Promise.resolve(this.#unseen('The launch was closed.'));
    entry.isDemanded = true;
    return this.#start(entry);
  }

  #unseen(text: string): ProbeResult {
    return { at: this.#parts.parts().clock.now(), verdict: 'unknown', text, latencyMs: null };
  }

  #start(entry: Entry): Promise<ProbeResult> {
    clearTimeout(entry.timer);
    const { result, ended } = lookOnce(entry.spec, this.#parts, this.#abort.signal);
    this.#unended.add(ended);
    void ended.then(() => this.#unended.delete(ended));
    entry.running = result.then((seen) => {
      entry.running = null;
      if (!this.#abort.signal.aborted) this.#take(entry, seen);
      return seen;
    });
    this.#observe(entry);
    return entry.running;
  }

  #take(entry: Entry, seen: ProbeResult): void {
    const before = entry.history.at(-1)?.verdict;
    const isDemanded = entry.isDemanded;
    entry.isDemanded = false;
    entry.history = [...entry.history, seen].slice(-KEPT);
    this.#observe(entry);
    const recorded = this.#parts.recorded(entry.item);
    const { verdict, text, at: seenAt } = seen;
    if (tells({ recorded, before, now: verdict, isDemanded }))
      this.#parts.tell({ type: 'probe.judge', item: ItemId.parse(entry.item), verdict, text, seenAt });
    this.#schedule(entry, verdict !== 'good' && verdict !== this.#parts.recorded(entry.item));
  }

  /** By schedule; one that is about the time before the launch rests once the launch has begun. */
  #again(entry: Entry): void {
    if (entry.spec.until === 'launch' && this.#parts.hasBegun()) return;
    this.#turns.ask(entry);
  }

  /** A doubt is looked at again soon: a failure that is one is told in seconds, not after a whole interval. */
  #schedule(entry: Entry, isDoubt: boolean): void {
    const waitMs = isDoubt ? DOUBT_MS : pacedMs(this.#parts.parts().clock, entry.spec.everyMs, LEAST_INTERVAL_MS);
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this.#again(entry), Math.min(waitMs, 2_147_483_647));
  }

  #observe({ item, spec, history, running }: Entry): void {
    const observed: ProbeObserved = {
      item,
      kind: spec.check.kind,
      isRunning: running !== null,
      last: history.at(-1) ?? null,
      history,
    };
    this.#parts.parts().hub.setProbe(observed);
  }
}
