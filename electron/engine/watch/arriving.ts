import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { MISSED_INTERVALS } from '#shared/signals/sustained.ts';
import type { MetricsAnswer } from '../adapters/prometheus/port.ts';
import { type Clock, sampleIntervalMs } from '../clock.ts';
import type { Scrapes } from './scrapes.ts';

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
  /** What the pack's query for the newest sample has said; null where nobody can say. */
  readonly scrapes: Pick<Scrapes, 'newestAt' | 'isSeen'> | null;
  readonly latestAt: number | null;
  readonly until: number;
  readonly aheadMs: number | null;
};
/** Why metrics don't arrive, null: they do. `knownUntil`: after this nothing is known; null: all is. */
export type Arriving = { readonly fault: Fault | null; readonly knownUntil: number | null };

/** A sample older than this says that none arrive any more, launch time in ms. */
export const arrivesWithinMs = ({ signals }: Pick<LaunchPlan, 'signals'>, clock: Clock): number =>
  Math.max(signals.scraped?.withinMs ?? LEAST_WITHIN_MS, MISSED_INTERVALS * sampleIntervalMs(clock, { signals }));

/**
 * Whether metrics arrive at all: a Prometheus that no longer scrapes goes on answering. `latestAt` is when something was last
 * measured; `aheadMs` by how much its clock is ahead of ours. Of a server whose clock is far from ours nothing is known: what
 * it says of our now was measured at another time.
 */
export function arriving(
  plan: Pick<LaunchPlan, 'signals'>,
  clock: Clock,
  { scrapes, latestAt, until, aheadMs }: ToJudge,
): Arriving {
  const within = arrivesWithinMs(plan, clock);
  // A slow answer is no clock that is apart.
  if (aheadMs !== null && Math.abs(aheadMs) > Math.max(clock.toReal(within), LEAST_WITHIN_MS))
    return { fault: fault(`${apart(aheadMs)}: what it says of now is of another time`, SET_CLOCK), knownUntil: 0 };
  const { newestAt } = scrapes ?? {};
  if (scrapes?.isSeen === false)
    return { fault: fault('it has no recent sample of the services of this launch'), knownUntil: newestAt ?? 0 };
  if (newestAt != null && until - newestAt > within) {
    const seconds = Math.round((until - newestAt) / 1000);
    return { fault: fault(`nothing newer than ${seconds} s has been scraped`), knownUntil: newestAt };
  }
  return { fault: silence(latestAt === null ? null : until - latestAt, within), knownUntil: null };
}

/** What is scraped, and says nothing of this launch: what was measured grows old by itself. */
function silence(silentMs: number | null, within: number): Fault | null {
  if (silentMs === null) return fault('its queries show nothing of the services of this launch');
  return silentMs > within
    ? fault(`its queries have shown nothing of the services of this launch for ${Math.round(silentMs / 1000)} s`)
    : null;
}

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
