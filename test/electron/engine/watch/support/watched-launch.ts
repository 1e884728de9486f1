import type { OperationKinds } from '#engine/adapters/catalogue.ts';
import type { ClusterPort, DeploymentSeen } from '#engine/adapters/kubernetes/port.ts';
import type { OperationKind } from '#engine/adapters/operation-kind.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import type { MetricsPort } from '#engine/adapters/prometheus/port.ts';
import type { Clock } from '#engine/clock.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import type { Watching } from '#engine/watch/watching.ts';
import type { SignalSample } from '#shared/contract/observations.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import { OperationSpec } from '#shared/domain/operation/spec.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { plan } from '#test/support/launch-story.ts';
import type { Story } from '#test/support/story.ts';

/** A clock that stands where the story stands. */
export const clockOf = (story: Story, speed = 1): Clock => ({
  now: () => story.now,
  at: (realAt) => realAt * speed,
  facts: { startedAtReal: 0, startedAtLaunch: 0, speed },
  realMsUntil: (at) => Math.max(0, (at - story.now) / speed),
  toReal: (ms) => ms / speed,
});

/** As a server answers that takes no queries together. */
const eachAlone =
  (metrics: Partial<MetricsPort> = {}): MetricsPort['ranges'] =>
  (queries, { from, until, stepMs }, signal) =>
    Promise.all(queries.map((query) => (metrics.range ?? notAsked)(query, from, until, stepMs, signal)));

const notAsked = () => Promise.reject(new Error('this part of the outside is not asked in this test'));

export type OutsideParts = {
  readonly cluster?: Partial<ClusterPort>;
  readonly metrics?: Partial<MetricsPort>;
  readonly kinds?: OperationKinds;
};

/** A launch that is watched: what the watches tell is folded into the story, as the engine does. */
export function watched(story: Story, parts: OutsideParts = {}, more: Partial<Watching> = {}) {
  const clock = clockOf(story);
  const hub = new ObservationHub(clock);
  const told: EngineCommand[] = [];
  const outside = {
    cluster: {
      mayI: notAsked,
      deployments: notAsked,
      weights: notAsked,
      watched: async () => [],
      selfHealing: async () => [],
      ...parts.cluster,
    },
    metrics: {
      instant: notAsked,
      range: notAsked,
      close: notAsked,
      ranges: eachAlone(parts.metrics),
      ...parts.metrics,
    },
  };
  const abort = new AbortController();
  const with_: Watching = {
    ...{ plan: story.state.launch?.plan ?? plan, hub, clock, signal: abort.signal },
    // Only what a watch asks for is there: anything else ends the test.
    ...{ outside: outside as unknown as Outside, kinds: parts.kinds ?? kindsThat(() => ok(emptyPlan)) },
    settings: { context: 'rehearsal', prometheus: { url: 'http://127.0.0.1:9' } } as Watching['settings'],
    state: () => story.state,
    tell: (command) => {
      told.push(command);
      story.does(null, command);
    },
    logTrouble: () => null,
    measuredRollbacks: () => [],
    ...more,
  };
  return { with_, hub, told, abort };
}

export const emptyPlan: OperationPlan = { targets: [], changes: [], checks: [], equivalent: 'kubectl' };

/** Kinds of operations that are planned as the test says, and never run. */
export function kindsThat(answer: (spec: OperationSpec) => Result<OperationPlan, Fault>): OperationKinds {
  const names = OperationSpec.options.map((option) => option.shape.kind.value);
  const kind = (name: string): OperationKind => ({
    kind: name as OperationSpec['kind'],
    plan: async (spec) => answer(spec),
    run: notAsked,
    look: notAsked,
  });
  return Object.fromEntries(names.map((name) => [name, kind(name)])) as unknown as OperationKinds;
}

export const fault = (cause: Fault['cause'], message: string, retryable = false): Fault => ({
  kind: 'fault',
  cause,
  message,
  retryable,
});

/** Samples of every service, newest last at `until`; both versions show the same. */
export const samplesUntil = (
  until: number,
  minutes: number,
  values: { readonly errors?: number; readonly p95?: number; readonly only?: readonly string[] } = {},
): SignalSample[] =>
  Array.from(
    { length: (minutes * 60_000) / plan.signals.stepMs },
    (_, index, all = (minutes * 60_000) / plan.signals.stepMs) => ({
      at: until - (all - 1 - index) * plan.signals.stepMs,
      subsets: plan.services
        .filter(({ id }) => values.only === undefined || values.only.includes(id))
        .map(({ id: service }) => ({
          service,
          subset: 'stable' as const,
          requestsPerSecond: 50,
          errorRatePercent: values.errors ?? 0.02,
          p95Ms: values.p95 ?? 200,
        })),
    }),
  );

export const deployment = (name: string, ready: number, wanted = ready): DeploymentSeen => ({
  ...{ name, uid: `uid-${name}`, wanted, ready, updated: ready, restarts: 0 },
  ...{ images: {}, labels: {}, isObserved: true, isAvailable: true, problems: [] },
});
export const allStable = (change: (name: string) => DeploymentSeen | null = (name) => deployment(name, 3)) =>
  plan.services.flatMap(({ stableDeployment }) => change(stableDeployment) ?? []);
