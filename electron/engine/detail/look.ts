import type { CallInput } from '#shared/contract/calls.ts';
import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { DetailFacts, DetailSpan } from '#shared/contract/observed/detail.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { canaryStartedAt } from '#shared/views/canary-start.ts';
import { detailOf } from '#shared/views/detail/detail-of.ts';
import { allKnown, freshForMs, isScraped } from '#shared/views/signals/freshness.ts';
import type { Feeds } from '../adapters/feeds.ts';
import type { Clock } from '../clock.ts';
import type { ObservationHub } from '../watch/hub.ts';
import { errorsOf } from './errors-of.ts';
import { olderMeasures, olderSamples } from './older.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** However long ago the canary began, nobody reads more in one chart. */
const LONGEST_MS = 24 * HOUR_MS;

function startOf(span: DetailSpan, state: LaunchState, now: number): number {
  if (span === 'quarter') return now - 15 * MINUTE_MS;
  const since = span === 'canary' ? canaryStartedAt(state) : null;
  return Math.max(now - LONGEST_MS, since ?? now - HOUR_MS);
}

/** What a launch that is open has to look with. */
type Looking = {
  readonly hub: ObservationHub;
  readonly dispatcher: { readonly state: LaunchState };
  readonly feeds: Pick<Feeds, 'metrics'> | null;
};

/** What is seen now, with that pod: a batch has only those that something is wrong with. */
function withPod(hub: ObservationHub, name: string): ObservationBatch {
  const latest = hub.batch(true);
  const { cluster } = latest;
  const pod = hub.findPod(name);
  if (cluster === null || pod === null || cluster.pods.some((one) => one.name === name)) return latest;
  return { ...latest, cluster: { ...cluster, pods: [...cluster.pods, pod] } };
}

/** Without what was said of times that nothing is known of, as the screens have it. */
const whatIsKnown = <T extends { readonly at: number }>(hub: ObservationHub, list: readonly T[]): readonly T[] =>
  allKnown(list, hub).filter(({ at }) => isScraped(at, hub.scrapes.holes));

/**
 * Everything known of one tile: from what the watches keep, and from Prometheus where that doesn't reach back far enough.
 * What can't be had is said in `missing`; the rest is there all the same.
 */
export async function lookAt(
  { hub, dispatcher, feeds }: Looking,
  clock: Clock,
  { tile, span }: CallInput<'detail.look'>,
): Promise<Result<DetailFacts, Refusal>> {
  const { state } = dispatcher;
  const plan = state.launch?.plan;
  if (plan === undefined) return err(refusal('no-launch', 'No launch is open.', 'Make or open a launch.'));
  const now = clock.now();
  const from = startOf(span, state, now);
  const asked = { plan, hub, metrics: feeds?.metrics ?? null, from, now };
  const [samples, measures] = await Promise.all([olderSamples(asked, tile), olderMeasures(asked, tile)]);
  const facts = detailOf(tile, {
    ...{ plan, state, clock: clock.facts, from, now, freshMs: freshForMs(plan, clock.facts.speed) },
    latest: tile.kind === 'pod' ? withPod(hub, tile.pod) : hub.batch(true),
    samples: whatIsKnown(hub, [...samples.older, ...hub.samples().filter(({ at }) => at >= from)]),
    measures: measures.series.map((series) => ({ ...series, points: whatIsKnown(hub, series.points) })),
    errors: tile.kind === 'log-kind' ? errorsOf(hub, tile.fingerprint) : null,
  });
  const missing = [facts.missing, samples.missing, measures.missing].filter((text) => text !== null);
  return ok({ ...facts, missing: missing.length === 0 ? null : missing.join(' ') });
}
