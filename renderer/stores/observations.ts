import { create } from 'zustand';
import type { Pushes } from '#shared/contract/calls.ts';
import { KEPT_SAMPLES } from '#shared/contract/kept-samples.ts';
import type { ObservationBatch, ProbeObserved, SignalSample } from '#shared/contract/observations.ts';
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
  added(forgottenAfter(before, batch.at), batch);

/** Samples already there are left out, old ones go. */
function added(before: Observations, batch: ObservationBatch): Observations {
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
export function takeAll(before: Observations, all: ObservationBatch): Observations {
  const oldest = before.samples[0]?.at ?? Number.POSITIVE_INFINITY;
  const older = all.samples.filter((sample) => sample.at < oldest);
  const samples = [...older, ...before.samples];
  const points = [...older.map(signalPoint), ...before.points];
  return added({ ...before, samples, points }, all);
}

/** What has changed in the cluster since the last batch; before the first one there is nothing to add it to. */
export const takeCluster = (before: Observations, seen: Pushes['observations.cluster']): Observations =>
  before.latest === null ? before : { ...before, latest: { ...before.latest, ...seen } };

function forgottenAfter(before: Observations, now: number): Observations {
  const { samples, points } = before;
  if ((samples.at(-1)?.at ?? now) <= now) return before;
  const hasBeen = ({ at }: { readonly at: number }): boolean => at <= now;
  return { ...before, samples: samples.filter(hasBeen), points: points.filter(hasBeen) };
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
