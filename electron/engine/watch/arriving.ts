import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { MISSED_INTERVALS } from '#shared/signals/sustained.ts';
import type { MetricsAnswer } from '../adapters/prometheus/port.ts';
import { type Clock, sampleIntervalMs } from '../clock.ts';

/** Two clocks of a company's machines are no further apart than this, ms. */
const MOST_APART_MS = 5000;
/** A server that has just been started hasn't scraped everything yet. */
const LEAST_WITHIN_MS = 30_000;

const fault = (
  message: string,
  hint = 'Look at its targets: what is measured is unknown until they are scraped again.',
): Fault => ({
  ...{ kind: 'fault', cause: 'unavailable', retryable: true },
  message: `Prometheus answers, but ${message}.`,
  hint,
});

const SET_CLOCK = 'Set the clock of this machine, or of the server: what is measured is unknown until they agree.';

type ToJudge = {
  readonly scraped: MetricsAnswer | null;
  readonly latestAt: number | null;
  readonly until: number;
  readonly aheadMs: number | null;
};
/** Why metrics don't arrive, null: they do. `newestAt`: when the newest sample was scraped, null where that isn't the question. */
export type Arriving = { readonly fault: Fault | null; readonly newestAt: number | null };

/**
 * Whether metrics arrive at all: a Prometheus that no longer scrapes goes on answering. `scraped` is the pack's query for the
 * newest sample; `latestAt` is when something was last measured; `aheadMs` by how much its clock is ahead of ours. Of a server
 * whose clock is far from ours nothing is known: what it says of our now was measured at another time.
 */
export function arriving(
  { signals }: Pick<LaunchPlan, 'signals'>,
  clock: Clock,
  { scraped, latestAt, until, aheadMs }: ToJudge,
): Arriving {
  const intervalMs = sampleIntervalMs(clock, { signals });
  const within = Math.max(signals.scraped?.withinMs ?? LEAST_WITHIN_MS, MISSED_INTERVALS * intervalMs);
  // A slow answer is no clock that is apart.
  if (aheadMs !== null && Math.abs(aheadMs) > Math.max(clock.toReal(within), LEAST_WITHIN_MS))
    return { fault: fault(`${apart(aheadMs)}: what it says of now is of another time`, SET_CLOCK), newestAt: 0 };
  if (scraped !== null) {
    const newest = Math.max(0, ...scraped.series.map(({ values }) => newestAt(values, until)));
    if (newest === 0) return { fault: fault('it has no recent sample of the services of this launch'), newestAt: 0 };
    const ageMs = until - newest * 1000;
    if (ageMs > within)
      return {
        fault: fault(`nothing newer than ${Math.round(ageMs / 1000)} s has been scraped`),
        newestAt: newest * 1000,
      };
  }
  return { fault: silence(latestAt === null ? null : until - latestAt, within), newestAt: null };
}

/** What is scraped, and says nothing of this launch: what was measured grows old by itself. */
function silence(silentMs: number | null, within: number): Fault | null {
  if (silentMs === null) return fault('its queries show nothing of the services of this launch');
  return silentMs > within
    ? fault(`its queries have shown nothing of the services of this launch for ${Math.round(silentMs / 1000)} s`)
    : null;
}

const newestAt = (values: readonly (readonly [number, number])[], until: number): number => {
  const last = values.at(-1);
  return last === undefined || last[0] < until ? 0 : last[1];
};

/** That the server's clock is not this machine's, in words; null where they agree or launch time isn't real time. */
export function clocksApart({ facts }: Clock, aheadMs: number | null): string | null {
  const isReal = facts.speed === 1 && facts.startedAtLaunch === facts.startedAtReal;
  if (!isReal || aheadMs === null || Math.abs(aheadMs) <= MOST_APART_MS) return null;
  return apart(aheadMs);
}

const apart = (aheadMs: number): string =>
  `its clock is ${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine's`;

/** By how much the server's clock is ahead of this machine's, by the first answer that says it, real ms. */
export const aheadOf = (answers: readonly MetricsAnswer[]): number | null =>
  answers.find(({ clockAheadMs }) => clockAheadMs != null)?.clockAheadMs ?? null;
