import type { Connections } from '#engine/adapters/connections.ts';
import type { Feeds } from '#engine/adapters/feeds.ts';
import { createLooks } from '#engine/adapters/looks.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { lookOnce } from '#engine/probes/look-once.ts';
import { secretsOf } from '#engine/probes/secrets-of.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import type { ProbeResult } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { ProbeCheck } from '#shared/domain/plan/probe.ts';

export type LookingAt = {
  readonly settings?: Connections | null;
  /** What is set for looks that need no connection. */
  readonly looks?: Pick<Connections, 'monitorCaFile' | 'commands'>;
  /** What is read from elsewhere than the cluster; without it that of `outside`. */
  readonly feeds?: Feeds;
  readonly outside?: Outside | null;
  readonly channels?: LaunchPlan['channels'];
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** What must not be read in its words. */
  readonly secrets?: readonly string[];
  readonly hub?: ObservationHub;
};

/** Looks once as the runner does: with its time limit, its secrets hidden, everything closed afterwards. A bug of ours fails the test. */
export async function lookAt(check: ProbeCheck, with_: LookingAt = {}): Promise<ProbeResult> {
  const clock = realClock();
  const looks = createLooks({ ...(with_.settings ?? {}), ...with_.looks });
  const bugs: unknown[] = [];
  const { result, ended } = lookOnce(
    { check, everyMs: 60_000, timeoutMs: with_.timeoutMs ?? 5000 },
    {
      parts: () => ({
        plan: { channels: with_.channels ?? [] },
        clock,
        hub: with_.hub ?? new ObservationHub(clock),
        feeds: with_.feeds ?? with_.outside ?? null,
        outside: with_.outside ?? null,
        looks,
      }),
      secrets: with_.secrets ?? secretsOf(with_.settings ?? null),
      bug: (error) => bugs.push(error),
    },
    with_.signal ?? new AbortController().signal,
  );
  const seen = await result;
  await ended;
  await looks.close();
  if (bugs.length > 0) throw bugs[0];
  return seen;
}
