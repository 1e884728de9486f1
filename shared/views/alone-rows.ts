import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Service } from '#shared/domain/plan/launch-plan.ts';
import { aloneTrouble, withDependents } from '#shared/domain/rollback/alone.ts';
import { servicesOut } from '#shared/domain/rollout/services-out.ts';

/** A service that may be rolled back by itself, or why it may not (product §6). */
export type AloneRow = {
  readonly service: Service;
  /** Who goes back with it, itself included, in launch order. */
  readonly goes: readonly Service[];
  /** Launch flags that go off with them; all others stay. */
  readonly flags: readonly string[];
  /** Why it can't be; null when it can. */
  readonly trouble: string | null;
};

/** Every service that isn't out already, in launch order, with who goes back with it. */
export function aloneRows(state: LaunchState): readonly AloneRow[] {
  const services = state.launch?.plan.services ?? [];
  const out = servicesOut(state);
  return services
    .filter(({ id }) => !out.has(id))
    .map((service) => {
      const ids = withDependents(state, service.id);
      const goes = services.filter(({ id }) => ids.includes(id));
      return { service, goes, flags: goes.flatMap(({ flags = [] }) => flags), trouble: aloneTrouble(state, ids) };
    });
}
