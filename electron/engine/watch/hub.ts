import type {
  ClusterObserved,
  CriterionWatch,
  LogLineObserved,
  MonitorObserved,
  ObservationBatch,
  ProbeObserved,
  Readiness,
  SaturationObserved,
  SaturationSeries,
  SignalSample,
  SourceState,
} from '#shared/contract/observations.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { WatchedObject } from '../adapters/kubernetes/port.ts';
import type { Clock } from '../clock.ts';

/** Bounded buffers: an hour of samples at five seconds and some, and the last lines of the logs. */
const MAX_SAMPLES = 1200;
const MAX_LINES = 5000;
/** A source that has not answered for three of its intervals is stale (product §7). */
const STALE_AFTER_MISSED = 3;

type Source = { -readonly [K in keyof SourceState]: SourceState[K] } & { intervalMs: number };

export const notProven: Readiness = { state: 'unknown', provenAt: null, checks: [], byHand: [], estimateMs: null };

/** Everything seen lately: high-rate, never events. Watchers write here, windows are told about once a second. */
export class ObservationHub {
  readonly #clock: Clock;
  #samples: SignalSample[] = [];
  #toldUntil = 0;
  readonly #saturation = new Map<string, SaturationSeries['points']>();
  #lines: LogLineObserved[] = [];
  readonly #probes = new Map<string, ProbeObserved>();
  readonly #untoldProbes = new Set<string>();
  readonly #sources = new Map<SourceState['id'], Source>();
  cluster: ClusterObserved | null = null;
  saturation: readonly SaturationObserved[] = [];
  monitors: readonly MonitorObserved[] = [];
  publicStatus: ObservationBatch['publicStatus'] = null;
  criteria: readonly CriterionWatch[] = [];
  readiness: Readiness = notProven;
  /** Watched objects as last listed, by kind and name: what the next look is compared with. Kept when watches begin anew. */
  readonly watched = new Map<string, { readonly at: number; readonly objects: ReadonlyMap<string, WatchedObject> }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Samples, oldest first. */
  samples(): readonly SignalSample[] {
    return this.#samples;
  }

  addSamples(fresh: readonly SignalSample[]): void {
    const last = this.#samples.at(-1)?.at ?? 0;
    this.#samples = [...this.#samples, ...fresh.filter((sample) => sample.at > last)].slice(-MAX_SAMPLES);
  }

  /** How full things were lately, each oldest first. */
  saturationSeries(): readonly SaturationSeries[] {
    return [...this.#saturation].map(([title, points]) => ({ title, points }));
  }

  addSaturation(title: string, fresh: SaturationSeries['points']): void {
    const kept = this.#saturation.get(title) ?? [];
    const last = kept.at(-1)?.at ?? 0;
    this.#saturation.set(title, [...kept, ...fresh.filter((point) => point.at > last)].slice(-MAX_SAMPLES));
  }

  addLines(lines: readonly LogLineObserved[]): void {
    this.#lines = [...this.#lines, ...lines].slice(-MAX_LINES);
  }

  lines(): readonly LogLineObserved[] {
    return this.#lines;
  }

  /** By item, in the order they were first seen. */
  get probes(): readonly ProbeObserved[] {
    return [...this.#probes.values()];
  }

  setProbe(observed: ProbeObserved): void {
    this.#probes.set(observed.item, observed);
    this.#untoldProbes.add(observed.item);
  }

  /** A source answered (no fault) or failed; `intervalMs` is real time. */
  answered(id: SourceState['id'], title: string, intervalMs: number, fault: Fault | null): void {
    const now = this.#clock.now();
    const before = this.#sources.get(id);
    const state = fault === null ? 'live' : 'failing';
    const since = before?.state === state ? before.since : now;
    this.#sources.set(id, {
      id,
      title,
      state,
      since,
      intervalMs,
      fault,
      seenAt: fault === null ? now : (before?.seenAt ?? null),
    });
  }

  sources(): readonly SourceState[] {
    const now = this.#clock.now();
    return [...this.#sources.values()].map(({ intervalMs, ...source }) => {
      const isOld =
        source.seenAt !== null &&
        this.#clock.toReal(now - source.seenAt) > STALE_AFTER_MISSED * Math.max(intervalMs, 1000);
      return source.state === 'live' && isOld ? { ...source, state: 'stale' as const } : source;
    });
  }

  /** What is new since the last batch, or everything that is kept. */
  batch(isWhole: boolean): ObservationBatch {
    const samples = isWhole ? this.#samples : this.#samples.filter((sample) => sample.at > this.#toldUntil);
    if (!isWhole) this.#toldUntil = this.#samples.at(-1)?.at ?? this.#toldUntil;
    const probes = isWhole ? this.probes : this.probes.filter(({ item }) => this.#untoldProbes.has(item));
    if (!isWhole) this.#untoldProbes.clear();
    const { cluster, saturation, monitors, publicStatus, criteria, readiness } = this;
    return {
      at: this.#clock.now(),
      sources: this.sources(),
      samples,
      cluster,
      saturation,
      monitors,
      publicStatus,
      criteria,
      readiness,
      probes,
    };
  }
}
