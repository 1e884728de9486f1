import type { Bound } from './bound.ts';
import type { DayClock } from './day-clock.ts';
import type { Reached } from './reached.ts';

const MINUTE_MS = 60_000;

export type DayState = 'done' | 'now' | 'late' | 'to-come';
/** How a thing of the day stands; moments in epoch ms of launch time. */
export type Stand = {
  readonly plannedAt: number;
  /** When it will be at the earliest; when it was, once it has been reached. */
  readonly projectedAt: number;
  readonly actualAt: number | null;
  /** When it is due as things stand, without the present moment; when it was, once it has been reached. */
  readonly dueAt: number;
  readonly state: DayState;
  /** How much later than planned it is or was, milliseconds; zero when not. */
  readonly lateMs: number;
  /** True: its time is past by a minute or more, and only a person can bring it on. */
  readonly isOverdue: boolean;
  /** What makes it late, in words; empty when it isn't. */
  readonly cause: string;
};

type Facts = {
  readonly plannedAt: number;
  readonly bound: Bound;
  readonly reached: Reached;
  readonly isInHand?: boolean;
};

/** Late is a minute or more: projected after planned, or its time past and it not reached. */
export function stand(clock: DayClock, { plannedAt, bound, reached, isInHand = false }: Facts): Stand {
  const overMs = clock.now - bound.at;
  const isOpen = reached.at === null;
  const projectedAt = reached.at ?? Math.max(bound.at, clock.now);
  const lateMs = Math.max(0, projectedAt - plannedAt, isOpen ? overMs : 0);
  const common = { plannedAt, projectedAt, actualAt: reached.at, dueAt: reached.at ?? bound.at, lateMs };
  if (!isOpen && !isInHand) return { ...common, state: 'done', isOverdue: false, cause: '' };
  const isLate = lateMs >= MINUTE_MS;
  const isBound = bound.at - plannedAt >= MINUTE_MS;
  const whyLate = isLate && isBound ? bound.cause : '';
  if (isInHand)
    return { ...common, state: 'now', isOverdue: false, cause: isLate && !isBound ? reached.missing : whyLate };
  if (overMs >= MINUTE_MS)
    return { ...common, state: 'late', isOverdue: true, cause: `due ${clock.said(bound.at)}, ${reached.missing}` };
  return { ...common, state: isLate ? 'late' : overMs >= 0 ? 'now' : 'to-come', isOverdue: false, cause: whyLate };
}
