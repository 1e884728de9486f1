import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Phase } from '#shared/domain/plan/launch-plan.ts';
import { launchingSteps } from '#shared/domain/rollout/launched.ts';
import { spoken } from '../format/duration.ts';
import { type Bound, latest } from './bound.ts';
import type { DayClock } from './day-clock.ts';
import { type Stand, stand } from './stand.ts';
import type { StepPoints } from './step-points.ts';

export type PhaseStand = Stand & {
  readonly phase: Phase;
  /** When the next phase begins; null for the last. */
  readonly endsAt: number | null;
};

/**
 * When each phase begins: with its first step; one without steps when the one before it is over. The minimum of a phase
 * without steps runs from there (reconciled 4: stabilization is three hours from 100 % verified).
 */
export function phaseStands(
  state: LaunchState,
  clock: DayClock,
  steps: ReadonlyMap<string, StepPoints>,
): readonly PhaseStand[] {
  const found: { phase: Phase; stand: Stand }[] = [];
  let over: Bound & { readonly actualAt: number | null } = { at: Number.NEGATIVE_INFINITY, cause: '', actualAt: null };
  const plan = state.launch?.plan;
  // What is done once launched, a day later, doesn't say when its phase begins.
  const launching = plan === undefined ? [] : launchingSteps(plan).map(({ id }) => id);
  for (const phase of plan?.phases ?? []) {
    const own = [...steps.values()].filter(({ step }) => step.phase === phase.id && launching.includes(step.id));
    const [first] = own;
    const plannedAt = clock.plannedAt({ at: phase.plannedAt });
    const offset = clock.bound({ at: phase.plannedAt });
    if (first === undefined) {
      const hasBegun = over.actualAt !== null && over.at <= clock.now;
      const bound = over.actualAt === null ? latest(offset, over) : over;
      const at = hasBegun ? over.at : null;
      found.push({ phase, stand: stand(clock, { plannedAt, bound, reached: { at, missing: 'not begun' } }) });
      const begins = at ?? Math.max(bound.at, clock.now);
      const minimumMs = phase.minimumMs ?? 0;
      const cause = `${phase.title} lasts ${spoken(minimumMs)} from ${clock.said(begins)}`;
      over = { at: begins + minimumMs, cause, actualAt: at === null ? null : begins + minimumMs };
      continue;
    }
    const bound = latest(offset, first.started.bound);
    found.push({
      phase,
      stand: stand(clock, { plannedAt, bound, reached: { at: first.started.actualAt, missing: 'not begun' } }),
    });
    const last = own.reduce((a, b) => (b.verified.at > a.verified.at ? b : a), first);
    const areDone = own.every(({ verified }) => verified.actualAt !== null);
    over = { at: last.verified.at, cause: `after ${last.step.title}`, actualAt: areDone ? last.verified.at : null };
  }
  return found.map(({ phase, stand: own }, index) => {
    const next = found[index + 1]?.stand;
    const isOver = next?.actualAt != null;
    const isRunning = own.actualAt !== null && !isOver;
    const endsAt = next === undefined ? null : Math.max(next.projectedAt, own.projectedAt);
    return { phase, ...own, state: isRunning ? 'now' : own.state, endsAt };
  });
}
