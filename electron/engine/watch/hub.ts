import type {
  CriterionWatch,
  LogLineObserved,
  ObservationBatch,
  ProbeObserved,
  Readiness,
  SaturationObserved,
  SaturationSeries,
  SignalSample,
} from '#shared/contract/observations.ts';
import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import type { MonitorObserved } from '#shared/contract/observed/outside.ts';
import type { WatchedObject } from '../adapters/kubernetes/port.ts';
import type { Clock } from '../clock.ts';
import { Sources } from './sources.ts';

/** Bounded buffers: an hour of samples at five seconds and some, and the last lines of the logs. */
const MAX_SAMPLES = 1200;
const MAX_LINES = 5000;

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
  readonly sources: Sources;
  cluster: ClusterObserved | null = null;
  saturation: readonly SaturationObserved[] = [];
  monitors: readonly MonitorObserved[] = [];
  publicStatus: ObservationBatch['publicStatus'] = null;
  disagreement: ObservationBatch['disagreement'] = null;
  vendors: ObservationBatch['vendors'] = [];
  alerts: ObservationBatch['alerts'] = null;
  measures: ObservationBatch['measures'] = [];
  criteria: readonly CriterionWatch[] = [];
  readiness: Readiness = notProven;
  /** Watched objects as last listed, by kind and name: what the next look is compared with. Kept when watches begin anew. */
  readonly watched = new Map<string, { readonly at: number; readonly objects: ReadonlyMap<string, WatchedObject> }>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.sources = new Sources(clock);
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

  /** What is new since the last batch, or everything that is kept. */
  batch(isWhole: boolean): ObservationBatch {
    const samples = isWhole ? this.#samples : this.#samples.filter((sample) => sample.at > this.#toldUntil);
    if (!isWhole) this.#toldUntil = this.#samples.at(-1)?.at ?? this.#toldUntil;
    const probes = isWhole ? this.probes : this.probes.filter(({ item }) => this.#untoldProbes.has(item));
    if (!isWhole) this.#untoldProbes.clear();
    const { cluster, saturation, measures, criteria, readiness } = this;
    const { monitors, publicStatus, disagreement, vendors, alerts } = this;
    return {
      at: this.#clock.now(),
      sources: this.sources.all(),
      samples,
      ...{ cluster, saturation, measures, criteria, readiness, probes },
      ...{ monitors, publicStatus, disagreement, vendors, alerts },
    };
  }
}
