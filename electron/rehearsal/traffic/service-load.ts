import { drift } from '../noise.ts';
import type { WorldService } from '../world/world.ts';
import type { SubsetSeen } from './observed.ts';

/** Upper bounds of the latency histogram, seconds. */
export const BUCKETS_S = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2.5, 5, 10,
];
const SPREAD = 0.55;
/** Pods of stable run at this part of what they can carry. */
const USUAL_LOAD = 0.6;
const BASE_ERROR_RATIO = 0.0002;
const NOT_FOUND_RATIO = 0.004;

/** What faults do to what is measured: to one subset of one service, or to a reading of the whole platform. */
export type TrafficFaults = {
  errorPercent(service: string, subset: string): number;
  latencyFactor(service: string, subset: string): number;
  /** The value that a platform's reading stands at whatever the traffic; null where none is pinned. */
  pinned(metric: string, namespace: string): number | null;
};

/** What one subset did within a step. */
export type SubsetLoad = {
  readonly requestsPerSecond: number;
  /** Parts of all its requests by HTTP status. */
  readonly ratioByCode: ReadonlyMap<string, number>;
  readonly errorRatio: number;
  readonly medianMs: number;
  /** Load of its ready pods against what they can carry. */
  readonly utilisation: number;
};

/** Standard normal distribution function (Abramowitz and Stegun 7.1.26). */
function normal(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp((-x * x) / 2);
  return x < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
}

/** Part of the answers that took at most `boundS`; latencies are log-normal around the median. */
export const partWithin = (boundS: number, medianMs: number): number =>
  normal(Math.log((boundS * 1_000) / medianMs) / SPREAD);
/** Mean of that distribution, seconds. */
export const meanSeconds = (medianMs: number): number => (medianMs / 1_000) * Math.exp((SPREAD * SPREAD) / 2);

/** Flat while there is room, climbing from 80 %, steep when pods are overrun. */
function latencyUnderLoad(utilisation: number): number {
  if (utilisation <= 0.8) return 1;
  if (utilisation <= 1) return 1 + 2 * ((utilisation - 0.8) / 0.2) ** 2;
  return Math.min(12, 3 + 6 * (utilisation - 1));
}

/** What the image itself brings along: `bad` fails 6 % of its requests, `slow` takes half as long again. */
function fromImages(subset: SubsetSeen): { readonly errorPercent: number; readonly factor: number } {
  const ready = subset.pods.filter((pod) => pod.isReady);
  const part = (word: string) =>
    ready.length === 0 ? 0 : ready.filter((pod) => pod.image.includes(word)).length / ready.length;
  return { errorPercent: 6 * part('bad'), factor: 1 + 0.5 * part('slow') };
}

/** The load of a subset: requests by its share, errors and latency by faults, images and how many pods are ready. */
export function subsetLoad(
  service: WorldService,
  subset: SubsetSeen,
  replicas: number,
  step: number,
  seed: number,
  faults: TrafficFaults,
): SubsetLoad {
  const requestsPerSecond = service.requestsPerSecond * subset.share * (1 + 0.04 * drift(step, 24, seed, service.name));
  const ready = subset.pods.filter((pod) => pod.isReady).length;
  const capacity = (ready * service.requestsPerSecond) / (replicas * USUAL_LOAD);
  const utilisation = capacity > 0 ? requestsPerSecond / capacity : 0;
  const shed = requestsPerSecond === 0 ? 0 : capacity === 0 ? 1 : Math.max(0, 1 - 1 / utilisation);
  const image = fromImages(subset);
  const injected = Math.min(100, faults.errorPercent(service.name, subset.name) + image.errorPercent) / 100;
  const failed =
    (1 - shed) *
    Math.min(1, injected + BASE_ERROR_RATIO * (1 + 0.3 * drift(step, 6, seed, service.name, subset.name, 'errors')));
  const missing = (1 - shed - failed) * NOT_FOUND_RATIO;
  const ratioByCode = new Map([
    ['200', 1 - shed - failed - missing],
    ['404', missing],
    ['500', failed],
    ['503', shed],
  ]);
  const factor = latencyUnderLoad(utilisation) * faults.latencyFactor(service.name, subset.name) * image.factor;
  const medianMs = service.medianMs * factor * (1 + 0.02 * drift(step, 12, seed, service.name, 'latency'));
  return { requestsPerSecond, ratioByCode, errorRatio: failed + shed, medianMs, utilisation };
}
