import type { EngineCommand } from '#shared/domain/commands.ts';
import { allItems } from '#shared/domain/plan/item-by-id.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { ProbeVerdict } from '#shared/domain/probe/verdict.ts';
import type { Connections } from '../adapters/connections.ts';
import type { Feeds } from '../adapters/feeds.ts';
import { createLooks } from '../adapters/looks.ts';
import type { Outside } from '../adapters/outside.ts';
import type { Clock } from '../clock.ts';
import type { ObservationHub } from '../watch/hub.ts';
import { ProbeRunner } from './probe-runner.ts';
import { secretsOf } from './secrets-of.ts';

export type StartingProbes = {
  readonly plan: Pick<LaunchPlan, 'channels' | 'checklists'>;
  /** What is read from elsewhere than the cluster, and what is connected now; null as long as nothing is. Asked at every run. */
  readonly feeds: () => Feeds | null;
  readonly outside: () => Outside | null;
  readonly settings: Connections | null;
  readonly hub: ObservationHub;
  readonly clock: Clock;
  /** What the record says of an item, so that a restart doesn't say it again. */
  readonly recorded: (item: string) => ProbeVerdict | undefined;
  readonly tell: (command: EngineCommand) => void;
  /** Whether the launch's first step has begun. */
  readonly hasBegun: () => boolean;
  readonly bug: (error: unknown) => void;
  /** Closes them. */
  readonly signal: AbortSignal;
};

/** Starts the probes of a launch: at once, whether or not anything is connected. */
export function startProbes(with_: StartingProbes): ProbeRunner {
  const { plan, feeds, outside, settings, hub, clock, recorded, tell, hasBegun, bug, signal } = with_;
  const looks = createLooks(settings);
  const runner = new ProbeRunner({
    items: allItems(plan),
    parts: () => ({ plan, clock, hub, feeds: feeds(), outside: outside(), looks }),
    secrets: secretsOf(settings),
    recorded,
    tell,
    hasBegun,
    bug,
  });
  const close = () => {
    void runner.close().finally(looks.close);
  };
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  return runner;
}
