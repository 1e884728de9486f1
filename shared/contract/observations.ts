import type { ProbeKind } from '../domain/plan/probe.ts';
import type { ProbeVerdict } from '../domain/probe/verdict.ts';
import type { ReadinessCheck } from '../domain/signal/judged.ts';
import type { ClusterObserved } from './observed/cluster.ts';
import type {
  AlertObserved,
  AlertsSeen,
  DisagreementObserved,
  MonitorObserved,
  PageObserved,
  VendorObserved,
} from './observed/outside.ts';
import type { SourceState } from './observed/source.ts';

/** What was last seen of the outside: never an event, pushed into bounded buffers. Times are launch time, epoch ms. */
export type SubsetSignal = {
  readonly service: string;
  readonly subset: 'stable' | 'canary';
  readonly requestsPerSecond: number | null;
  readonly errorRatePercent: number | null;
  readonly p95Ms: number | null;
};

/** One sample of every service and subset; a value that wasn't there is null, never zero. */
export type SignalSample = {
  readonly at: number;
  readonly subsets: readonly SubsetSignal[];
  /** The server said that a part of the data was missing: what rests on it is never good. */
  readonly isPartial?: true;
};

/** One reading; a value that wasn't there is null. `of` is what it is a part of, where the measure has such a thing. */
export type MeasurePoint = {
  readonly at: number;
  readonly value: number | null;
  readonly of: number | null;
  /** A part of the data was missing. */
  readonly isPartial?: true;
};

/** One of the pack's measures at one place, oldest first. */
export type MeasureSeries = {
  /** Its id in the pack. */
  readonly measure: string;
  /** Values of the labels that make its place, by label: `{ service: 'search-service', subset: 'canary' }`. */
  readonly place: Readonly<Record<string, string>>;
  readonly points: readonly MeasurePoint[];
};

/** What one of the pack's measures reads now: its worst place. */
export type MeasureObserved = {
  readonly id: string;
  readonly title: string;
  /** `%`, `ms`, `conn`, or empty for a number. */
  readonly unit: string;
  /** What the services depend on that it speaks of, e.g. `PostgreSQL`; null where it is of none. */
  readonly dependency: string | null;
  /** Null: nothing newer than three intervals. */
  readonly value: number | null;
  /** `search-service canary`; null where it has no place. */
  readonly where: string | null;
  /** What the value is a part of (`212 of 400 conn`); null where it is of nothing. */
  readonly of: number | null;
  /** Bad beyond this, in the unit of the value. */
  readonly limit: number | null;
  /** True: good above the limit (a hit ratio), not below it. */
  readonly isLimitBelow: boolean;
  readonly verdict: 'good' | 'watch' | 'act' | 'unknown';
  readonly at: number | null;
};

/** What a criterion of success reads now that one of the measures shows (runbook §6.2). */
export type SuccessObserved = {
  /** Its list's id, and its own. */
  readonly list: string;
  readonly criterion: string;
  readonly verdict: 'good' | 'bad' | 'unknown';
  /** As people read it: `0.02 % at search-service`. */
  readonly text: string;
};

/** What one run of a probe found. */
export type ProbeResult = {
  readonly at: number;
  readonly verdict: ProbeVerdict;
  /** What was seen, as people read it: `valid for 83 days, issued by ...`. */
  readonly text: string;
  /** Real milliseconds; null when nothing answered. */
  readonly latencyMs: number | null;
};
/** The probe of a checklist item. */
export type ProbeObserved = {
  readonly item: string;
  readonly kind: ProbeKind;
  readonly isRunning: boolean;
  readonly last: ProbeResult | null;
  /** Newest last, at most 60, `last` included. */
  readonly history: readonly ProbeResult[];
};

/** Time left until a watched criterion trips; null when its condition isn't met now. */
export type CriterionWatch = {
  readonly criterion: string;
  readonly where: string;
  readonly value: number | null;
  readonly tripsAt: number | null;
  readonly verdict: 'good' | 'building' | 'tripped' | 'too-few' | 'unknown';
};

export type Readiness = {
  readonly state: 'ready' | 'not-ready' | 'unknown';
  readonly provenAt: number | null;
  readonly checks: readonly ReadinessCheck[];
  /**
   * The commands that do the quick rollback by hand on this cluster: those of its weights, scales, flags and messages, in
   * the order of the operations. `commands` has all of them, by step.
   */
  readonly byHand: readonly string[];
  /** Everything to type for either rollback, in an order in which one person can do it. */
  readonly commands?: readonly CommandByHand[];
  /**
   * How long a rollback is expected to take, real milliseconds: from the last one of this launch, else from those measured
   * on this machine with the same pack; null where none was.
   */
  readonly estimateMs: number | null;
};

/** What does one operation of a rollback by hand, for this cluster, with its context and namespace. */
export type CommandByHand = {
  /** Its id in the plan. */
  readonly procedure: string;
  /** Step of the procedure; null where the operation belongs to none. */
  readonly step: string | null;
  readonly operation: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** Planned against this cluster just now; else as it follows from the runbook. */
  readonly isProven: boolean;
};

/** Between these two, epoch ms, nothing was scraped, as far as anybody was told: nothing is known of it. */
export type Unscraped = { readonly after: number; readonly before: number };

/** Pushed about once a second of real time; `samples` holds only what is new, `probes` those that have changed. */
export type ObservationBatch = {
  readonly at: number;
  readonly sources: readonly SourceState[];
  readonly samples: readonly SignalSample[];
  /** Whatever samples say of later than this isn't known, however fresh they are; 0: nothing is. Null: all of it is. */
  readonly knownUntil: number | null;
  /** Times that nothing is known of and that are over: of what was said of them nothing is kept. */
  readonly unscraped: readonly Unscraped[];
  /** How often all that was measured has been forgotten since the launch was opened: another server is asked, or other queries. */
  readonly measuredAnew: number;
  readonly cluster: ClusterObserved | null;
  readonly measures: readonly MeasureObserved[];
  readonly monitors: readonly MonitorObserved[];
  /** Our own public status page as the public reads it; null when it was never read. */
  readonly publicStatus: PageObserved | null;
  readonly disagreement: DisagreementObserved | null;
  readonly vendors: readonly VendorObserved[];
  /** Alerts that fire now, worst first, at most 100; null when nobody could be asked. */
  readonly alerts: readonly AlertObserved[] | null;
  readonly alertsSeen: AlertsSeen;
  readonly criteria: readonly CriterionWatch[];
  /** Criteria of success that a measure shows; the others are asked of people. */
  readonly success: readonly SuccessObserved[];
  readonly readiness: Readiness;
  readonly probes: readonly ProbeObserved[];
};
