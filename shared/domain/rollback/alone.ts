import type { ServiceId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import type { Service } from '../plan/launch-plan.ts';
import { hasBegun } from '../rollout/attempt.ts';
import { servicesOut } from '../rollout/services-out.ts';

/** Services that can't stay: they depend on one that goes back and don't work with its old version. */
const needing = (services: readonly Service[], going: ReadonlySet<string>): readonly Service[] =>
  services.filter(
    ({ id, dependsOn, worksWithOld = [] }) =>
      !going.has(id) && dependsOn.some((other) => going.has(other) && !worksWithOld.includes(other)),
  );

/** The smallest set, in launch order, in which a service may be rolled back by itself; those that are out aren't in it. */
export function withDependents(state: LaunchState, service: string): readonly ServiceId[] {
  const services = state.launch?.plan.services ?? [];
  const out = servicesOut(state);
  const going = new Set<string>([service]);
  const more = () => needing(services, new Set([...going, ...out]));
  for (let found = more(); found.length > 0; found = more()) for (const { id } of found) going.add(id);
  return services.map(({ id }) => id).filter((id) => going.has(id));
}

/** Why these services can't be rolled back by themselves, in a sentence; null when they can (product §6). */
export function aloneTrouble(state: LaunchState, wanted: readonly string[]): string | null {
  const services = state.launch?.plan.services ?? [];
  const strange = wanted.find((id) => !services.some((service) => service.id === id));
  if (strange !== undefined) return `The runbook has no service "${strange}".`;
  if (!hasBegun(state)) return 'Nothing of this attempt has begun: no service has its new version.';
  const going = new Set<string>([...wanted, ...servicesOut(state)]);
  if (services.every(({ id }) => going.has(id))) return 'That leaves no service on its new version.';
  const left = needing(services, going);
  if (left.length === 0) return null;
  const titles = left.map(({ title }) => title).join(', ');
  return `${titles} ${left.length === 1 ? 'needs' : 'need'} the new version and would stay.`;
}
