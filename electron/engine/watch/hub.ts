import { KEPT_SAMPLES } from '#shared/contract/kept-samples.ts';
import type {
  CriterionWatch,
  MeasurePoint,
  MeasureSeries,
  ObservationBatch,
  ProbeObserved,
  Readiness,
  SignalSample,
} from '#shared/contract/observations.ts';
import type { ClusterObserved, PodObserved } from '#shared/contract/observed/cluster.ts';
import type { MonitorObserved } from '#shared/contract/observed/outside.ts';
import { isScraped } from '#shared/views/signals/freshness.ts';
import type { WatchedObject } from '../adapters/kubernetes/port.ts';
import type { MetricsAnswer, StepRange } from '../adapters/prometheus/port.ts';
import type { Clock } from '../clock.ts';
import { LogDesk } from './logs/log-desk.ts';
import { MeasureStore } from './measure-store.ts';
import { RestartCount } from './restarts.ts';
import { Scrapes } from './scrapes.ts';
import { Sources } from './sources.ts';

export const notProven: Readiness = { state: 'unknown', provenAt: null, checks: [], byHand: [], estimateMs: null };

/** Everything seen lately: high-rate, never events. Watchers write here, windows are told about once a second. */
export class ObservationHub {
  readonly #clock: Clock;
  #samples: SignalSample[] = [];
  #toldUntil = 0;
  #measured = new MeasureStore();
  #measuredBy: string | null = null;
  #measuredAnew = 0;
  readonly #probes = new Map<string, ProbeObserved>();
  readonly #untoldProbes = new Set<string>();
  readonly sources: Sources;
  readonly logs = new LogDesk();
  /** When the server scraped what is measured. */
  scrapes = new Scrapes();
  /** Whatever queries say of later than this, launch time, is not known; 0: of none of it. Null: all of it is. */
  knownUntil: number | null = null;
  /** Measures that have more places than are kept: only a part of them is known. */
  readonly cutShort = new Set<string>();
  cluster: ClusterObserved | null = null;
  /** A pod of the launch's namespace as the cluster's feed has it, in trouble or not; null for one it doesn't have. */
  findPod: (name: string) => PodObserved | null = () => null;
  /** Kept when watches begin anew: what had been counted by then would be gone. */
  readonly restartCount = new RestartCount();
  /** Restarts since the canary began, by Deployment; undefined before. */
  restartsSinceCanary: Readonly<Record<string, number>> | undefined;
  monitors: readonly MonitorObserved[] = [];
  publicStatus: ObservationBatch['publicStatus'] = null;
  /** Where that was read. */
  publicStatusUrl: string | null = null;
  disagreement: ObservationBatch['disagreement'] = null;
  vendors: ObservationBatch['vendors'] = [];
  /** Where each vendor's page is read, by its id. */
  vendorUrls: ReadonlyMap<string, string> = new Map();
  alerts: ObservationBatch['alerts'] = null;
  alertsSeen: ObservationBatch['alertsSeen'] = { prometheus: null, alertmanager: null };
  measures: ObservationBatch['measures'] = [];
  criteria: readonly CriterionWatch[] = [];
  success: ObservationBatch['success'] = [];
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
    const news = fresh.filter(({ at }) => at > last && this.#isScraped(at));
    this.#samples = [...this.#samples, ...news].slice(-KEPT_SAMPLES);
  }

  readonly #isScraped = (at: number): boolean => isScraped(at, this.scrapes.holes);

  /** What a measure of the pack showed lately, by place, each oldest first; without an id those of all. */
  measureSeries(measure?: string): readonly MeasureSeries[] {
    return this.#measured.series(measure);
  }

  /** False where a measure has more places than are kept. */
  addMeasure(measure: string, place: MeasureSeries['place'], fresh: readonly MeasurePoint[]): boolean {
    return this.#measured.add(
      measure,
      place,
      fresh.filter(({ at }) => this.#isScraped(at)),
    );
  }

  /** When it was scraped, by these steps. Of a time in which nothing was, nothing is kept as soon as it is over. */
  addScrapes(answer: MetricsAnswer, range: StepRange, withinMs: number): void {
    if (!this.scrapes.take(answer, range, withinMs)) return;
    this.#samples = this.#samples.filter(({ at }) => this.#isScraped(at));
    this.#measured.keep(this.#isScraped);
  }

  /** Who answers, and what is asked, as one text: what another server said, or to other queries, is nothing of this. */
  measuredBy(source: string): void {
    if (this.#measuredBy !== null && this.#measuredBy !== source) this.forgetMeasured();
    this.#measuredBy = source;
  }

  /** How often all that was measured has been forgotten: who asks begins anew with each. */
  get measuredAnew(): number {
    return this.#measuredAnew;
  }

  /** Nothing that was measured counts any more: nothing is known until it is asked for again. */
  forgetMeasured(): void {
    this.#samples = [];
    this.#toldUntil = 0;
    this.#measuredAnew += 1;
    this.#measured = new MeasureStore();
    this.scrapes = new Scrapes();
    this.cutShort.clear();
    this.knownUntil = 0;
    this.measures = [];
    this.criteria = [];
    this.success = [];
  }

  /** By item, in the order they were first seen. */
  get probes(): readonly ProbeObserved[] {
    return [...this.#probes.values()];
  }

  setProbe(observed: ProbeObserved): void {
    this.#probes.set(observed.item, observed);
    this.#untoldProbes.add(observed.item);
  }

  /** The cluster as windows are told of it. */
  countedCluster(): ClusterObserved | null {
    const { cluster, restartsSinceCanary } = this;
    return cluster === null || restartsSinceCanary === undefined ? cluster : { ...cluster, restartsSinceCanary };
  }

  /** What is new since the last batch, or everything that is kept. */
  batch(isWhole: boolean): ObservationBatch {
    const samples = isWhole ? this.#samples : this.#samples.filter((sample) => sample.at > this.#toldUntil);
    if (!isWhole) this.#toldUntil = this.#samples.at(-1)?.at ?? this.#toldUntil;
    const probes = isWhole ? this.probes : this.probes.filter(({ item }) => this.#untoldProbes.has(item));
    if (!isWhole) this.#untoldProbes.clear();
    const cluster = this.countedCluster();
    const { measures, criteria, success, readiness, knownUntil } = this;
    const { monitors, publicStatus, disagreement, vendors, alerts, alertsSeen } = this;
    return {
      at: this.#clock.now(),
      sources: this.sources.all(),
      ...{ samples, knownUntil, unscraped: this.scrapes.holes, measuredAnew: this.#measuredAnew },
      ...{ cluster, measures, criteria, success, readiness, probes },
      ...{ monitors, publicStatus, disagreement, vendors, alerts, alertsSeen },
    };
  }
}
