import type { RoleId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { TimelineEntry } from '#shared/domain/plan/timeline-entry.ts';
import { latest } from './projection/bound.ts';
import { type DayClock, dayClock } from './projection/day-clock.ts';
import { type PhaseStand, phaseStands } from './projection/phase-stands.ts';
import { entryReached, gateReached, itemReached, listReached, type Reached } from './projection/reached.ts';
import { entryRoles, gateRoles, listRoles, stepRoles } from './projection/roles-of.ts';
import { type Stand, stand } from './projection/stand.ts';
import { type StepPoints, stepPoints } from './projection/step-points.ts';

/** What a thing of the day is, and what shows it: an entry by a person's word, or by what it stands for. */
export type DayKind = 'entry' | 'step' | 'gate' | 'checklist' | 'checkpoint';
export type DayThing = Stand & {
  readonly kind: DayKind;
  readonly id: string;
  readonly title: string;
  /** The entry as the plan has it; undefined for everything else. */
  readonly entry?: TimelineEntry;
  /** When a step is read back, or will be; for everything else the moment itself. */
  readonly endsAt: number;
  readonly roles: readonly RoleId[];
};
export type Projection = { readonly things: readonly DayThing[]; readonly phases: readonly PhaseStand[] };

/**
 * Every entry, step, gate, list and checkpoint of the day: when it was planned, when it will be or was, and what makes
 * it late (product §2, reconciled 3). It obeys the present T-0, a hold that still runs, minimum holds and dependencies.
 */
export function projection(state: LaunchState, at: number): Projection {
  const plan = state.launch?.plan;
  if (plan === undefined) return { things: [], phases: [] };
  const { scrub } = state.clock;
  const clock = dayClock(state.clock, plan.timeZone, scrub?.at ?? at);
  const steps = stepPoints(state, clock);
  const things = [
    ...plan.timeline.map((entry) => entryThing(state, plan, clock, steps, entry)),
    ...[...steps.values()].map((points) => stepThing(plan, clock, points)),
    ...plan.gates.map((gate) => {
      const own = standOf(clock, { at: gate.plannedAt, clock: gate.clock }, gateReached(state, gate));
      return thing('gate', gate, own, gateRoles(plan, gate));
    }),
    ...plan.checklists.map((list) => {
      const own = standOf(clock, { at: list.dueAt, clock: list.clock }, listReached(state, list));
      return thing('checklist', list, own, listRoles(list));
    }),
    ...plan.checkpoints.map((checkpoint) => {
      const own = standOf(clock, checkpoint, checkpointReached(state, plan, clock, checkpoint));
      return thing('checkpoint', checkpoint, own, []);
    }),
  ];
  const phases = phaseStands(state, clock, steps);
  return scrub === null ? { things, phases } : { things: things.map(ended), phases: phases.map(ended) };
}

type When = { readonly at: number; readonly clock?: TimelineEntry['clock'] };

type Named = { readonly id: string; readonly title: string };

const thing = (kind: DayKind, { id, title }: Named, own: Stand, roles: readonly RoleId[]): DayThing => ({
  ...own,
  kind,
  id,
  title,
  endsAt: own.projectedAt,
  roles,
});

const standOf = (clock: DayClock, when: When, reached: Reached): Stand =>
  stand(clock, { plannedAt: clock.plannedAt(when), bound: clock.bound(when), reached });

/** A scrubbed launch is late for nothing. */
const ended = <S extends Stand>(own: S): S =>
  own.state === 'done' ? own : { ...own, state: 'to-come', lateMs: 0, isOverdue: false, cause: 'scrubbed' };

function stepThing(plan: LaunchPlan, clock: DayClock, points: StepPoints): DayThing {
  const { step, plannedAt, started, completed, verified, isInHand } = points;
  const isDone = verified.actualAt !== null;
  const missing = isInHand ? (started.actualAt === null ? 'waits to be confirmed' : '') : 'not begun';
  const reached = { at: isDone || isInHand ? started.actualAt : null, missing };
  const own = stand(clock, { plannedAt, bound: started.bound, reached, isInHand });
  return { ...thing('step', step, own, stepRoles(plan, step)), endsAt: completed.at };
}

/** A milestone takes the moment of the step, gate, list or item that shows it (reconciled 1). */
function entryThing(
  state: LaunchState,
  plan: LaunchPlan,
  clock: DayClock,
  steps: ReadonlyMap<string, StepPoints>,
  entry: TimelineEntry,
): DayThing {
  const own = clock.bound(entry);
  const points = entry.step === undefined ? undefined : steps.get(entry.step);
  const point = points?.[entry.point ?? 'started'];
  const shown = point?.bound ?? own;
  const bound = latest(own, { at: shown.at, cause: shown.cause || `with ${points?.step.title ?? ''}` });
  const reached = point === undefined ? shownBy(state, plan, entry) : { at: point.actualAt, missing: 'not reached' };
  const found = stand(clock, { plannedAt: clock.plannedAt(entry), bound, reached });
  return { ...thing('entry', entry, found, entryRoles(plan, entry)), entry };
}

/** What shows that an entry has happened: a gate, a list, an item; where nothing does, a person's word. */
function shownBy(state: LaunchState, plan: LaunchPlan, entry: TimelineEntry): Reached {
  const gate = plan.gates.find(({ id }) => id === entry.gate);
  if (gate !== undefined) return gateReached(state, gate);
  if (entry.item !== undefined) return itemReached(state, entry.item);
  const list = plan.checklists.find(({ id }) => id === entry.checklist);
  return list === undefined ? entryReached(state, entry.id) : listReached(state, list);
}

/** A checkpoint is held when the entry of the day at the very moment is said to have happened. */
function checkpointReached(state: LaunchState, plan: LaunchPlan, clock: DayClock, when: When): Reached {
  const twin = plan.timeline.find((entry) => isWord(entry) && clock.plannedAt(entry) === clock.plannedAt(when));
  return twin === undefined ? { at: null, missing: 'not held' } : entryReached(state, twin.id);
}

/** Whether only a person's word shows that an entry has happened. */
export const isWord = ({ step, gate, checklist, item }: TimelineEntry): boolean =>
  (step ?? gate ?? checklist ?? item) === undefined;
