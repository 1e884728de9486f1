import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { ServiceId } from '#shared/domain/ids.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Service } from '#shared/domain/plan/launch-plan.ts';
import { aloneTrouble, withDependents } from '#shared/domain/rollback/alone.ts';
import { isOnItsWay, lastRollbackAt } from '#shared/domain/rollout/attempt.ts';

/** A service that may be rolled back by itself, or why it may not (product §6). */
type AloneRow = {
  readonly service: Service;
  /** Who goes back with it, itself included, in launch order. */
  readonly goes: readonly Service[];
  /** Launch flags that go off with them; all others stay. */
  readonly flags: readonly string[];
  /** Why it can't be; null when it can. */
  readonly trouble: string | null;
};

/** The last rollback of some services alone that touched this one or still may. */
function lastAlone(state: LaunchState, id: string): Action | undefined {
  const since = lastRollbackAt(state);
  return actionsInOrder(state.actions).findLast(
    (action) =>
      action.askedAt > since &&
      (action.startedAt !== null || isOnItsWay(action)) &&
      servicesAlone(action).some((one) => one === id),
  );
}

const servicesAlone = ({ subject }: Action): readonly ServiceId[] =>
  subject.kind === 'rollback' ? (subject.services ?? []) : [];

const isBack = (last: Action | undefined): boolean =>
  last !== undefined && (last.state === 'verified' || isOnItsWay(last));

/**
 * Every service that isn't back already, in launch order, with who goes back with it. One whose last rollback ended
 * otherwise can be asked for again, with those that were to go with it.
 */
export function aloneRows(state: LaunchState): readonly AloneRow[] {
  const services = state.launch?.plan.services ?? [];
  return services.flatMap((service) => {
    const last = lastAlone(state, service.id);
    if (isBack(last)) return [];
    const wanted = new Set([
      ...withDependents(state, service.id),
      ...(last === undefined ? [] : servicesAlone(last)).filter((id) => !isBack(lastAlone(state, id))),
    ]);
    const goes = services.filter(({ id }) => wanted.has(id));
    const ids = goes.map(({ id }) => id);
    return [{ service, goes, flags: goes.flatMap(({ flags = [] }) => flags), trouble: aloneTrouble(state, ids) }];
  });
}
