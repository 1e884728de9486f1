import type { Pushes, PushName } from '#shared/contract/calls.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import { isOnItsWay } from '#shared/domain/rollout/attempt.ts';
import { pacedMs } from '../clock.ts';
import { createAlertLooks } from './alerts.ts';
import { Bell } from './bell.ts';
import { createChangeWatch } from './changes/changes.ts';
import { watchCluster } from './cluster.ts';
import { type LogPushes, watchLogs } from './logs.ts';
import { watchOutside } from './outside.ts';
import { poll } from './poll.ts';
import { createReadinessWatch } from './readiness.ts';
import { createRestartWatch } from './restarts.ts';
import { createSignalWatch } from './signals.ts';
import { createSilenceWatch } from './silences.ts';
import type { Watching, WatchingFeeds } from './watching.ts';

const CLUSTER_MS = 1000;
const CHANGES_MS = 3000;
const MINUTE_MS = 60_000;
const ALERTS_MS = 10_000;
const SILENCES_MS = 10_000;

type Push = <N extends PushName>(name: N, data: Pushes[N]) => void;
type Bug = (error: unknown) => void;

/** Starts the watches that need nothing of the launch's cluster; they end when the signal does. */
export function startFeeds(with_: WatchingFeeds, push: Push, bug: Bug): void {
  const { plan, outside, clock, signal } = with_;
  // What is ended by the signal would never end.
  if (signal.aborted) return;
  const every = (ms: number, once: () => Promise<unknown>) => void poll(ms, signal, once, bug);
  const signalsMs = pacedMs(clock, plan.signals.stepMs, 200);
  const signals = createSignalWatch(with_, signalsMs);
  every(signalsMs, signals.look);
  every(signalsMs, signals.judgeIfLate);
  const alertsMs = pacedMs(clock, ALERTS_MS, 2000);
  for (const look of createAlertLooks(with_, alertsMs)) every(alertsMs, look);
  watchOutside(with_, bug);
  const { loki } = outside;
  if (loki !== null) watchLogs({ ...with_, outside: { logs: loki } }, logPushes(push)).catch(bug);
}

/**
 * Starts the watches of the launch's cluster, and of what was done outside, beside those that {@link startFeeds} started; they
 * end when the signal does.
 */
export function startClusterWatches(with_: Watching, push: Push, bug: Bug): void {
  const { outside, clock, signal } = with_;
  if (signal.aborted) return;
  const every = (ms: number, once: () => Promise<unknown>, bell?: Bell) => void poll(ms, signal, once, bug, bell);
  watchCluster(with_, push, bug);
  every(CLUSTER_MS, createRestartWatch(with_));
  const changed = new Bell();
  every(CHANGES_MS, createChangeWatch(with_, changed));
  // Proven again every minute and on every change (product §6); in a fast rehearsal not more often than the cluster bears.
  const readinessMs = pacedMs(clock, MINUTE_MS, 1500);
  every(readinessMs, createReadinessWatch(with_, readinessMs), changed);
  every(CLUSTER_MS, createTurnWatch(with_, changed));
  every(pacedMs(clock, SILENCES_MS, 1000), createSilenceWatch(with_));
  if (outside.loki === null) watchLogs(with_, logPushes(push)).catch(bug);
}

const logPushes = (push: Push): LogPushes => ({
  onLines: (batch) => push('logs.lines', batch),
  onKinds: (kinds) => push('logs.kinds', kinds),
});

/** Rings when an action has ended or stable's pods are others than before: what was proven of a rollback may hold no more. */
function createTurnWatch({ plan, hub, state }: Watching, changed: Bell): () => Promise<void> {
  const stables = new Set(plan.services.map((service) => service.stableDeployment));
  const now = () => {
    const ended = actionsInOrder(state().actions).filter((action) => !isOnItsWay(action)).length;
    const pods = hub.cluster?.deployments.filter(({ name }) => stables.has(name)) ?? [];
    return `${ended} ${pods.map(({ name, ready, wanted }) => `${name} ${ready}/${wanted}`).join()}`;
  };
  let before = now();
  return async () => {
    const is = now();
    if (is !== before) changed.ring();
    before = is;
  };
}
