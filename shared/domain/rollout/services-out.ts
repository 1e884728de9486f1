import { actionsInOrder } from '../action/evolve.ts';
import type { Action } from '../action/state.ts';
import type { ServiceId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import type { PlannedOperation, Service } from '../plan/launch-plan.ts';
import { lastRollbackAt } from './attempt.ts';

/** Services rolled back by themselves: out of this attempt until a rollback of everything and a new one. */
export function servicesOut(state: LaunchState): ReadonlySet<ServiceId> {
  const since = lastRollbackAt(state);
  return new Set(
    actionsInOrder(state.actions).flatMap(({ subject, startedAt }) =>
      subject.kind === 'rollback' && (startedAt ?? 0) > since ? (subject.services ?? []) : [],
    ),
  );
}

/** The services whose pods and traffic say whether an action took effect. */
export function servicesOf(state: LaunchState, action: Action): readonly Service[] {
  const services = state.launch?.plan.services ?? [];
  if (action.subject.kind === 'rollback') {
    const { services: only } = action.subject;
    return only === undefined ? services : services.filter(({ id }) => only.includes(id));
  }
  const out = servicesOut(state);
  return services.filter(({ id }) => !out.has(id));
}

/** Whether an operation is about one of these services alone: it acts on it, or sets a flag that is only its own. */
export function isAbout({ service, spec }: PlannedOperation, services: readonly Service[]): boolean {
  if (service !== undefined) return services.some(({ id }) => id === service);
  return spec.kind === 'flag.set' && services.some(({ flags = [] }) => flags.includes(spec.flag));
}
