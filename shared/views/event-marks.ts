import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';

export type MarkKind = 'stage' | 'deployment' | 'flag' | 'decision' | 'rollback' | 'outside';
export type EventMark = { readonly at: number; readonly label: string; readonly kind: MarkKind };

const MINUTE_MS = 60_000;

const version = (image: string): string => image.split('@')[0]?.split('/').at(-1)?.split(':')[1] ?? 'image';

/** What an operation is marked as; null where it changes nothing that a chart could show. */
function markOf(spec: OperationSpec): { readonly kind: 'deployment' | 'flag'; readonly label: string } | null {
  switch (spec.kind) {
    case 'kubernetes.set-image':
      return { kind: 'deployment', label: version(spec.image) };
    case 'kubernetes.restart':
      return { kind: 'deployment', label: 'restart' };
    case 'flag.set':
      return { kind: 'flag', label: spec.on ? 'flags on' : 'flags off' };
    default:
      return null;
  }
}

/** What an action did to many services at once is one mark, where the first of it was done. */
function ofOperations(action: Action): readonly EventMark[] {
  const marks = new Map<string, EventMark>();
  for (const { planned, endedAt, state } of action.operations) {
    const mark = state === 'succeeded' && endedAt !== null ? markOf(planned.spec) : null;
    if (mark === null || endedAt === null) continue;
    const known = marks.get(mark.label);
    if (known === undefined || endedAt < known.at) marks.set(mark.label, { at: endedAt, ...mark });
  }
  return [...marks.values()];
}

/**
 * What happened that a chart may show the effect of: stages read back, versions and flags set, decisions opened and
 * closed, rollbacks begun, and what others changed. In the order of time.
 */
export function eventMarks(state: LaunchState): readonly EventMark[] {
  const steps = new Map((state.launch?.plan.steps ?? []).map((step) => [step.id as string, step]));
  const marks: EventMark[] = [];
  for (const action of actionsInOrder(state.actions)) {
    if (isRollback(action)) {
      if (action.startedAt !== null) marks.push({ at: action.startedAt, label: 'rollback', kind: 'rollback' });
      continue;
    }
    marks.push(...ofOperations(action));
    const step = action.subject.kind === 'step' ? steps.get(action.subject.step) : undefined;
    if (step?.stagePercent !== undefined && action.completedAt !== null)
      marks.push({ at: action.completedAt, label: `${step.stagePercent} %`, kind: 'stage' });
  }
  for (const { openedAt, severity, state: stands, closedAt } of state.rollback.decisions) {
    marks.push({ at: openedAt, label: severity, kind: 'decision' });
    if (stands === 'kept-going' && closedAt !== null)
      marks.push({ at: closedAt, label: 'kept going', kind: 'decision' });
  }
  for (const { at } of state.changes.seen) marks.push({ at, label: 'by others', kind: 'outside' });
  return oncePerMinute(marks.toSorted((a, b) => a.at - b.at));
}

/** The same thing again within a minute (somebody applies a whole folder) stays one mark. */
function oncePerMinute(marks: readonly EventMark[]): readonly EventMark[] {
  const last = new Map<string, number>();
  return marks.filter(({ at, kind, label }) => {
    const before = last.get(`${kind} ${label}`);
    last.set(`${kind} ${label}`, at);
    return before === undefined || at - before > MINUTE_MS;
  });
}
