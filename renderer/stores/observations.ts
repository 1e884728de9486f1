import { create } from 'zustand';
import type { Pushes } from '#shared/contract/calls.ts';
import { KEPT_SAMPLES } from '#shared/contract/kept-samples.ts';
import type { ObservationBatch, ProbeObserved, SignalSample } from '#shared/contract/observations.ts';
import { isScraped } from '#shared/views/signals/freshness.ts';
import { type SignalPoint, signalPoint } from '#shared/views/signals/point.ts';

/** Charts show an hour of launch time; a little more is kept. */
const KEPT_MS = 65 * 60_000;

export type Observations = {
  /** The newest of everything but the samples. */
  readonly latest: ObservationBatch | null;
  readonly samples: readonly SignalSample[];
  readonly points: readonly SignalPoint[];
};

export const emptyObservations: Observations = { latest: null, samples: [], points: [] };

export const useObservations = create<Observations>(() => emptyObservations);

/** Adds a live batch. What lies in its future has not happened yet: the machine's clock was set back, and the engine forgot it. */
export const takeBatch = (before: Observations, batch: ObservationBatch): Observations =>
  added(forgottenAfter(measuredSame(before, batch), batch.at), batch);

/** What was measured elsewhere, or asked in other words, is nothing of this. */
const measuredSame = (before: Observations, { measuredAnew }: ObservationBatch): Observations =>
  (before.latest?.measuredAnew ?? measuredAnew) === measuredAnew ? before : { ...before, samples: [], points: [] };

/** Samples already there are left out, old ones go, and those of a time in which nothing was scraped. */
function added(earlier: Observations, batch: ObservationBatch): Observations {
  const before = scrapedOnly(earlier, batch);
  const newest = before.samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const fresh = batch.samples.filter((sample) => sample.at > newest);
  const latest = { ...batch, probes: mergedProbes(before.latest?.probes ?? [], batch.probes) };
  if (fresh.length === 0) return { ...before, latest };
  const samples = [...before.samples, ...fresh];
  const points = [...before.points, ...fresh.map(signalPoint)];
  const from = firstKept(samples);
  return { latest, samples: samples.slice(from), points: points.slice(from) };
}

/** Adds all that is kept, asked for when a window opens; a live batch, also a newer one, may have come before it. */
export function takeAll(earlier: Observations, all: ObservationBatch): Observations {
  const newer = earlier.latest !== null && earlier.latest.at > all.at ? earlier.latest : null;
  // An engine that has started anew counts from 0 again: only their times tell which of two is newer.
  if (newer !== null && newer.measuredAnew !== all.measuredAnew) return earlier;
  const before = measuredSame(earlier, all);
  const oldest = before.samples[0]?.at ?? Number.POSITIVE_INFINITY;
  const scraped = all.samples.filter(({ at }) => isScraped(at, newer?.unscraped ?? []));
  const older = scraped.filter(({ at }) => at < oldest);
  const samples = [...older, ...before.samples];
  const points = [...older.map(signalPoint), ...before.points];
  const taken = added({ ...before, samples, points }, { ...all, samples: scraped });
  return newer === null ? taken : { ...taken, latest: { ...newer, probes: mergedProbes(all.probes, newer.probes) } };
}

/** What has changed in the cluster since the last batch; before the first one there is nothing to add it to. */
export const takeCluster = (before: Observations, seen: Pushes['observations.cluster']): Observations =>
  before.latest === null ? before : { ...before, latest: { ...before.latest, ...seen } };

const forgottenAfter = (before: Observations, now: number): Observations =>
  (before.samples.at(-1)?.at ?? now) <= now ? before : keeping(before, (at) => at <= now);

/** The engine forgets them as soon as that time is over, which it tells with its holes: they are looked through when there is a new one. */
function scrapedOnly(before: Observations, { unscraped }: ObservationBatch): Observations {
  const last = before.latest?.unscraped.at(-1)?.before;
  if (unscraped.length === 0 || unscraped.at(-1)?.before === last) return before;
  return keeping(before, (at) => isScraped(at, unscraped));
}

function keeping({ latest, samples, points }: Observations, isKept: (at: number) => boolean): Observations {
  const keeps = ({ at }: { readonly at: number }): boolean => isKept(at);
  return { latest, samples: samples.filter(keeps), points: points.filter(keeps) };
}

/** A batch brings only the probes that have changed. */
function mergedProbes(before: readonly ProbeObserved[], changed: readonly ProbeObserved[]): readonly ProbeObserved[] {
  if (changed.length === 0) return before;
  const byItem = new Map([...before, ...changed].map((probe) => [probe.item, probe]));
  return [...byItem.values()];
}

function firstKept(samples: readonly SignalSample[]): number {
  const oldest = (samples.at(-1)?.at ?? 0) - KEPT_MS;
  const index = samples.findIndex((sample) => sample.at >= oldest);
  return Math.max(index, samples.length - KEPT_SAMPLES, 0);
}
