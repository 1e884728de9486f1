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

const ASKED =
  'Ask it for `signals.scraped` of the pack and see why it takes so long: what is measured is unknown until it has said so.';
const SET_CLOCK = 'Set the clock of this machine, or of the server: what is measured is unknown until they agree.';

type ToJudge = {
  /** What the pack's query for the newest sample has said; null where it can't tell. */
  readonly scrapes: Pick<Scrapes, 'newestAt' | 'toldUntil' | 'isSeen'> | null;
  /** When something of the services was last measured. */
  readonly latestAt: number | null;
  readonly now: number;
  /** By how much the server's clock is ahead of ours, real ms. */
  readonly aheadMs: number | null;
};

/** A sample older than this says that none arrive any more, launch time in ms. */
export const arrivesWithinMs = ({ signals }: Pick<LaunchPlan, 'signals'>, clock: Clock): number =>
  Math.max(signals.scraped?.withinMs ?? LEAST_WITHIN_MS, MISSED_INTERVALS * sampleIntervalMs(clock, { signals }));

/** A slow answer is no clock that is apart. */
const isApart = (aheadMs: number | null, clock: Clock, within: number): aheadMs is number =>
  aheadMs !== null && Math.abs(aheadMs) > Math.max(clock.toReal(within), LEAST_WITHIN_MS);

/**
 * Until when it is known what is measured: for a while after the newest scrape, and when it turns out that none has followed,
 * until that one. Of a server whose clock is far from ours nothing is known: what it says of our now was measured at another
 * time. 0: nothing is known. Null: all is, as nobody can tell.
 */
export function knownUntil(
  plan: Pick<LaunchPlan, 'signals'>,
  clock: Clock,
  { scrapes, aheadMs }: Pick<ToJudge, 'scrapes' | 'aheadMs'>,
): number | null {
  const within = arrivesWithinMs(plan, clock);
  if (isApart(aheadMs, clock, within)) return 0;
  if (scrapes === null) return null;
  const { newestAt, toldUntil, isSeen } = scrapes;
  if (newestAt === null || toldUntil === null) return 0;
  return isSeen && toldUntil - newestAt <= within ? newestAt + within : newestAt;
}

/** Why metrics don't arrive; null: they do. A Prometheus that no longer scrapes goes on answering. */
export function notArriving(
  plan: Pick<LaunchPlan, 'signals'>,
  clock: Clock,
  { scrapes, latestAt, now, aheadMs }: ToJudge,
): Fault | null {
  const within = arrivesWithinMs(plan, clock);
  if (isApart(aheadMs, clock, within))
    return fault(`${apart(aheadMs)}: what it says of now is of another time`, SET_CLOCK);
  if (scrapes !== null) {
    const { newestAt, toldUntil, isSeen } = scrapes;
    const isTold = toldUntil !== null && now - toldUntil <= within;
    if (isTold && !isSeen) return fault('it has no recent sample of the services of this launch');
    if (newestAt === null) return fault('it does not say when it scraped the services of this launch', ASKED);
    const seconds = Math.round((now - newestAt) / 1000);
    if (now - newestAt > within)
      return isTold
        ? fault(`nothing newer than ${seconds} s has been scraped`)
        : fault(`it has not said for ${seconds} s when it scraped the services of this launch`, ASKED);
  }
  return silence(latestAt === null ? null : now - latestAt, within);
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
