import type { EngineCommand } from '#shared/domain/commands.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { OperationKinds } from '../adapters/catalogue.ts';
import type { Connections } from '../adapters/connections.ts';
import type { Feeds } from '../adapters/feeds.ts';
import type { Outside } from '../adapters/outside.ts';
import type { Clock } from '../clock.ts';
import type { ObservationHub } from './hub.ts';

/** What a watch is given that reads elsewhere than in the launch's cluster: it has nothing to reach that with. */
export type WatchingFeeds = {
  readonly plan: LaunchPlan;
  readonly outside: Feeds;
  readonly settings: Connections;
  readonly hub: ObservationHub;
  readonly clock: Clock;
  readonly state: () => LaunchState;
  readonly tell: (command: EngineCommand) => void;
  readonly signal: AbortSignal;
};

/** What every other watch is given: only once the cluster is known to be the launch's own. */
export type Watching = WatchingFeeds & {
  readonly outside: Outside;
  readonly kinds: OperationKinds;
  /** Why the log can't be written; null when it can. */
  readonly logTrouble: () => string | null;
  /** How long quick rollbacks of other launches of this pack took on this machine, real milliseconds. */
  readonly measuredRollbacks: () => readonly number[];
};
