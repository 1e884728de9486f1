import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import { gateFreshness } from '#shared/domain/gate/freshness.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { MinimumHold, Step } from '#shared/domain/plan/launch-plan.ts';
import { isOnItsWay, latestAction } from '#shared/domain/rollout/attempt.ts';
import { type Bound, latest } from './bound.ts';
import { type DayClock, holdCause } from './day-clock.ts';

/** A point of a step: when it was, else when it will be at the earliest. */
export type Point = {
  readonly at: number;
  readonly actualAt: number | null;
  /** What binds it while it is to come. */
  readonly bound: Bound;
};
export type StepPoints = {
  readonly step: Step;
  readonly plannedAt: number;
  /** Bound by the plan and what it waits for; the present moment binds it only where something is under way. */
  readonly started: Point;
  /** Its last service is read back. */
  readonly completed: Point;
  readonly verified: Point;
  readonly isInHand: boolean;
};

/** How long the step's moving took when it last ran in this launch, milliseconds; nothing before (reconciled 3). */
function movingMs(state: LaunchState, step: Step): number {
  const run = actionsInOrder(state.actions).findLast(
    ({ subject, startedAt, completedAt }) =>
      subject.kind === 'step' && subject.step === step.id && startedAt !== null && completedAt !== null,
  );
  return run === undefined ? 0 : (run.completedAt ?? 0) - (run.startedAt ?? 0);
}

const point = (actualAt: number | null | undefined, bound: Bound, now: number): Point => ({
  at: actualAt ?? Math.max(bound.at, now),
  actualAt: actualAt ?? null,
  bound,
});

/** The points of every step: actual where they were reached, else projected along holds and dependencies. */
export function stepPoints(state: LaunchState, clock: DayClock): ReadonlyMap<string, StepPoints> {
  const steps = state.launch?.plan.steps ?? [];
  const found = new Map<string, StepPoints>();
  const open = new Set<string>();
  const find = (id: string): StepPoints | undefined => {
    const known = found.get(id);
    const step = steps.find((candidate) => candidate.id === id);
    // A plan in which steps wait for one another in a circle is refused by the pack's lint; here the circle is cut.
    if (known !== undefined || step === undefined || open.has(id)) return known;
    open.add(id);
    const points = pointsOf(state, clock, step, find);
    found.set(id, points);
    return points;
  };
  for (const { id } of steps) find(id);
  return found;
}

function pointsOf(
  state: LaunchState,
  clock: DayClock,
  step: Step,
  find: (id: string) => StepPoints | undefined,
): StepPoints {
  const action = latestAction(state, step.id);
  const isDone = action?.state === 'verified';
  const isInHand = action !== null && isOnItsWay(action);
  // One that failed has to be asked for again: what it reached doesn't count.
  const counts: Action | null = isDone || isInHand ? action : null;
  const start = startBound(state, clock, step, find);
  const started = point(counts?.startedAt, start, clock.now);
  const movedAt = started.at + movingMs(state, step);
  const moving: Bound =
    started.actualAt === null
      ? { at: start.at + movedAt - started.at, cause: start.cause }
      : { at: Math.max(movedAt, clock.now), cause: `${step.title} is in hand` };
  const completed = point(counts?.completedAt, moving, clock.now);
  const seen: Bound =
    completed.actualAt === null ? moving : { at: clock.now, cause: `${step.title} is being verified` };
  const verified = point(isDone ? action?.endedAt : null, seen, clock.now);
  return { step, plannedAt: clock.plannedAt({ at: step.plannedAt }), started, completed, verified, isInHand };
}

/** What keeps a step from starting earlier: T-0, the steps before it, minimum holds, its gate, a hold of the clock. */
function startBound(
  state: LaunchState,
  clock: DayClock,
  step: Step,
  find: (id: string) => StepPoints | undefined,
): Bound {
  const own = clock.bound({ at: step.plannedAt });
  const bounds: Bound[] = [];
  for (const hold of step.holds) bounds.push(...holdBound(state, clock, hold, find));
  for (const id of step.after) {
    const before = find(id);
    if (before !== undefined) bounds.push({ at: before.verified.at, cause: `after ${before.step.title}` });
  }
  const gate = state.launch?.plan.gates.find(({ id }) => id === step.gate);
  if (gate !== undefined && !gateFreshness(state, gate.id, clock.now).ok) {
    const decided = clock.bound({ at: gate.plannedAt, clock: gate.clock });
    bounds.push({ at: Math.max(decided.at, clock.now), cause: `after ${gate.title}` });
  }
  if (state.clock.hold !== null) bounds.push({ at: clock.now, cause: holdCause(state.clock, clock.now) });
  return latest(own, ...bounds);
}

/** A minimum runs from the point of the step as it was, else as it will be (reconciled 3). */
function holdBound(
  state: LaunchState,
  clock: DayClock,
  { step, from, minimumMs, title }: MinimumHold,
  find: (id: string) => StepPoints | undefined,
): readonly Bound[] {
  const action = latestAction(state, step);
  const actual = from === 'started' ? action?.startedAt : action?.completedAt;
  const at = actual ?? find(step)?.[from].at;
  return at === undefined ? [] : [{ at: at + minimumMs, cause: `${title}, from ${clock.said(at)}` }];
}
